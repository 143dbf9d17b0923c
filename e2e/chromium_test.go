package e2e

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a page, or a login behind it, may take.
const patience = 30 * time.Second

// browser is a Chromium without a window.
type browser struct {
	ctx context.Context //nolint:containedctx // chromedp's handle
}

// chromium starts the browser. Without one installed the test is skipped, save in
// CI.
func chromium(t *testing.T) browser {
	t.Helper()
	path := program(t, "chromium", "google-chrome")
	ctx, stop := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()),
		chromedp.ExecPath(path), chromedp.Headless, chromedp.NoFirstRun, chromedp.DisableGPU,
		// For root there is no sandbox. The pages are ours.
		chromedp.NoSandbox,
		// It asks nobody for anything but what a test opens.
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
		chromedp.Flag("password-store", "basic"),
		chromedp.NoInheritEnv, chromedp.Env("HOME="+t.TempDir(), "PATH="+os.Getenv("PATH")))
	t.Cleanup(stop)
	ctx, closeBrowser := chromedp.NewContext(ctx)
	t.Cleanup(closeBrowser)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return browser{ctx}
}

// program is the path of the first of the names that is installed. Without any
// the test is skipped, save in CI.
func program(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed: .ci/debian does that", names[0])
	}
	t.Skipf("%s is not installed: run `.ci/debian` as root", names[0])
	return ""
}

// tab is a tab of a profile of its own, and what the browser's console says
// about its pages.
type tab struct {
	ctx context.Context //nolint:containedctx // chromedp's handle, with a limit

	mu       sync.Mutex
	console  []string
	requests []string
}

func (b browser) newTab(t *testing.T) *tab {
	t.Helper()
	p := &tab{}
	ctx, closeTab := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.note))
	t.Cleanup(closeTab)
	if err := chromedp.Do(ctx, command(audits.Enable, cdp.Empty{})); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	p.ctx = ctx
	return p
}

// command is a step of the protocol that chromedp has no word for.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// note keeps what a page does that is more than to be there.
func (p *tab) note(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Source != log.EntrySourceNetwork { // a status that is not 200
			p.console = append(p.console, e.Entry.Text)
		}
	case *runtime.EventConsoleAPICalled:
		p.console = append(p.console, "console."+string(e.Type))
	case *runtime.EventExceptionThrown:
		p.console = append(p.console, e.ExceptionDetails.Text)
	case *audits.EventIssueAdded:
		p.console = append(p.console, "issue: "+string(e.Issue.Code))
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, string(e.Type)+" "+e.Request.URL)
	}
}

// checkQuiet wants nothing on the console, a violation of the page's own policy
// least of all.
func (p *tab) checkQuiet(t *testing.T) {
	t.Helper()
	look(t, p, chromedp.Title()) // what it has said before that has arrived
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.console) > 0 {
		t.Errorf("the console says %q", p.console)
	}
}

// checkAlone wants the pages to have loaded nothing.
func (p *tab) checkAlone(t *testing.T) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range p.requests {
		if !strings.HasPrefix(r, string(network.ResourceTypeDocument)+" ") {
			t.Errorf("the pages load %s", r)
		}
	}
}

// do does what a person does on a page.
func (p *tab) do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// look finds something out about a page.
func look[T any](t *testing.T, p *tab, what chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(p.ctx, what)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// follow does what leads to another page, waits for that, and returns its status.
func (p *tab) follow(t *testing.T, steps ...chromedp.Action[chromedp.Void]) int64 {
	t.Helper()
	resp, err := chromedp.RunResponse(p.ctx, steps...)
	if err != nil {
		t.Fatal(err)
	}
	return resp.Status
}

func (p *tab) open(t *testing.T, address string) int64 {
	t.Helper()
	return p.follow(t, chromedp.Navigate(address))
}

// press clicks on the button that a person reads the text on.
func (p *tab) press(t *testing.T, text string) int64 {
	t.Helper()
	return p.follow(t, chromedp.Click(`//button[normalize-space()="`+text+`"]`))
}

// text is what a person reads on the page: its title and its visible text.
func (p *tab) text(t *testing.T) string {
	t.Helper()
	return look(t, p, chromedp.Title()) + "\n" + look(t, p, chromedp.Evaluate[string](`document.body.innerText`))
}

// checkText wants each text on the page.
func (p *tab) checkText(t *testing.T, texts ...string) {
	t.Helper()
	got := p.text(t)
	for _, text := range texts {
		if !strings.Contains(got, text) {
			t.Errorf("the page lacks %q:\n%s", text, got)
		}
	}
}

// picture keeps the page as an image, for a person to look at: doc.go says how.
func (p *tab) picture(t *testing.T, name string) {
	t.Helper()
	image := look(t, p, chromedp.FullScreenshot(100))
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), name+".png"), image, 0o600); err != nil {
		t.Fatal(err)
	}
}
