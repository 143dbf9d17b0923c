package service

import (
	"context"
	"slices"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/vpc"
)

// settle makes s ready to send: it validates, with every fault of the
// invocation in one error, and then turns the tunnel's name into its id. The
// look-up comes last, so that a bad flag does not cost it. It returns the
// tunnel's name where the user gave one.
func settle(
	ctx context.Context, a *app.App, f *specFlags, s vpc.Spec, faults vpc.Faults,
) (vpc.Spec, string, error) {
	byName := f.tunnel != "" && !vpc.IsUUID(f.tunnel)
	if f.tunnel != "" {
		s.Host.TunnelID = f.tunnel
	}
	faults = validate(s, faults)
	if byName {
		faults = slices.DeleteFunc(faults, func(f vpc.Fault) bool { return f.Field == "host.tunnel_id" })
	}
	if len(faults) > 0 {
		return s, "", app.FlagFaults(faults, f.hint(faults))
	}
	if !byName {
		return s.Normalized(), "", nil
	}
	c, err := a.Client(ctx)
	if err != nil {
		return s, "", err
	}
	t, err := app.FindTunnel(ctx, c, f.tunnel)
	s.Host.TunnelID = t.ID
	return s, t.Name, err
}

// tunnelNames maps ids to names. It is a courtesy: credentials that may not
// read tunnels get none, and no error.
func tunnelNames(ctx context.Context, c *client.Client) map[string]string {
	names := map[string]string{}
	for t, err := range c.Tunnels.List(ctx, client.TunnelListParams{}) {
		if err != nil {
			break
		}
		names[t.ID] = t.Name
	}
	return names
}

// nameMeanwhile fetches the name of one tunnel in the same way, unless it is
// known.
func nameMeanwhile(ctx context.Context, c *client.Client, id, known string, wanted bool) func() string {
	if known != "" || !wanted {
		return func() string { return known }
	}
	done := make(chan string, 1)
	go func() {
		t, _ := c.Tunnels.Get(ctx, id) // a courtesy, as above
		done <- t.Name
	}()
	return func() string { return <-done }
}

// namesMeanwhile fetches the tunnels' names while the caller fetches something
// else; the returned function waits for them.
func namesMeanwhile(ctx context.Context, c *client.Client, wanted bool) func() map[string]string {
	if !wanted {
		return func() map[string]string { return nil }
	}
	done := make(chan map[string]string, 1)
	go func() { done <- tunnelNames(ctx, c) }()
	return func() map[string]string { return <-done }
}
