package login

import (
	"context"
	"strconv"

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
	v, err := o.app.Setting(settings.CallbackPort)
	if err != nil {
		return oauth.Token{}, err
	}
	port, err := strconv.Atoi(v.Text)
	if err != nil {
		return oauth.Token{}, err
	}
	return config.Authorize(ctx, oauth.Browser{Port: port, Open: func(ctx context.Context, address string) {
		o.open(ctx, address)
		o.app.Note("Waiting for the browser to come back. Ctrl-C ends it.")
	}})
}
