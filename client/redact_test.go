package client

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

func TestRedactJSON(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"nothing to hide", `{"name":"token","tunnel_id":"x"}`, `{"name":"token","tunnel_id":"x"}`},
		{"token", `{"a":1,"token":"s3cr3t","b":2}`, `{"a":1,"token":"[redacted]","b":2}`},
		{"spaces", `{"token" : "s3cr3t" }`, `{"token" : "[redacted]" }`},
		{"object", `{"credentials_file":{"a":{"b":"s3cr3t"},"c":["}"]},"d":1}`, `{"credentials_file":"[redacted]","d":1}`},
		{"array", `{"secrets":["s3cr3t","x"],"d":1}`, `{"secrets":"[redacted]","d":1}`},
		{"deep", `{"result":[{"tunnel_secret":"s3cr3t"}]}`, `{"result":[{"tunnel_secret":"[redacted]"}]}`},
		{"quote inside", `{"token":"s3\"cr3t","b":2}`, `{"token":"[redacted]","b":2}`},
		{"spelt with an escape", `{"tok\u0065n":"s3cr3t"}`, `{"tok\u0065n":"[redacted]"}`},
		{"other case", `{"TunnelSecret":"s3cr3t"}`, `{"TunnelSecret":"[redacted]"}`},
		{"null stays", `{"token":null,"b":1}`, `{"token":null,"b":1}`},
		{"cut off in the secret", `{"token":"s3cr`, `{"token":"[redacted]"`},
		{"cut off in an object", `{"credentials_file":{"x":"s3cr`, `{"credentials_file":"[redacted]"`},
		{"not JSON", `<html>"token": s3cr3t</html>`, `<html>"token": "[redacted]"`},
		{"long number", `{"api_key":1234567890}`, `{"api_key":"[redacted]"}`},
		{"empty", ``, ``},
	}
	for _, tt := range tests {
		if got := string(redactJSON([]byte(tt.in))); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func FuzzRedactJSON(f *testing.F) {
	f.Add([]byte(`{"a":{"token":"x","b":[1,"}"]}}`), "s3cr3t-s3cr3t")
	f.Add([]byte(`{"token`), "\"\\")
	f.Fuzz(func(t *testing.T, noise []byte, secret string) {
		out := redactJSON(noise)
		if json.Valid(noise) && !json.Valid(out) {
			t.Errorf("%q became %q", noise, out)
		}
		quoted, err := json.Marshal("s3cr3t" + secret)
		if err != nil {
			t.Fatal(err)
		}
		doc := append(append([]byte(`{"tunnel_secret":`), quoted...), []byte(`,"rest":1}`)...)
		out = redactJSON(doc)
		if bytes.Contains(out, []byte("s3cr3t")) || !strings.HasSuffix(string(out), `,"rest":1}`) {
			t.Errorf("%q became %q", doc, out)
		}
	})
}

// The secrets are tried in every order that a map may give them.
func TestSecretsThatOverlap(t *testing.T) {
	t.Parallel()
	for range 50 {
		s := sentSecrets(http.Header{
			"X-Part": {"abcdefgh"}, "X-Full": {"abcdefghTOPSECRET"}, "Authorization": {"Bearer abcdefghTOPSECRETtoo"},
			"User-Agent": {"lariat/1.0.0"},
		})
		const in = "abcdefgh, abcdefghTOPSECRET and Bearer abcdefghTOPSECRETtoo to lariat/1.0.0"
		const want = redacted + ", " + redacted + " and " + redacted + " to lariat/1.0.0"
		if got := s.hide(in); got != want {
			t.Fatalf("%s, want %s", got, want)
		}
	}
}
