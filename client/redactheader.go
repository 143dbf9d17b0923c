package client

import (
	"bytes"
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

// sentSecrets are the values of the other headers, to be hidden where a server
// echoes them.
func sentSecrets(h http.Header) []string {
	var secrets []string
	for key, values := range h {
		if harmlessSent(key) {
			continue
		}
		for _, v := range values {
			for _, s := range append(strings.Fields(v), v) {
				if len(s) >= 8 {
					secrets = append(secrets, s)
				}
			}
		}
	}
	return secrets
}

func hide(b []byte, secrets []string) []byte {
	for _, s := range secrets {
		b = bytes.ReplaceAll(b, []byte(s), []byte(redacted))
	}
	return b
}
