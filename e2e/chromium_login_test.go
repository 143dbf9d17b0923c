package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

const localAccount = "10ca1000000000000000000000000000" // the first of every backend

// A person logs in with a real browser. The parts share a server and a browser,
// in which each has a profile of its own.
func TestChromium(t *testing.T) {
	t.Parallel()
	b, us, dir := chromium(t), lariat(t), t.TempDir()
	addr := startServer(t, us, dir, filepath.Join(dir, "state"))
	for name, part := range map[string]func(*testing.T, *visit){
		"allow": allowed, "deny": denied, "foreign": foreign, "device": onDevice,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			part(t, newVisit(t, b, us, "http://"+addr))
		})
	}
}

// allowed is the way that most logins go.
func allowed(t *testing.T, v *visit) {
	login := v.login(t, "login", "--web")
	v.open(t, login.address(t))
	v.checkText(t, "lariat wants to use the embedded backend as you", "Client id lariat",
		"See, change and bind VPC Services connectivity-directory.admin", "See and change tunnels cloudflare-tunnel.write",
		"Stay logged in offline_access", "local@lariat.invalid", "Local "+localAccount,
		"http://127.0.0.1:", "/oauth/callback", "Allow", "Deny")
	v.checkLooks(t, "consent")
	if status := v.press(t, "Allow"); status != 200 {
		t.Errorf("lariat's page has the status %d", status)
	}
	v.checkText(t, "You are logged in", "You can close this tab.")
	v.checkLooks(t, "logged-in")
	v.checkQuiet(t)
	v.checkAlone(t)

	o := login.end(t)
	if o.exit != 0 || o.stdout != "" || !strings.Contains(o.stderr, "Logged in at "+v.origin) {
		t.Fatalf("login: exit %d\n%s%s", o.exit, o.stdout, o.stderr)
	}
	o = v.us.start(t, v.home, v.env, "whoami", "--jq", `[.kind, .email, .accounts[].directory.admin.allowed] | join(" ")`)
	checkRun(t, o)
	if o.stdout != "oauth local@lariat.invalid yes\n" {
		t.Errorf("whoami says %q", o.stdout)
	}
}

func denied(t *testing.T, v *visit) {
	login := v.login(t, "login", "--web")
	v.open(t, login.address(t))
	if status := v.press(t, "Deny"); status != 403 {
		t.Errorf("lariat's page has the status %d", status)
	}
	v.checkText(t, "The login was denied", "Nothing was stored.")
	v.checkQuiet(t)
	v.checkAlone(t)
	if o := login.end(t); o.exit != 4 || !strings.Contains(o.stderr, "error: the login was denied in the browser") {
		t.Errorf("login: exit %d\n%s", o.exit, o.stderr)
	}
	if o := v.us.start(t, v.home, v.env, "whoami"); o.exit != 4 {
		t.Errorf("whoami: exit %d", o.exit)
	}
}

// checkLooks wants the page to fit the window, and keeps pictures of it: on a
// desk and on a phone, by day and by night.
func (v *visit) checkLooks(t *testing.T, name string) {
	t.Helper()
	for _, size := range []struct {
		name          string
		width, height int64
		options       []chromedp.EmulateViewportOption
	}{{"desk", 1280, 800, nil}, {"phone", 360, 740, []chromedp.EmulateViewportOption{chromedp.EmulateMobile}}} {
		for _, scheme := range []string{"light", "dark"} {
			v.do(t, chromedp.EmulateViewport(size.width, size.height, size.options...),
				command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
					Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
				}))
			if look(t, v.tab, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)) > size.width {
				t.Errorf("%s is wider than a %s", name, size.name)
			}
			v.picture(t, strings.Join([]string{name, size.name, scheme}, "-"))
		}
	}
}
