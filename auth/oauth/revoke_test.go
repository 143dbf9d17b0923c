package oauth_test

import (
	"errors"
	"testing"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// facts/wrangler.md 5.2 has what is sent.
func TestRevoke(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", "{}"} {
		s, c := newServer(t)
		s.answer("revoke", reply(200, body))
		if err := c.Revoke(t.Context(), refresh); err != nil {
			t.Errorf("%q: %v", body, err)
		}
		form := s.form(t)
		if form.Get("token") != refresh || form.Get("token_type_hint") != "refresh_token" || len(form) != 3 {
			t.Errorf("sent %v", form)
		}
	}
}

func TestRevokeFails(t *testing.T) {
	t.Parallel()
	s, c := newServer(t)
	s.answer("revoke", echo(400, `{"error":"unsupported_token_type","error_description":"ECHO"}`))
	err := c.Revoke(t.Context(), refresh)
	if e, ok := errors.AsType[*oauth.RefusedError](err); !ok || e.Error() != "the login server refused: unsupported_token_type" {
		t.Errorf("got %v", err)
	}
	c.Endpoint = oauth.Endpoint{RevokeURL: c.Endpoint.RevokeURL}
	for name, fault := range map[string]int{"<html>ECHO</html>": 200, `{"error":5}`: 400, "": 404, `{"error":"x"}`: 502} {
		s.answer("revoke", echo(fault, name))
		err := c.Revoke(t.Context(), refresh)
		if e, ok := errors.AsType[*oauth.UnavailableError](err); !ok || e.Server != s.url {
			t.Errorf("%d %s: %v", fault, name, err)
			continue
		}
		holds(t, "the error", err.Error())
	}
}
