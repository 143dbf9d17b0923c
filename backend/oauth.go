package backend

import (
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/lariat-cli/lariat/internal/loopback"
)

// The paths of the OAuth server, as at Cloudflare's (facts/wrangler.md 5.2).
const (
	oauthPath  = "/oauth2/"
	authPath   = oauthPath + "auth"
	devicePath = oauthPath + "device"
)

// WithTokenLifetime sets how long OAuth access tokens are good for; an hour
// otherwise.
func WithTokenLifetime(d time.Duration) Option {
	return func(h *handler) { h.life.access = d }
}

// WithRefreshLifetime sets how long OAuth refresh tokens are good for; 30 days
// otherwise. Every refresh makes a new one.
func WithRefreshLifetime(d time.Duration) Option {
	return func(h *handler) { h.life.refresh = d }
}

// oauthRoutes are beside the API: their replies are not in its envelope.
func (h *handler) oauthRoutes() *http.ServeMux {
	mux := http.NewServeMux()
	for pattern, serve := range map[string]http.HandlerFunc{
		"GET " + authPath:              local(h.authorizePage),
		"POST " + authPath:             local(h.decide),
		"GET " + devicePath:            local(h.devicePage),
		"POST " + devicePath:           local(h.decideDevice),
		"POST " + devicePath + "/auth": h.authorizeDevice,
		"POST " + oauthPath + "token":  h.tokenEndpoint,
		"POST " + oauthPath + "revoke": h.revokeEndpoint,
	} {
		mux.HandleFunc(pattern, serve)
	}
	return mux
}

func isOAuth(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, oauthPath) }

// local serves pages to browsers of this machine alone. They ask for no
// password, so that whoever can open one can say yes.
func local(serve http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		// A request in process has no peer.
		if r.RemoteAddr != "" && !loopback.Is(hostname(r.RemoteAddr)) {
			writePage(w, http.StatusForbidden, webPage{
				Title: "Not from here", Text: "Only a browser on the machine of the embedded backend can allow a login.",
			})
			return
		}
		serve(w, r)
	}
}

// maxForm caps what is posted; a real form is below 2 KiB.
const maxForm = 64 << 10

// form is what was posted, each parameter once.
type form struct{ url.Values }

// readPosted reads a body that RFC 6749, 3.2 describes. The query is none of it:
// what is in an address gets into logs.
func readPosted(r *http.Request) (form, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return form{}, badRequest("the body has to be application/x-www-form-urlencoded")
	}
	body, err := readBounded(r.Body, maxForm, codeNoRoute)
	if err != nil {
		return form{}, badRequest("the body cannot be read, or is too large")
	}
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return form{}, badRequest("the body is not a form")
	}
	return form{values}, once(values)
}

// once refuses a parameter that comes twice (RFC 6749, 3.1).
func once(values url.Values) error {
	for name, list := range values {
		if len(list) > 1 {
			return badRequest("the parameter " + quoted(name) + " comes twice")
		}
	}
	return nil
}

// client is who sends the form: by client_id, or by the header that RFC 6749,
// 2.3.1 has for it, with an empty password.
func (f form) client(r *http.Request) (oauthClient, error) {
	id := f.Get("client_id")
	if user, secret, ok := r.BasicAuth(); ok {
		name, err := url.QueryUnescape(user)
		if err != nil || secret != "" || id != "" && id != name {
			return oauthClient{}, &oauthError{code: "invalid_client", about: "the client has no secret, and one id"}
		}
		id = name
	}
	c, ok := findClient(id)
	if !ok || f.Get("client_secret") != "" {
		return c, &oauthError{code: "invalid_client", about: "unknown client " + quoted(id) + ", or a secret"}
	}
	return c, nil
}
