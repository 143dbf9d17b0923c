package client_test

import (
	"errors"
	"testing"

	"github.com/lariat-cli/lariat/client"
)

// facts/cloudflare-api.md 4: an account's token gets code 1000 as a user's.
func TestTokenVerify(t *testing.T) {
	t.Parallel()
	const (
		other = "ffffffffffffffffffffffffffffffff"
		user  = "GET /user/tokens/verify"
		owned = "GET /accounts/" + account + "/tokens/verify"
		next  = "GET /accounts/" + other + "/tokens/verify"
	)
	active := ok(`{"id":"t1","status":"active","expires_on":"2027-01-01T00:00:00Z"}`)
	invalid := refused("1000", "Invalid API Token")
	no := func(want string) step { return step{want: want, status: 401, body: invalid} }
	forbidden := step{want: owned, status: 403, body: refused("10000", "Authentication error")}
	missing := step{want: owned, status: 404, body: refused("7003", "Could not route")}
	tests := []struct {
		name     string
		own      string
		accounts []string
		steps    []step
		account  string
		code     int // of the error; 0 for none
	}{
		{"user's", account, nil, []step{{want: user, body: active}}, "", 0},
		{"its account is not asked", account, []string{other}, []step{{want: user, body: active}}, "", 0},
		{"the client's account's", account, nil, []step{no(user), {want: owned, body: active}}, account, 0},
		{"another account's", "", []string{account, other}, []step{no(user), no(owned), {want: next, body: active}}, other, 0},
		{"behind one that forbids it", "", []string{account, other}, []step{no(user), forbidden, {want: next, body: active}}, other, 0},
		{"behind one that fails", "", []string{account, other}, []step{no(user), missing, {want: next, body: active}}, other, 0},
		{"the first that answers", "", []string{account, other}, []step{no(user), {want: owned, body: active}}, account, 0},
		{"nobody's", "", []string{account, other}, []step{no(user), forbidden, no(next)}, "", 1000},
		{"perhaps that of one that failed", "", []string{account, other}, []step{no(user), missing, no(next)}, "", 7003},
		{"no account to ask", "", nil, []step{no(user)}, "", 1000},
		{"malformed", account, nil, []step{{want: user, status: 400, body: refused("6003", "Invalid request headers")}}, "", 6003},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := server(t, tt.steps...)
			c := client.New(tt.own, client.WithBaseURL(s.URL))
			got, err := c.Tokens.Verify(t.Context(), tt.accounts...)
			api, failed := errors.AsType[*client.Error](err)
			switch {
			case failed != (tt.code != 0), failed && !api.HasCode(tt.code), got.AccountID != tt.account:
				t.Errorf("got %+v, error %v", got, err)
			case !failed && (got.Status != "active" || got.ExpiresOn == nil):
				t.Errorf("got %+v, error %v", got, err)
			}
		})
	}
}
