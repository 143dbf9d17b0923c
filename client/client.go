package client

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// DefaultBaseURL is where Cloudflare answers.
const DefaultBaseURL = "https://api.cloudflare.com/client/v4"

// DefaultTimeout bounds one operation, its retries and its look-ups included.
const DefaultTimeout = 30 * time.Second

// Client talks to the API on behalf of one account. It is safe for concurrent
// use.
type Client struct {
	Services    *Services
	Tunnels     *Tunnels
	Scripts     *Scripts
	Accounts    *Accounts
	Memberships *Memberships
	Tokens      *Tokens

	account string
	base    string // without a final slash
	timeout time.Duration
	clock   clock
	http    *http.Client
	invalid error // a wrong option; every call returns it
}

// AccountID is the account that the client talks for.
func (c *Client) AccountID() string { return c.account }

// New makes a client for the account with the given id, which may be empty
// where only accounts and user tokens are asked for. A wrong option shows as
// the error of the first call.
func New(accountID string, opts ...Option) *Client {
	s := defaults()
	for _, opt := range opts {
		opt(&s)
	}
	c := &Client{account: accountID, timeout: s.timeout, clock: s.clock}
	c.base, c.invalid = CheckBaseURL(s.base)
	if c.invalid == nil {
		c.invalid = CheckHeader(s.header)
	}
	c.http = &http.Client{
		Transport:     s.chain(strings.HasPrefix(c.base, "https:")),
		CheckRedirect: checkRedirect,
	}
	c.connect()
	return c
}

// ForAccount is the same client for another account.
func (c *Client) ForAccount(id string) *Client {
	other := *c
	other.account = id
	other.connect()
	return &other
}

func (c *Client) connect() {
	c.Services, c.Tunnels = &Services{c}, &Tunnels{c}
	c.Scripts = &Scripts{c}
	c.Accounts, c.Memberships, c.Tokens = &Accounts{c}, &Memberships{c}, &Tokens{c}
}

// CheckBaseURL refuses an address that requests could not be appended to, with
// an *OptionError. It returns the address without a final slash.
func CheckBaseURL(raw string) (string, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		// The cause quotes the whole address, which may hold a password.
		return "", &OptionError{"base URL", "cannot be parsed"}
	case u.Scheme != "http" && u.Scheme != "https":
		return "", &OptionError{"base URL", "needs http:// or https:// in front"}
	case u.Hostname() == "":
		return "", &OptionError{"base URL", "names no host"}
	case !isPort(u.Port()):
		return "", &OptionError{"base URL", "has no port from 1 to 65535"}
	case u.User != nil:
		return "", &OptionError{"base URL", "must not hold credentials"}
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return "", &OptionError{"base URL", "must not have a query or a fragment"}
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// isPort takes none, which is the scheme's own.
func isPort(text string) bool {
	n, err := strconv.ParseUint(text, 10, 16)
	return text == "" || err == nil && n > 0
}

// chain stacks the round-trippers, outermost first: a retry is a new request
// in every respect, and the trace shows what really goes over the wire.
func (s *settings) chain(tls bool) http.RoundTripper {
	next := s.transport
	if next == nil {
		next = newTransport(tls)
	}
	next = &limit{next: next, max: maxBody}
	if s.trace != nil {
		next = &trace{next: next, out: s.trace, now: s.clock.now}
	}
	next = &agent{next: next, name: s.agent, header: s.header}
	next = &auth{next: next, authorizer: s.authorizer}
	next = &retry{next: next, clock: s.clock}
	if by, ok := s.authorizer.(Reauthorizer); ok {
		next = &reauth{next: next, by: by}
	}
	return next
}
