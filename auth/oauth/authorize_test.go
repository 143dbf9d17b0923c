package oauth_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// logIn runs the flow with a browser that visits the address, and returns the
// page that it ends on.
func logIn(t *testing.T, c oauth.Config, b oauth.Browser) (oauth.Token, page, error) {
	t.Helper()
	pages := make(chan page, 1)
	b.Open = func(_ context.Context, address string) { go func() { pages <- browse(t, address) }() }
	token, err := c.Authorize(t.Context(), b)
	return token, <-pages, err
}

func TestAuthorize(t *testing.T) {
	t.Parallel()
	for _, localhost := range []bool{false, true} {
		s, c := newServer(t)
		token, last, err := logIn(t, c, oauth.Browser{Localhost: localhost})
		if err != nil || token.Access() != access || token.Refresh() != refresh ||
			!token.Expiry.Equal(now().Add(time.Hour)) || !slices.Equal(token.Scopes, []string{"a"}) {
			t.Fatalf("%v %v, %v", token, token.Scopes, err)
		}
		form := s.form(t)
		host := "http://127.0.0.1:"
		if localhost {
			host = "http://localhost:"
		}
		if form.Get("grant_type") != "authorization_code" || form.Get("code") != theCode || !s.provesVerifier(form) ||
			!strings.HasPrefix(form.Get("redirect_uri"), host) ||
			!strings.HasSuffix(form.Get("redirect_uri"), "/oauth/callback") {
			t.Errorf("the exchange sends %v", form)
		}
		if last.status != 200 || !strings.Contains(last.body, "You are logged in") {
			t.Errorf("the page: %d %s", last.status, last.body)
		}
		holds(t, "the page", last.body)
	}
}
