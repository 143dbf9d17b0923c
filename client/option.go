package client

import (
	"io"
	"net/http"
	"time"
)

// Option changes how a Client is made.
type Option func(*settings)

type settings struct {
	base       string
	authorizer Authorizer
	transport  http.RoundTripper
	agent      string
	timeout    time.Duration
	trace      io.Writer
	header     http.Header
	clock      clock
}

func defaults() settings {
	return settings{
		base:    DefaultBaseURL,
		agent:   "lariat",
		timeout: DefaultTimeout,
		clock:   systemClock(),
	}
}

// WithBaseURL sets the address that paths are appended to, such as
// http://127.0.0.1:8911/client/v4.
func WithBaseURL(base string) Option { return func(s *settings) { s.base = base } }

// WithAuthorizer sets who puts credentials on each request.
func WithAuthorizer(a Authorizer) Option { return func(s *settings) { s.authorizer = a } }

// WithTransport replaces the network, for example by a handler called in
// process. Where an error of it has a method Permanent() bool that returns
// true, the request had no effect and is not repeated.
func WithTransport(t http.RoundTripper) Option { return func(s *settings) { s.transport = t } }

// WithUserAgent sets the User-Agent header.
func WithUserAgent(name string) Option { return func(s *settings) { s.agent = name } }

// WithTimeout bounds one operation with its retries and look-ups; a list as a
// whole. Zero or less leaves the bound to the context.
func WithTimeout(d time.Duration) Option { return func(s *settings) { s.timeout = d } }

// WithTrace writes each request and reply to w, credentials and secrets
// redacted. Where requests are made at once, w must take writes at once.
func WithTrace(w io.Writer) Option { return func(s *settings) { s.trace = w } }

// WithHeader adds headers to every request; they win over the client's own,
// Authorization included, as CLOUDFLARE_API_HEADERS does in Wrangler
// (facts/wrangler.md 4.1). Headers that frame the message are refused.
func WithHeader(h http.Header) Option { return func(s *settings) { s.header = h.Clone() } }
