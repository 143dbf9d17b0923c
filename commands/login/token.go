package login

import (
	"bytes"
	"context"
	"errors"
	"net/url"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxToken caps what is read for a token; a real one is below 100 bytes.
const maxToken = 4 << 10

// readToken reads a token from standard input or a file. The line's end, which
// editors and echo add, is not part of it.
func (o *options) readToken(context.Context) (auth.Login, error) {
	read, from := func() ([]byte, error) { return bounded.ReadAll(o.app.Streams.In, maxToken) }, "standard input"
	if o.tokenFile != "" {
		from = "--token-file " + app.Quote(o.tokenFile)
		read = func() ([]byte, error) { return bounded.ReadNamed(o.app.Path(o.tokenFile), maxToken) }
	}
	if o.tokenFile == "" && o.app.Streams.In.IsTerminal() {
		return auth.Login{}, app.Usage("lariat login --with-token < FILE\nor type it, unseen: lariat login",
			"--with-token reads the token from a pipe or a file")
	}
	text, err := read()
	if refused, ok := errors.AsType[bounded.Refusal](err); ok {
		return auth.Login{}, app.Usage("", "what %s holds %s, so it is no token", from, refused)
	}
	if err != nil {
		return auth.Login{}, app.Usage("", "could not read the token: %s", err)
	}
	text = bytes.TrimSuffix(bytes.TrimSuffix(text, []byte("\n")), []byte("\r"))
	if len(text) == 0 {
		return auth.Login{}, app.Usage("lariat login --with-token < FILE", "%s holds no token", from)
	}
	return o.sources.TokenLogin(string(text))
}

// askToken lets a person make a token in the dashboard and paste it.
func (o *options) askToken(ctx context.Context) (auth.Login, error) {
	if o.target.BaseURL == client.DefaultBaseURL {
		o.app.Note("Make a token in the dashboard with these permissions, for the accounts that you work in:")
		for _, p := range permissions() {
			o.app.Note("- Account > %s", p)
		}
		o.open(ctx, tokenPage())
	}
	token, err := o.app.Prompt.Secret(ctx, "Paste the token, which is not shown:")
	if err != nil {
		return auth.Login{}, err
	}
	return o.sources.TokenLogin(token)
}

// permissions are those that lariat has a use for, in the dashboard's words
// (facts/cloudflare-api.md 4.1).
func permissions() []string {
	return []string{
		"Connectivity Directory > Admin (Bind to deploy, Read to look)",
		"Cloudflare Tunnel > Edit (Read to look)",
		"Workers Scripts > Edit (to deploy)",
		"Account Settings > Read",
	}
}

// tokenPage is the form for a new token, with what can be filled in by an address:
// the directory's permissions have no documented key
// (developers.cloudflare.com/fundamentals/api/how-to/account-owned-token-template).
func tokenPage() string {
	q := url.Values{
		"permissionGroupKeys": {`[{"key":"workers_scripts","type":"edit"},{"key":"account_settings","type":"read"}]`},
		"accountId":           {"*"}, "zoneId": {"all"}, "name": {"lariat"},
	}
	return "https://dash.cloudflare.com/profile/api-tokens?" + q.Encode()
}
