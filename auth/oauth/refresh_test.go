package oauth_test

import (
	"errors"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth/oauth"
)

func TestRefresh(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		changes object
		refresh string
		expiry  time.Time
		scopes  int
	}{
		{"rotated", object{"refresh_token": "next"}, "next", now().Add(time.Hour), 1},
		{"not rotated", object{"refresh_token": nil}, refresh, now().Add(time.Hour), 1},
		{"empty", object{"refresh_token": ""}, refresh, now().Add(time.Hour), 1},
		{"no scope", object{"scope": nil}, refresh, now().Add(time.Hour), 0},
		{"no expiry", object{"expires_in": nil}, refresh, time.Time{}, 1},
		{"expiry as text", object{"expires_in": "60"}, refresh, now().Add(time.Minute), 1},
		{"no type", object{"token_type": nil}, refresh, now().Add(time.Hour), 1},
	} {
		s, c := newServer(t)
		s.answer("token", replyWith(tokenReply(tt.changes)))
		token, err := c.Refresh(t.Context(), refresh)
		if err != nil || token.Access() != access || token.Refresh() != tt.refresh ||
			!token.Expiry.Equal(tt.expiry) || len(token.Scopes) != tt.scopes {
			t.Errorf("%s: %v %v, %v", tt.name, token, token.Scopes, err)
		}
		if form := s.form(t); form.Get("grant_type") != "refresh_token" || form.Get("refresh_token") != refresh {
			t.Errorf("%s: sent %v", tt.name, form)
		}
	}
}

// A login of another program's may come with the one address that it needs.
func TestRefreshWithTokenURLAlone(t *testing.T) {
	t.Parallel()
	s, c := newServer(t)
	c.Endpoint = oauth.Endpoint{TokenURL: c.Endpoint.TokenURL}
	if token, err := c.Refresh(t.Context(), refresh); err != nil || token.Access() != access {
		t.Errorf("%v, %v", token, err)
	}
	s.answer("token", reply(200, "{}"))
	_, err := c.Refresh(t.Context(), refresh)
	if e, ok := errors.AsType[*oauth.UnavailableError](err); !ok || e.Server != s.url {
		t.Errorf("got %v", err)
	}
}
