package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
)

type serveOptions struct {
	app  *app.App
	addr string
	json bool
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
--addr, and makes the state reachable for others.`,
		Example: `  lariat local serve
  lariat local serve --addr 127.0.0.1:0 --json`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&o.addr, "addr", "", "address to listen on (default: the local_addr setting, 127.0.0.1:8911)")
	cmd.Flags().BoolVar(&o.json, "json", false, "print the address as one line of JSON")
	return cmd
}

func (o *serveOptions) run(ctx context.Context) error {
	addr, err := o.address()
	if err != nil {
		return err
	}
	store, err := o.app.Store(ctx)
	if err != nil {
		return err
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return &app.Problem{Kind: app.KindFailed, Msg: err.Error(), Err: err,
			Hint: "lariat local serve --addr 127.0.0.1:0"}
	}
	if err := o.announce(ln.Addr(), store.Account().ID); err != nil {
		return errors.Join(err, ln.Close())
	}
	return backend.Serve(ctx, ln, backend.New(store, backend.WithAllowedHosts(ln.Addr().String())))
}

func (o *serveOptions) address() (string, error) {
	addr := o.addr
	if addr == "" {
		v, err := o.app.Setting(settings.LocalAddr)
		if err != nil {
			return "", err
		}
		addr = v.Text
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return "", app.Usage("lariat local serve --addr 127.0.0.1:8911", "%q is not an address with a port", addr)
	}
	ip := net.ParseIP(host)
	if host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		o.app.Warn("%s is not a loopback address: others can reach the local state with a token", addr)
	}
	return addr, nil
}

func (o *serveOptions) announce(addr net.Addr, account string) error {
	dir, err := o.app.StateDir()
	if err != nil {
		return err
	}
	s := serving{URL: baseURL(addr.String()), Addr: addr.String(), AccountID: account, StateDir: dir}
	if o.json {
		return json.NewEncoder(o.app.Streams.Out).Encode(s)
	}
	if _, err := fmt.Fprintf(o.app.Streams.Out, "listening on %s\n", s.URL); err != nil {
		return err
	}
	o.app.Note(`In another shell: eval "$(lariat local env --addr %s --state-dir %s)"`, s.Addr, app.Quote(dir))
	return nil
}

func baseURL(addr string) string {
	return "http://" + strings.TrimPrefix(addr, "http://") + "/client/v4"
}
