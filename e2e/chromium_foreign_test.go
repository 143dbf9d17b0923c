package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"
)

// foreign is a page of somebody else's that wants the person to allow what they
// have not read. It knows more than it could: the value of the question.
func foreign(t *testing.T, v *visit) {
	login := v.login(t, "login", "--web")
	address := login.address(t)
	v.open(t, address)
	question := look(t, v.tab, chromedp.Evaluate[string](`document.querySelector("input[name=request]").value`))
	if question == "" {
		t.Fatal("the page has no question")
	}
	server := httptest.NewServer(lure(v.origin+"/oauth2/auth", question))
	t.Cleanup(server.Close)
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")

	// To a browser the one is another origin of the same site, the other another site.
	for _, host := range []string{"127.0.0.1", "localhost"} {
		evil := v.browser.newTab(t)
		at := "http://" + host + ":" + port
		checkFrames(t, evil, at, address)
		for _, path := range []string{"/post", "/post?quiet"} {
			evil.open(t, at+path)
			if status := evil.press(t, "Win a prize"); status != http.StatusForbidden {
				t.Errorf("%s posts the answer: status %d", at+path, status)
			}
			evil.checkText(t, "the decision was sent by a page of another site")
		}
	}

	// The question has not been answered by any of that.
	v.press(t, "Allow")
	v.checkText(t, "You are logged in")
	v.checkQuiet(t)
	if o := login.end(t); o.exit != 0 {
		t.Errorf("login: exit %d\n%s", o.exit, o.stderr)
	}
}

// lure is the site: a form that answers the question, one with an origin that
// the browser keeps to itself, and a page that shows another in a frame.
func lure(action, question string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/post", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.RawQuery == "quiet" {
			w.Header().Set("Referrer-Policy", "no-referrer")
		}
		_, _ = fmt.Fprintf(w, `<!doctype html><title>lure</title><form method="post" action=%q>
			<input type="hidden" name="request" value=%q><input type="hidden" name="decision" value="allow">
			<button>Win a prize</button></form>`, action, question)
	})
	mux.HandleFunc("/frame", func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, `<!doctype html><title>lure</title><iframe src=%q></iframe>`, r.FormValue("of"))
	})
	return mux
}

// checkFrames shows pages in a frame: one of the site's own, which works, and the
// one that asks the question, which the browser refuses to show.
func checkFrames(t *testing.T, p *tab, at, address string) {
	t.Helper()
	p.open(t, at+"/frame?of=/post")
	p.checkQuiet(t)
	refused := func(e log.EventEntryAdded) bool { return strings.Contains(e.Entry.Text, "frame-ancestors 'none'") }
	framing := chromedp.Navigate(at + "/frame?of=" + url.QueryEscape(address))
	if _, err := chromedp.Run(p.ctx, chromedp.WaitEvent(log.EntryAdded, refused, framing)); err != nil {
		t.Fatalf("%s: the browser does not say that it refuses the frame: %v", at, err)
	}
}
