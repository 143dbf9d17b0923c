package login

import (
	"net/url"

	"github.com/lariat-cli/lariat/auth/oauth"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/internal/buildinfo"
)

// backendClient is the OAuth client that the embedded backend knows lariat as.
const backendClient = "lariat"

// scopes are those that lariat has a use for. Their names are those of token
// permissions (developers.cloudflare.com/fundamentals/oauth/create-an-oauth-client).
func scopes() []string {
	return []string{
		"connectivity-directory.admin", "cloudflare-tunnel.write", "workers-scripts.write",
		"account-settings.read", "memberships.read", "user-details.read", "offline_access",
	}
}

// knownScopes are those and the lesser ones, which --scopes may ask for instead.
func knownScopes() []string {
	return append(scopes(),
		"connectivity-directory.bind", "connectivity-directory.read", "cloudflare-tunnel.read", "workers-scripts.read")
}

// client is lariat as an OAuth client: the user's own, else the release's, else
// the one that the embedded backend knows. It never is Wrangler's.
func (o *options) client() (oauth.Config, error) {
	id, err := o.app.Setting(settings.OAuthClient)
	if err != nil {
		return oauth.Config{}, err
	}
	domain, err := o.domain()
	if err != nil {
		return oauth.Config{}, err
	}
	endpoint, err := oauth.EndpointAt(domain)
	if err != nil {
		return oauth.Config{}, err
	}
	c := oauth.Config{ClientID: id.Text, Endpoint: endpoint, Scopes: o.scopes, Now: o.app.Now}
	if len(c.Scopes) == 0 {
		c.Scopes = scopes()
	}
	if c.ClientID == "" {
		c.ClientID = buildinfo.OAuthClient()
	}
	if c.ClientID == "" && o.target.IsLoopback() {
		c.ClientID = backendClient
	}
	if c.ClientID == "" {
		return c, app.Usage("lariat config set oauth_client_id ID # made in the dashboard: Manage Account > OAuth clients\n"+
			"or log in with an API token: lariat login --with-token < FILE\n"+
			"or with what Wrangler has: lariat login --wrangler",
			"OAuth needs a client id, and this build of lariat has none")
	}
	return c, nil
}

// domain is where OAuth logins are made. The API's address tells it for
// Cloudflare's own, and for a server on this machine, which is taken for lariat's.
func (o *options) domain() (string, error) {
	v, err := o.app.Setting(settings.AuthDomain)
	switch {
	case err != nil:
		return "", err
	case v.Layer != settings.LayerDefault || o.target.BaseURL == client.DefaultBaseURL:
		return v.Text, nil
	case o.target.IsLoopback():
		u, err := url.Parse(o.target.BaseURL)
		if err != nil {
			return "", err
		}
		return u.Scheme + "://" + u.Host, nil
	}
	return "", app.Usage("lariat config set auth_domain HOST",
		"where %q has its OAuth server is not known", o.target.BaseURL)
}
