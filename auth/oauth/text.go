package oauth

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// maxDescription is how much of a server's text is kept, in bytes.
const maxDescription = 300

// maxCode is the longest error code that is taken for one.
const maxCode = 64

// errorCode is an error code as the server sent it, or "" where the text does
// not look like those that are registered.
func errorCode(text string, secrets []string) string {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789_-."
	if len(text) > maxCode || strings.Trim(text, letters) != "" || leaks(text, secrets) {
		return ""
	}
	return text
}

// description is a server's text on one line, cut, and without control
// characters. It is "" where the text holds a part of a secret.
func description(text string, secrets []string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case safetext.Hostile(r) || r == utf8.RuneError:
			return -1
		}
		return r
	}, text)
	text = cut(strings.Join(strings.Fields(text), " "))
	if leaks(text, secrets) {
		return ""
	}
	return text
}

func cut(text string) string {
	if len(text) <= maxDescription {
		return text
	}
	end := maxDescription
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "..."
}

// telling is how many characters of a secret are too many to show.
const telling = 8

// leaks says whether text holds a telling part of a secret, in whatever case and
// even if it is percent-encoded. What looks encoded and is not is not trusted.
func leaks(text string, secrets []string) bool {
	text = strings.ToLower(text)
	plain, err := url.QueryUnescape(text)
	if err != nil {
		return true
	}
	text += "\n" + strings.ToLower(plain)
	for _, secret := range secrets {
		secret = strings.ToLower(secret)
		for i := 0; i == 0 || i+telling <= len(secret); i++ {
			if part := secret[i:min(i+telling, len(secret))]; part != "" && strings.Contains(text, part) {
				return true
			}
		}
	}
	return false
}
