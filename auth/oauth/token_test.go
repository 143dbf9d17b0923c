package oauth_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// No verb prints the tokens, however deep they are.
func TestNeverPrinted(t *testing.T) {
	t.Parallel()
	token := oauth.NewToken(access, refresh, now(), []string{"a"})
	type hidden struct {
		c oauth.Token
		p *oauth.Token
		i any
	}
	for _, value := range []any{
		token, &token, []oauth.Token{token}, map[string]oauth.Token{"a": token}, hidden{token, &token, token},
		&hidden{token, &token, token}, fmt.Errorf("with %v", token),
	} {
		for _, flags := range []string{"", "+", "#", "-9", "0"} {
			for verb := 'A'; verb <= 'z'; verb++ {
				holds(t, "%"+flags+string(verb), fmt.Sprintf("%"+flags+string(verb), value))
			}
		}
	}
	data, err := json.Marshal(token)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, "JSON", string(data))
	if token.Access() != access || token.Refresh() != refresh || token.String() != "OAuth token until 2026-11-21T12:00:00Z" {
		t.Errorf("%v", token)
	}
}

func TestZeroToken(t *testing.T) {
	t.Parallel()
	var token oauth.Token
	if token.Access() != "" || token.Refresh() != "" || token.String() != "OAuth token" {
		t.Errorf("%v", token)
	}
}

// The expiry is by the clock of this machine, however wrong that is, and counts
// from when the token was asked for.
func TestExpiryOfWrongClock(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-10 * time.Minute, 10 * time.Minute} {
		s, c := newServer(t)
		late := time.Duration(0)
		c.Now = func() time.Time { late += time.Second; return now().Add(skew + late) }
		s.answer("token", replyWith(tokenReply(nil)))
		token, err := c.Refresh(t.Context(), refresh)
		if want := now().Add(skew + time.Second + time.Hour); err != nil || !token.Expiry.Equal(want) {
			t.Errorf("%v, %v; want %v", token.Expiry, err, want)
		}
		if !strings.HasPrefix(token.String(), "OAuth token until 2026-11-21T1") {
			t.Error(token.String())
		}
	}
}
