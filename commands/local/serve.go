package local

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/output"
)

type serveOptions struct {
	app  *app.App
	addr addrFlag
	json bool

	access  time.Duration
	refresh time.Duration
}

// serving is the one line that says where the server listens.
type serving struct {
	URL       string `json:"url"`
	Addr      string `json:"addr"`
	AccountID string `json:"account_id"`
	StateDir  string `json:"state_dir"`
}

func newServeCmd(a *app.App) *cobra.Command {
	o := &serveOptions{app: a}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the embedded backend on a loopback address until interrupted",
		Long: `Serve the embedded backend on a loopback address until interrupted.

Port 0 takes a free port. The address is printed as one line on standard output, as JSON
with --json. Every request needs a token of the local state: see "lariat local env" and
"lariat local token create". An address that is not loopback has to be asked for with
--addr, and makes the state reachable for others: by that address, or by any address of the
machine with 0.0.0.0, and with [::] for IPv6 as well. Of names only that in --addr is served,
since a page in a browser can make its own name point here.

Beside the API is an OAuth server, at /oauth2/auth, /oauth2/token, /oauth2/revoke and
/oauth2/device, which "lariat login" uses. Wrangler does with WRANGLER_AUTH_URL,
WRANGLER_TOKEN_URL and WRANGLER_REVOKE_URL, but its --device asks for https. Its page asks
for no password: whoever can open it in a browser on this machine, other users of it
included, can allow a login.`,
		Example: `  lariat local serve
  lariat local serve --addr 127.0.0.1:0 --json
  lariat local serve --addr 0.0.0.0:8911`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().Var(&o.addr, "addr", "address to listen on (default: the local_addr setting, 127.0.0.1:8911)")
	cmd.Flags().BoolVar(&o.json, "json", false, "print the address as one line of JSON")
	cmd.Flags().DurationVar(&o.access, "token-lifetime", time.Hour, "how long OAuth access tokens are good for")
	cmd.Flags().DurationVar(&o.refresh, "refresh-token-lifetime", 30*24*time.Hour,
		"how long OAuth refresh tokens are good for")
	return cmd
}

func (o *serveOptions) run(ctx context.Context) error {
	if o.access < time.Second || o.refresh < time.Second {
		return app.Usage("lariat local serve --token-lifetime 1h", "a token has to be good for a second at least")
	}
	asked, err := chosenAddress(o.app, "serve", o.addr)
	if err != nil {
		return err
	}
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	ln, err := listen(ctx, asked)
	if err != nil {
		return err
	}
	if !asked.IsLoopback() {
		o.app.Warn("%s is not a loopback address: others can reach the local state with a token", asked)
	}
	taken, err := o.announce(ln.Addr(), store.Account().ID)
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	opts := []backend.Option{
		backend.WithAllowedHosts(asked.String(), taken.String()),
		backend.WithTokenLifetime(o.access), backend.WithRefreshLifetime(o.refresh),
	}
	if taken.IP.IsUnspecified() {
		opts = append(opts, backend.WithAnyAddress())
	}
	return backend.Serve(ctx, ln, backend.New(store, opts...))
}

func listen(ctx context.Context, a settings.Address) (net.Listener, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, network(a), a.String())
	if err == nil {
		return ln, nil
	}
	why := err
	if e, ok := errors.AsType[*net.OpError](err); ok {
		why = e.Err // it has the address, too
	}
	return nil, &app.Problem{Kind: app.KindFailed, Msg: fmt.Sprintf("could not listen on %q: %s", a, why), Err: err,
		Hint: "lariat local serve --addr 127.0.0.1:0 # takes a free port"}
}

// announce says where the server is, and returns the address that it took.
func (o *serveOptions) announce(addr net.Addr, account string) (settings.Address, error) {
	taken, err := settings.ParseAddress(addr.String())
	if err != nil {
		return taken, err
	}
	dir, err := o.app.StateDir()
	if err != nil {
		return taken, err
	}
	s := serving{URL: baseURL(taken), Addr: taken.String(), AccountID: account, StateDir: dir}
	if o.json {
		return taken, output.Line(o.app.Streams.Out, s)
	}
	if _, err := fmt.Fprintf(o.app.Streams.Out, "listening on %s\n", s.URL); err != nil {
		return taken, err
	}
	o.app.Note(`In another shell: eval "$(lariat local env --addr %s --state-dir %s)"`,
		app.Quote(reachable(taken).String()), app.Quote(dir))
	return taken, nil
}
