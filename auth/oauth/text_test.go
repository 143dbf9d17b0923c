package oauth_test

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/auth/oauth"
	"github.com/lariat-cli/lariat/internal/safetext"
)

func TestDescription(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The token has expired":               "The token has expired",
		"\x1b[31mred\x1b[0m\n\tnext ":         "[31mred[0m next",
		"a\u202eb\xffc\x9b":                   "abc",
		"the code " + theCode:                 "",
		"half: " + theCode[5:14]:              "",
		"CODE " + strings.ToUpper(theCode):    "",
		"split code-7d2f\x0066e81b09":         "",
		"encoded " + url.QueryEscape(theCode): "",
		"encoded %63%6f%64%65%2d%37%64%32%66": "",
		"100%":                                "",
		strings.Repeat("é", 200):              strings.Repeat("é", 150) + "...",
		"":                                    "",
	} {
		if got := oauth.Description(text, []string{theCode, ""}); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func FuzzDescription(f *testing.F) {
	f.Add("bad code "+theCode, theCode)
	f.Add("\x1b]0;x\a", "s")
	f.Add("%2563%", "c")
	f.Fuzz(func(t *testing.T, text, secret string) {
		got := oauth.Description(text, []string{secret})
		if strings.ContainsFunc(got, safetext.Hostile) || !utf8.ValidString(got) || len(got) > 303 {
			t.Errorf("%q became %q", text, got)
		}
		// What is sent is text.
		if secret != "" && utf8.ValidString(secret) && strings.Contains(got, secret) {
			t.Errorf("%q holds the secret %q", got, secret)
		}
	})
}
