package oauth_test

import (
	"testing"
	"time"
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
