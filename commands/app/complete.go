package app

import (
	"context"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/completions"
	"github.com/lariat-cli/lariat/internal/safetext"
	"github.com/lariat-cli/lariat/term"
)

// Services completes the names and ids of services.
func (a *App) Services() completions.Func {
	return completions.Dynamic(func(ctx context.Context) ([]completions.Value, error) {
		c, err := a.quietly().Client(ctx)
		if err != nil {
			return nil, err
		}
		var values, ids []completions.Value
		for s, err := range c.Services.List(ctx, client.ServiceListParams{}) {
			if err != nil {
				return nil, err
			}
			about := safetext.Escape(string(s.Type) + " " + s.Host.Address())
			values = append(values, completions.Value{Text: s.Name, Description: about})
			ids = append(ids, completions.Value{Text: s.ID, Description: safetext.Escape(s.Name) + ", " + about})
		}
		return append(values, ids...), nil
	})
}

// Tunnels completes the names and ids of tunnels.
func (a *App) Tunnels() completions.Func {
	return completions.Dynamic(func(ctx context.Context) ([]completions.Value, error) {
		c, err := a.quietly().Client(ctx)
		if err != nil {
			return nil, err
		}
		var values, ids []completions.Value
		for t, err := range c.Tunnels.List(ctx, client.TunnelListParams{}) {
			if err != nil {
				return nil, err
			}
			values = append(values, completions.Value{Text: t.Name, Description: "tunnel, " + string(t.Status)})
			ids = append(ids, completions.Value{Text: t.ID, Description: safetext.Escape(t.Name)})
		}
		return append(values, ids...), nil
	})
}

// Environments completes the environments of the configuration.
func (a *App) Environments() completions.Func {
	return completions.Dynamic(func(context.Context) ([]completions.Value, error) {
		p, err := a.quietly().Project()
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

// quietly makes the app keep still: a completion neither asks nor warns.
func (a *App) quietly() *App {
	a.Flags.NoInput = true
	a.Streams, _, _ = term.Buffers("", false, 0)
	return a
}
