package oauth

import (
	"context"
	"net"
	"net/http"
	"time"

	"golang.org/x/oauth2"
)

// requestLimit bounds one request to the server, as Wrangler does
// (facts/wrangler.md 5.2).
const requestLimit = 30 * time.Second

// Config is a client of an authorization server. Only ClientID and Endpoint are
// needed. Its methods fail with ErrNoClientID, an *EndpointError, a
// *RefusedError, an *UnavailableError, or the error of an ended context.
type Config struct {
	ClientID  string
	Endpoint  Endpoint
	Scopes    []string // to ask for
	UserAgent string

	HTTP    *http.Client                           // its transport alone is used; redirects are never followed
	Timeout time.Duration                          // of one request; 0 is 30 s
	Now     func() time.Time                       // nil is time.Now
	After   func(d time.Duration) <-chan time.Time // nil is time.After; for the device flow's intervals
}

// check says whether the addresses can be used.
func (c Config) check(addresses ...string) error {
	if c.ClientID == "" {
		return ErrNoClientID
	}
	for _, address := range addresses {
		if _, err := parse(address); err != nil {
			return err
		}
	}
	return nil
}

func (c Config) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

func (c Config) after(d time.Duration) <-chan time.Time {
	if c.After == nil {
		return time.After(d)
	}
	return c.After(d)
}

// limited is ctx for one request.
func (c Config) limited(ctx context.Context) (context.Context, context.CancelFunc) {
	if c.Timeout > 0 {
		return context.WithTimeout(ctx, c.Timeout)
	}
	return context.WithTimeout(ctx, requestLimit)
}

// protocol is the library's view of c. With a style that it has to find out it
// would ask twice, and a code is good for one time.
func (c Config) protocol() *oauth2.Config {
	return &oauth2.Config{
		ClientID: c.ClientID,
		Scopes:   c.Scopes,
		Endpoint: oauth2.Endpoint{
			AuthURL: c.Endpoint.AuthURL, TokenURL: c.Endpoint.TokenURL, DeviceAuthURL: c.Endpoint.DeviceURL,
			AuthStyle: oauth2.AuthStyleInParams,
		},
	}
}

// client is an HTTP client for the requests of one call, which end with ctx.
func (c Config) client(ctx context.Context) *http.Client {
	w := wire{ctx: ctx, agent: c.UserAgent}
	if c.HTTP != nil {
		w.next = c.HTTP.Transport
	}
	if w.next == nil {
		w.next = newTransport()
	}
	return &http.Client{Transport: w}
}

// newTransport is for one request: nothing of it stays behind.
func newTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    10 * time.Second,
		DisableKeepAlives:      true,
		MaxResponseHeaderBytes: 256 << 10,
	}
}
