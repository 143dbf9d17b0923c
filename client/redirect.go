package client

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// maxRedirects is how many redirects within a host are followed.
const maxRedirects = 5

// RedirectError is a redirect that was not followed, because the credentials
// would have gone elsewhere or the request would have changed. It is an
// ErrUnavailable.
type RedirectError struct {
	Method string
	From   string // scheme and host
	To     string
}

func (e *RedirectError) Error() string {
	if e.From == e.To {
		return fmt.Sprintf("%s answers %s with a redirect that cannot be followed", e.From, e.Method)
	}
	return fmt.Sprintf("%s redirects to %s; not following it with credentials", e.From, e.To)
}

// Is makes the error an ErrUnavailable.
func (e *RedirectError) Is(target error) bool { return target == ErrUnavailable }

// checkRedirect allows redirects of a GET within one origin, a few times.
func checkRedirect(r *http.Request, via []*http.Request) error {
	first, from, to := via[0], origin(via[0].URL), origin(r.URL)
	if first.Method != http.MethodGet || from != to || len(via) > maxRedirects {
		return &RedirectError{Method: first.Method, From: visible(from, 300), To: visible(to, 300)}
	}
	return nil
}

func origin(u *url.URL) string { return strings.ToLower(u.Scheme + "://" + u.Host) }
