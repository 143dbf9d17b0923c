package login

import (
	"context"

	"github.com/lariat-cli/lariat/auth/oauth"
	"github.com/lariat-cli/lariat/internal/browser"
)

// open shows an address to a person: in the browser, unless there is none here or
// it is not wanted, and in any case as text.
func (o *options) open(ctx context.Context, address string) {
	what := "Open this address in a browser:"
	if !o.noBrowser {
		opts := browser.Options{OS: o.app.OS, Environ: o.app.Environ}
		if err := browser.Open(ctx, address, opts); err != nil {
			o.app.Warn("%s", err)
		} else {
			what = "This address is opened in your browser:"
		}
	}
	o.show(what, address)
}

// show prints an address on a line of its own, from which it can be copied whole.
func (o *options) show(what, address string) {
	o.app.Note("%s", what)
	o.app.Note("%s", address)
}

// onDevice logs in with a browser that need not be on this machine.
func (o *options) onDevice(ctx context.Context, config oauth.Config) (oauth.Token, error) {
	return config.Device(ctx, func(_ context.Context, v oauth.Verification) {
		o.show("Open this address in a browser, on any machine:", v.URL)
		o.show("and enter this code:", v.UserCode)
		if v.Complete != "" {
			o.show("This address has the code in it:", v.Complete)
		}
		o.app.Note("Waiting until you have done so. Ctrl-C ends it.")
	})
}
