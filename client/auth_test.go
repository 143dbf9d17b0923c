package client

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestAuth(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		by     Authorizer
		header map[string]string
		fails  bool
	}{
		{"nobody", nil, map[string]string{"Authorization": ""}, false},
		{"token", BearerToken("s3cr3t"), map[string]string{"Authorization": "Bearer s3cr3t"}, false},
		{"global key", GlobalKey("a@b.test", "k3y"), map[string]string{"X-Auth-Email": "a@b.test", "X-Auth-Key": "k3y", "Authorization": ""}, false},
		{"empty token", BearerToken(""), nil, true},
		{"token with a line end", BearerToken("s3cr3t\n"), nil, true},
		{"token with a space", BearerToken("s3cr3t x"), nil, true},
		{"key without e-mail", GlobalKey("", "s3cr3t"), nil, true},
		{"key with a tab", GlobalKey("a@b.test", "s3cr3t\t"), nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newRequest(t, "GET", "http://api.test/x", "")
			sent := false
			a := &auth{authorizer: tt.by, next: roundTrip(func(got *http.Request) (*http.Response, error) {
				sent = true
				for key, want := range tt.header {
					if got.Header.Get(key) != want {
						t.Errorf("%s is %q, want %q", key, got.Header.Get(key), want)
					}
				}
				return answer(200, ""), nil
			})}
			_, err := a.RoundTrip(r)
			if sent == tt.fails || errors.Is(err, ErrAuth) && !tt.fails {
				t.Errorf("sent %v, error %v", sent, err)
			}
			if tt.fails && (!errors.As(err, new(authError)) || strings.Contains(err.Error(), "s3cr3t")) {
				t.Errorf("error %v must be an authError without the secret", err)
			}
			if len(r.Header) != 0 {
				t.Errorf("the caller's request was changed: %v", r.Header)
			}
		})
	}
}
