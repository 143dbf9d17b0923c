package auth_test

import (
	"bytes"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/lariat-cli/lariat/auth"
)

// Whatever stands in a login's file, what is read of it can be written and read
// again.
func FuzzLogin(f *testing.F) {
	for _, text := range []string{
		`{"profile":"default","api":"https://api.cloudflare.com/client/v4","kind":"api_token","secret":{"token":"t"}}`,
		`{"kind":"oauth","client":{"id":"c"},"expires":"2026-11-21T12:00:00Z","scopes":["a"],"keyring_entry":"e"}`,
		`{"kind":"wrangler","account":{"id":"a","name":"\u001b[2J"}}`, `{"kind":1}`, `[]`, ``,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		once, err := auth.Decode(text)
		if err != nil {
			return
		}
		if twice, err := auth.Decode(once); err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%s becomes %s, %v", once, twice, err)
		}
	})
}

// Whatever else stands in Wrangler's file stays there, and what was renewed is
// read as it was written.
func FuzzWranglerFile(f *testing.F) {
	f.Add([]byte(expired))
	f.Add([]byte("api_token = \"t\"\n[a.b]\nc = [{ d = 1979-05-27 }, { e = inf }]\n"))
	f.Add([]byte("expiration_time = 2026-11-21T12:00:00Z\nscopes = [1, \"a\"]\noauth_token = 1"))
	f.Fuzz(func(t *testing.T, text []byte) {
		after, err := auth.RenewWrangler(text, "new", "newer", now())
		if err != nil {
			return
		}
		var was, is map[string]any
		if toml.Unmarshal(text, &was) != nil || toml.Unmarshal(after, &is) != nil {
			t.Fatalf("%q becomes %q", text, after)
		}
		if is["oauth_token"] != "new" || is["refresh_token"] != "newer" || is["expiration_time"] != "2026-11-21T12:00:00.000Z" {
			t.Errorf("%q becomes %q", text, after)
		}
		for key := range was {
			if _, ok := is[key]; !ok {
				t.Errorf("%q is lost: %q becomes %q", key, text, after)
			}
		}
	})
}
