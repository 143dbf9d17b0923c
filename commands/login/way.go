package login

import (
	"context"
	"errors"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/commands/app"
)

// way makes a login, which is not kept yet.
type way func(context.Context) (auth.Login, error)

// way is the one that flags name, else the one that is asked for.
func (o *options) way(ctx context.Context) (way, error) {
	o.app.LogsIn = true
	given := 0
	for _, flag := range []bool{o.wrangler, o.withToken || o.tokenFile != "", o.web || o.device} {
		if flag {
			given++
		}
	}
	switch {
	case given > 1 || o.withToken && o.tokenFile != "" || o.web && o.device:
		return nil, app.Usage("lariat login --help", "the flags name several ways to log in; give one")
	case o.wrangler:
		return o.useWrangler, nil
	case o.withToken || o.tokenFile != "":
		return o.readToken, nil
	case o.web || o.device || len(o.scopes) > 0:
		return o.oauth, nil
	case !o.app.CanPrompt():
		return nil, app.Usage(o.ways(), "how to log in is asked on a terminal only")
	}
	return o.ask(ctx)
}

// ways are the commands for who cannot be asked.
func (o *options) ways() string {
	hint := "lariat login --with-token < FILE"
	if _, err := o.client(); err == nil {
		hint += "\nor, with a browser: lariat login --web"
	}
	return hint + "\nor with what Wrangler has: lariat login --wrangler"
}

func (o *options) ask(ctx context.Context) (way, error) {
	// Nobody is asked for the way to a login that cannot be kept.
	if err := o.sources.Logins.Prepare(); err != nil {
		return nil, err
	}
	options := []string{"With an API token, made in the dashboard", "In a browser, with OAuth"}
	ways := []way{o.askToken, o.oauth}
	_, err := o.sources.Wrangler()
	switch {
	case err == nil:
		options = append([]string{"With the login that Wrangler has"}, options...)
		ways = append([]way{o.useWrangler}, ways...)
	case !errors.Is(err, auth.ErrNone):
		o.app.Warn("%s", err)
	}
	if _, err := o.client(); err != nil {
		options[len(options)-1] += " (wants a client id: lariat config set oauth_client_id ID)"
	}
	i, err := o.app.Prompt.Select(ctx, "How do you want to log in?", options)
	if err != nil {
		return nil, err
	}
	return ways[i], nil
}

// useWrangler makes a login of Wrangler's, which has to be there.
func (o *options) useWrangler(context.Context) (auth.Login, error) {
	o.app.LogsIn = false // it is there, and has a place
	_, err := o.sources.Wrangler()
	if errors.Is(err, auth.ErrNone) {
		return auth.Login{}, &app.Problem{Kind: app.KindAuth, Msg: "Wrangler has no login here",
			Hint: "npx wrangler login\nor give lariat a token: lariat login --with-token < FILE"}
	}
	return o.sources.WranglerLogin(), err
}
