package client

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// CheckHeader says whether WithHeader takes h, with an *OptionError: whoever
// read it from somewhere can then name the place.
//
// It refuses the headers that Wrangler refuses (facts/wrangler.md 4.1), since
// they belong to the message, not to its sender, and what would fail on the
// way. A value may be a secret, so no error holds one.
func CheckHeader(h http.Header) error {
	for _, key := range slices.Sorted(maps.Keys(h)) {
		option := "header " + strconv.Quote(visible(key, 80))
		if key == "" || strings.ContainsFunc(key, notToken) {
			return &OptionError{option, "has no valid name"}
		}
		switch http.CanonicalHeaderKey(key) {
		case "Host", "Content-Type", "Content-Length", "Content-Encoding", "Connection",
			"Transfer-Encoding", "Upgrade", "Te", "Trailer":
			return &OptionError{option, "cannot be set"}
		}
		for _, value := range h[key] {
			if strings.ContainsFunc(value, notInValue) {
				return &OptionError{option, "has a value with a line break or another control character"}
			}
		}
	}
	return nil
}

// notToken is what a header's name must not hold (RFC 9110, 5.6.2).
func notToken(r rune) bool {
	switch {
	case r >= '0' && r <= '9', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
		return false
	}
	return !strings.ContainsRune("!#$%&'*+-.^_`|~", r)
}

// notInValue is what a header's value must not hold (RFC 9110, 5.5).
func notInValue(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
