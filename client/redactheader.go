package client

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// appendHeader writes one line for each value, sorted by name.
func appendHeader(b []byte, h http.Header, harmless func(string) bool) []byte {
	for _, key := range slices.Sorted(maps.Keys(h)) {
		for _, value := range h[key] {
			if !harmless(key) {
				value = redacted
			}
			b = fmt.Appendf(b, "%s: %s\n", key, visible(value, maxTraced))
		}
	}
	return b
}

// harmlessSent lists the request headers whose values a trace may show. All
// others may hold credentials, since users add their own.
func harmlessSent(key string) bool {
	switch key {
	case "Accept", "Content-Length", "Content-Type", "User-Agent":
		return true
	}
	return false
}

func harmlessReceived(key string) bool {
	return key != "Set-Cookie" && !secretName(key)
}

// secrets are the texts that must not be shown, longest first: a secret may
// begin with another one.
type secrets []string

// sentSecrets are the values of the headers that are not harmless, to be hidden
// where a server or a proxy echoes them.
func sentSecrets(h http.Header) secrets {
	var all secrets
	for key, values := range h {
		if harmlessSent(key) {
			continue
		}
		for _, v := range values {
			for _, s := range append(strings.Fields(v), v) {
				if len(s) >= 8 {
					all = append(all, s)
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
}

func (s secrets) hide(text string) string {
	for _, secret := range s {
		text = strings.ReplaceAll(text, secret, redacted)
	}
	return text
}

// hideBody hides what a body tells by the names of its keys, too.
func (s secrets) hideBody(b []byte) string { return s.hide(string(redactJSON(b))) }

// cover hides the secrets in what err says, and leaves all else of it.
func (s secrets) cover(err error) error {
	if text := s.hide(err.Error()); text != err.Error() {
		return covered{err, text}
	}
	return err
}

// covered is an error that says less.
type covered struct {
	error
	text string
}

func (c covered) Error() string { return c.text }

// Unwrap gives the error itself, for its type.
func (c covered) Unwrap() error { return c.error }
