package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// onDevice is a login whose browser has only the code in common with lariat.
func onDevice(t *testing.T, v *visit) {
	login := v.login(t, "login", "--device")
	address := login.line(t, "Open this address in a browser, on any machine:")
	code := login.line(t, "and enter this code:")
	v.open(t, address)
	v.checkText(t, "Log in a device", "The code that the device shows:", "Go on")
	v.checkLooks(t, "device")

	// The keys go to the field, which has the focus from the beginning.
	if status := v.follow(t, chromedp.KeyEvent("aaaa-aaaa"+kb.Enter)); status != 404 {
		t.Errorf("a code that is none: status %d", status)
	}
	v.checkText(t, "No such code")
	if status := v.follow(t, chromedp.KeyEvent(strings.ToLower(strings.ReplaceAll(code, "-", " "))+kb.Enter)); status != 200 {
		t.Errorf("the code: status %d", status)
	}
	v.checkText(t, "lariat wants to use the embedded backend as you", "the device that shows "+code, "Allow", "Deny")
	v.press(t, "Allow")
	v.checkText(t, "The device is logged in", "You can close this page.")
	v.checkQuiet(t)
	v.checkAlone(t)

	if o := login.end(t); o.exit != 0 {
		t.Fatalf("login: exit %d\n%s", o.exit, o.stderr)
	}
	checkRun(t, v.us.start(t, v.home, v.env, "vpc", "service", "list"))
}
