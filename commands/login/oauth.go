package login

import (
	"context"
	"strconv"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/auth/oauth"
	"github.com/lariat-cli/lariat/commands/settings"
)

// oauth makes a login with OAuth, in a browser here or elsewhere.
func (o *options) oauth(ctx context.Context) (auth.Login, error) {
	config, err := o.client()
	if err != nil {
		return auth.Login{}, err
	}
	issue := o.authorize
	if o.device {
		issue = o.onDevice
	}
	token, err := issue(ctx, config)
	if err != nil {
		return auth.Login{}, err
	}
	return o.sources.OAuthLogin(config, token), nil
}

func (o *options) authorize(ctx context.Context, config oauth.Config) (oauth.Token, error) {
	port, err := o.app.Setting(settings.CallbackPort)
	if err != nil {
		return oauth.Token{}, err
	}
	b := oauth.Browser{Open: func(ctx context.Context, address string) {
		o.open(ctx, address)
		o.app.Note("Waiting for the browser to come back. Ctrl-C ends it.")
	}}
	if b.Port, err = strconv.Atoi(port.Text); err != nil {
		return oauth.Token{}, err
	}
	// What a request may take by default is no time for a person.
	if limit, err := o.app.Setting(settings.Timeout); err == nil && limit.Layer == settings.LayerFlag {
		b.Limit, _ = time.ParseDuration(limit.Text) // it is one: see settings
	}
	return config.Authorize(ctx, b)
}
