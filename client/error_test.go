package client

import (
	"errors"
	"fmt"
	"testing"
)

// The codes and their meaning: facts/cloudflare-api.md 1.5, 2.3, 3.3, 5.5.
func TestErrorKind(t *testing.T) {
	t.Parallel()
	const dir, tun, user = "/accounts/a/connectivity/directory/services", "/accounts/a/cfd_tunnel/t", "/user/tokens/verify"
	tests := []struct {
		status int
		code   int // 0: none
		path   string
		want   error
	}{
		{404, 5104, dir, ErrNotFound},
		{400, 5101, dir, nil},
		{400, 5102, dir, nil},
		{403, 10000, dir, ErrAuth},
		{400, 10000, dir, ErrAuth}, // the code rules, not the status
		{400, 9106, dir, ErrAuth},
		{403, 9109, dir, ErrAuth},
		{400, 6003, dir, ErrAuth},
		{404, 7003, dir, nil}, // the account is wrong; no "no such service"
		{404, 7000, dir, nil},
		{400, 971, dir, ErrUnavailable},
		{401, 1000, user, ErrAuth},
		{400, 1000, user, ErrAuth},
		{400, 1000, tun, nil},
		{400, 1003, tun, ErrNotFound},
		{400, 1003, dir, nil},
		{404, 1055, tun, ErrNotFound},
		{400, 1022, tun, nil},
		{409, 1013, tun, ErrConflict}, // an unknown code leaves it to the status
		{403, 10196, dir, ErrAuth},
		{403, 10001, dir, ErrAuth},
		{400, 10001, dir, nil},
		{401, 0, dir, ErrAuth},
		{403, 0, dir, ErrAuth},
		{404, 0, dir, ErrNotFound},
		{409, 0, dir, ErrConflict},
		{429, 0, dir, ErrUnavailable},
		{500, 0, dir, ErrUnavailable},
		{503, 12345, dir, ErrUnavailable},
		{400, 0, dir, nil},
	}
	for _, tt := range tests {
		e := &Error{Status: tt.status, Path: tt.path}
		if tt.code != 0 {
			e.Errors = []Message{{Code: tt.code}}
		}
		for _, s := range []error{ErrNotFound, ErrAuth, ErrConflict, ErrUnavailable} {
			if got := errors.Is(fmt.Errorf("wrapped: %w", e), s); got != errors.Is(tt.want, s) {
				t.Errorf("%d/%d at %s: errors.Is(err, %v) = %v", tt.status, tt.code, tt.path, s, got)
			}
		}
	}
}

func TestErrorLooksIntoChains(t *testing.T) {
	t.Parallel()
	e := &Error{Status: 400, Errors: []Message{{Code: 1}, {Code: 2, Chain: []Message{{Code: 3}, {Code: 6111}}}}}
	if !errors.Is(e, ErrAuth) || !e.HasCode(6111) || e.HasCode(6103) {
		t.Errorf("kind %v, has 6111 %v, has 6103 %v", e.kind(), e.HasCode(6111), e.HasCode(6103))
	}
}
