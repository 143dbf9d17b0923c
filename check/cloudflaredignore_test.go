package check_test

import (
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/diag"
)

// Comments in the files that run cloudflared are about the same lines as those
// in TOML. IGNORE stands for one that suppresses; every case warns but for it.
func TestIgnoreInCloudflaredFiles(t *testing.T) {
	t.Parallel()
	const compose = "services:\n  tunnel:\n"
	for _, c := range []struct {
		name, path, text string
		suppressed       bool
	}{
		{"same line", "compose.yml", compose + "    image: cloudflare/cloudflared:2024.12.2 # IGNORE\n", true},
		{"line above", "compose.yml", compose + "    # IGNORE\n    image: cloudflare/cloudflared:2024.12.2\n", true},
		{"line above, CRLF", "compose.yml", "a:\r\n  # IGNORE\r\n  image: cloudflare/cloudflared:2024.12.2\r\n", true},
		{"first of two above", "compose.yml", compose + "    # IGNORE\n    # more\n    image: cloudflare/cloudflared:2024.12.2\n", true},
		{"the top, above the line", "compose.yml", "\ufeff# IGNORE\nimage: cloudflare/cloudflared:2024.12.2\n", true},
		{"the top", "compose.yml", "# IGNORE\n\n" + compose + "    image: cloudflare/cloudflared:2024.12.2\n", false},
		{"two lines above", "compose.yml", compose + "    # IGNORE\n\n    image: cloudflare/cloudflared:2024.12.2\n", false},
		{"trailing the line above", "compose.yml", compose + "    restart: always # IGNORE\n    image: cloudflare/cloudflared:2024.12.2\n", false},
		{"line below", "compose.yml", compose + "    image: cloudflare/cloudflared:2024.12.2\n    # IGNORE\n", false},
		{"in a text", "compose.yml", compose + "    image: cloudflare/cloudflared:2024.12.2\n    command: 'x # IGNORE'\n", false},
		{"in an item", "k8s.yaml", "- image: cloudflare/cloudflared\n  args:\n    - --protocol\n    # IGNORE\n    - http2\n", true},
		{"its own file", "config.yml", "tunnel: t\nprotocol: http2 # IGNORE\n", true},
		{"a unit", "cloudflared.service", "[Service]\n; IGNORE\nEnvironment=TUNNEL_TRANSPORT_PROTOCOL=http2\n", true},
		{"a unit, in the command", "cloudflared.service", "[Service]\nExecStart=cloudflared \\\n# IGNORE\n  --protocol http2\n", true},
		{"a unit, where it is no comment", "cloudflared.service", "[Service]\nEnvironment=TUNNEL_TRANSPORT_PROTOCOL=http2 # IGNORE\n", false},
		{"a Dockerfile", "Dockerfile", "# IGNORE\nFROM cloudflare/cloudflared:2024.1.0\n", true},
		{"another rule", "Dockerfile", "# lariat-ignore remote-false: we never run it\nFROM cloudflare/cloudflared:2024.1.0\n", false},
		{"without a reason", "Dockerfile", "# lariat-ignore cloudflared-config\nFROM cloudflare/cloudflared:2024.1.0\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			text := strings.ReplaceAll(c.text, "IGNORE", "lariat-ignore cloudflared-config: pinned on purpose")
			found := check.CloudflaredFile(c.path, []byte(text), check.Options{})
			if has(found, "cloudflared-config") == c.suppressed {
				t.Errorf("suppressed: %v, want %v\n%s", !c.suppressed, c.suppressed, text)
			}
			if c.suppressed && len(found) > 0 {
				t.Errorf("and yet %v\n%s", found, text)
			}
		})
	}
}

func TestIgnoreFaultsInCloudflaredFiles(t *testing.T) {
	t.Parallel()
	const misplaced = "; hint: remove it, or put it on the line of the finding or on the line above"
	env := ""
	for _, c := range []struct {
		name, text string
		o          check.Options
		want       string
	}{
		{"unused", "a: 1\nb: 2 # lariat-ignore cloudflared-config: pinned\n", check.Options{},
			`a.yml:2:8: warning: lariat-ignore of "cloudflared-config" suppresses nothing [unused-ignore]` + misplaced},
		{"a rule of other files", "# lariat-ignore tunnel-down: asleep\n", check.Options{},
			`a.yml:1:3: warning: lariat-ignore of "tunnel-down" suppresses nothing [unused-ignore]` + misplaced},
		{"misspelt", "# lariat-ignore cloudflare-config: pinned\n", check.Options{},
			`a.yml:1:3: warning: lariat-ignore names "cloudflare-config", which is no rule [unused-ignore]; hint: did you mean cloudflared-config?`},
		{"no reason", "a: cloudflared # lariat-ignore cloudflared-config\n", check.Options{},
			`a.yml:1:18: warning: lariat-ignore of "cloudflared-config" gives no reason, so it does not count [ignore-without-reason]` +
				`; hint: write lariat-ignore cloudflared-config: and why it is all right`},
		{"one environment", "# lariat-ignore cloudflared-config: pinned\n", check.Options{Env: &env}, ""},
		{"turned off", "# lariat-ignore cloudflared-config: pinned\n",
			check.Options{Severity: map[string]diag.Severity{"cloudflared-config": check.Off}}, ""},
		{"in no comment", "a: lariat-ignore cloudflared-config\n", check.Options{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got string
			for _, f := range check.CloudflaredFile("a.yml", []byte(c.text), c.o) {
				got += f.String() + "; hint: " + f.Hint
			}
			if got != c.want {
				t.Errorf("got %s\nwant %s", got, c.want)
			}
		})
	}
}
