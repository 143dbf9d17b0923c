package service

import (
	"context"
	"errors"
	"slices"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/vpc"
)

// settle makes s ready to send: it validates, with every fault of the
// invocation in one error, and then turns the tunnel's name into its id. The
// look-up comes last, so that a bad flag costs no call. It returns the tunnel's
// name where the user gave one.
func settle(
	ctx context.Context, a *app.App, f *specFlags, s vpc.Spec, faults vpc.Faults,
) (vpc.Spec, string, error) {
	byName := f.tunnelGiven() && f.tunnel != "" && !vpc.IsUUID(f.tunnel)
	if f.tunnelGiven() {
		s.Host.TunnelID = f.tunnel
	}
	found, _ := errors.AsType[vpc.Faults](s.Validate())
	if byName {
		found = slices.DeleteFunc(found, func(f vpc.Fault) bool { return f.Field == "host.tunnel_id" })
	}
	if faults = append(faults, found...); len(faults) > 0 {
		return s, "", app.FlagFaults(faults, f.hint())
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
