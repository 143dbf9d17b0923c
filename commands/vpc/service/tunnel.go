package service

import (
	"context"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/vpc"
)

// byName says whether the user gave a tunnel's name, which takes a call to
// look up.
func (f *specFlags) byName() bool { return f.tunnel != "" && !vpc.IsUUID(f.tunnel) }

// lookUpTunnel turns the tunnel's name in s into its id. The tunnel it returns
// has its name where the user gave one.
func (f *specFlags) lookUpTunnel(ctx context.Context, a *app.App, s vpc.Spec) (vpc.Spec, vpc.Tunnel, error) {
	if !f.byName() {
		return s, vpc.Tunnel{ID: s.Host.TunnelID}, nil
	}
	c, err := a.Client(ctx)
	if err != nil {
		return s, vpc.Tunnel{}, err
	}
	t, err := app.FindTunnel(ctx, c, f.tunnel)
	s.Host.TunnelID = t.ID
	return s, t, err
}

// namesMeanwhile maps the ids of tunnels to their names. Credentials that may
// not read tunnels get none, and no error.
func namesMeanwhile(ctx context.Context, c *client.Client, wanted bool) *courtesy[map[string]string] {
	return meanwhile(ctx, wanted, func(ctx context.Context) map[string]string {
		names := map[string]string{}
		for t, err := range c.Tunnels.List(ctx, client.TunnelListParams{}) {
			if err != nil {
				break
			}
			names[t.ID] = t.Name
		}
		return names
	})
}

// nameMeanwhile is the name of one tunnel, likewise.
func nameMeanwhile(ctx context.Context, c *client.Client, t vpc.Tunnel, wanted bool) *courtesy[string] {
	return meanwhile(ctx, wanted || t.Name != "", func(ctx context.Context) string {
		if t.Name == "" {
			t, _ = c.Tunnels.Get(ctx, t.ID)
		}
		return t.Name
	})
}
