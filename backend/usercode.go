package backend

import (
	"crypto/rand"
	"strings"
)

// newUserCode makes eight letters that spell no word (RFC 8628, 6.1).
func newUserCode() string {
	const letters = "BCDFGHJKLMNPQRSTVWXZ"
	code := make([]byte, 0, 9)
	for b := make([]byte, 1); len(code) < cap(code); {
		_, _ = rand.Read(b) // never fails
		switch {
		case len(code) == 4:
			code = append(code, '-')
		case int(b[0]) < 256/len(letters)*len(letters): // all letters alike
			code = append(code, letters[int(b[0])%len(letters)])
		}
	}
	return string(code)
}

// readUserCode takes what a person types for the code: small letters, spaces
// and no hyphen are right, too.
func readUserCode(text string) string {
	letters := strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(text))
	if len(letters) != 8 {
		return ""
	}
	return letters[:4] + "-" + letters[4:]
}
