package client_test

import (
	"errors"
	"testing"

	"github.com/lariat-cli/lariat/client"
)

// facts/cloudflare-api.md 4: an account's token gets code 1000 as a user's.
func TestTokenVerify(t *testing.T) {
	t.Parallel()
	const user, owned = "GET /user/tokens/verify", "GET /accounts/" + account + "/tokens/verify"
	active := ok(`{"id":"t1","status":"active","expires_on":"2027-01-01T00:00:00Z"}`)
	invalid := refused("1000", "Invalid API Token")
	tests := []struct {
		name    string
		account string
		steps   []step
		owned   bool
		is      error
	}{
		{"user's", account, []step{{want: user, body: active}}, false, nil},
		{"account's", account, []step{{want: user, status: 401, body: invalid}, {want: owned, body: active}}, true, nil},
		{"nobody's", account, []step{{want: user, status: 401, body: invalid}, {want: owned, status: 401, body: invalid}}, false, client.ErrAuth},
		{"no account to ask", "", []step{{want: user, status: 401, body: invalid}}, false, client.ErrAuth},
		{"malformed", account, []step{{want: user, status: 400, body: refused("6003", "Invalid request headers")}}, false, client.ErrAuth},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := server(t, tt.steps...)
			c := client.New(tt.account, client.WithBaseURL(s.URL))
			got, err := c.Tokens.Verify(t.Context())
			if !errors.Is(err, tt.is) || got.AccountOwned != tt.owned || err == nil && (got.Status != "active" || got.ExpiresOn == nil) {
				t.Errorf("got %+v, error %v", got, err)
			}
		})
	}
}
