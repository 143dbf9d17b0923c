package app

import (
	"context"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/completions"
	"github.com/lariat-cli/lariat/term"
)

// ServiceArgs completes up to most names and ids of services; most is as in
// Args.
func (a *App) ServiceArgs(most int) completions.Func { return completions.Args(most, a.services) }

// TunnelArgs completes up to most names and ids of tunnels.
func (a *App) TunnelArgs(most int) completions.Func { return completions.Args(most, a.tunnels) }

// TunnelFlag completes a flag that takes a tunnel's name or id.
func (a *App) TunnelFlag() completions.Func { return completions.Flag(a.tunnels) }

// EnvironmentFlag completes the environments of the configuration.
func (a *App) EnvironmentFlag() completions.Func {
	return completions.Flag(func(context.Context) ([]completions.Value, error) {
		a.hush()
		p, err := a.Project()
		if err != nil || p.Doc == nil {
			return nil, err
		}
		var values []completions.Value
		for _, name := range p.Doc.Environments() {
			values = append(values, completions.Value{Text: name, Description: "environment of " + p.Path})
		}
		return values, nil
	})
}

// BindingArgs completes the VPC binding of the configuration's environment.
func (a *App) BindingArgs() completions.Func {
	return completions.Args(1, func(context.Context) ([]completions.Value, error) {
		a.hush()
		p, err := a.Project()
		if err != nil || p.Doc == nil {
			return nil, err
		}
		e, err := p.Doc.Environment(a.Environment())
		if err != nil {
			return nil, err
		}
		var values []completions.Value
		for _, b := range e.VPCServices.V {
			values = append(values, completions.Value{Text: b.Binding.V, Description: "service " + b.ServiceID.V})
		}
		for _, b := range e.VPCNetworks.V {
			values = append(values, completions.Value{Text: b.Binding.V, Description: "network"})
		}
		return values, nil
	})
}

func (a *App) services(ctx context.Context) ([]completions.Value, error) {
	c, err := a.quietClient(ctx)
	if c == nil {
		return nil, err
	}
	var values, ids []completions.Value
	for s, err := range c.Services.List(ctx, client.ServiceListParams{}) {
		if err != nil {
			return nil, err
		}
		about := string(s.Type) + " " + s.Host.Address()
		values = append(values, completions.Value{Text: s.Name, Also: s.ID, Description: about})
		ids = append(ids, completions.Value{Text: s.ID, Also: s.Name, Description: s.Name + ", " + about})
	}
	return append(values, ids...), nil
}

func (a *App) tunnels(ctx context.Context) ([]completions.Value, error) {
	c, err := a.quietClient(ctx)
	if c == nil {
		return nil, err
	}
	var values, ids []completions.Value
	for t, err := range c.Tunnels.List(ctx, client.TunnelListParams{}) {
		if err != nil {
			return nil, err
		}
		values = append(values, completions.Value{Text: t.Name, Also: t.ID, Description: "tunnel, " + string(t.Status)})
		ids = append(ids, completions.Value{Text: t.ID, Also: t.Name, Description: t.Name})
	}
	return append(values, ids...), nil
}

// quietClient makes the client for a completion. It is nil where the target is
// a local state that nobody has made yet: a TAB must not make it.
func (a *App) quietClient(ctx context.Context) (*client.Client, error) {
	a.hush()
	t, err := a.Target()
	if err != nil {
		return nil, err
	}
	if t.Local {
		dir, err := a.StateDir()
		if err != nil || !backend.Exists(dir) {
			return nil, err
		}
	}
	return a.Client(ctx)
}

// hush keeps the app from asking and warning from now on.
func (a *App) hush() {
	a.Flags.NoInput = true
	a.Streams, _, _ = term.Buffers("", false, 0)
}

// ProfileFlag completes --profile with the profiles that have a login here.
func (a *App) ProfileFlag() completions.Func { return completions.Flag(a.Profiles) }

// Profiles are the profiles that have a login here.
func (a *App) Profiles(context.Context) ([]completions.Value, error) {
	a.hush()
	s, err := a.AuthSources()
	if err != nil {
		return nil, err
	}
	var values []completions.Value
	for _, name := range s.Logins.Profiles(s.API) {
		values = append(values, completions.Value{Text: name})
	}
	return values, nil
}
