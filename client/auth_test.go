package client

import (
	"context"
	"errors"
	"net/http"
	"testing"
)

// authorize is an Authorizer made of a function.
type authorize func(*http.Request) error

func (f authorize) Authorize(_ context.Context, r *http.Request) error { return f(r) }

func TestAuth(t *testing.T) {
	t.Parallel()
	const key = "Authorization"
	set := authorize(func(r *http.Request) error { r.Header.Set(key, "Bearer x"); return nil })
	broken := errors.New("not logged in")
	tests := []struct {
		name string
		by   Authorizer
		want string
		err  error
	}{
		{"nobody", nil, "", nil},
		{"somebody", set, "Bearer x", nil},
		{"somebody who cannot", authorize(func(*http.Request) error { return broken }), "", broken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newRequest(t, "GET", "http://api.test/x", "")
			sent := false
			a := &auth{authorizer: tt.by, next: roundTrip(func(got *http.Request) (*http.Response, error) {
				sent = true
				if got.Header.Get(key) != tt.want {
					t.Errorf("sent %q, want %q", got.Header.Get(key), tt.want)
				}
				return answer(200, ""), nil
			})}
			_, err := a.RoundTrip(r)
			if failed := tt.err != nil; sent == failed || errors.As(err, new(authError)) != failed {
				t.Errorf("sent %v, error %v", sent, err)
			}
			if len(r.Header) != 0 {
				t.Errorf("the caller's request was changed: %v", r.Header)
			}
		})
	}
}
