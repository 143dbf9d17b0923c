package client

import (
	"encoding/json"
	"strings"
)

// redacted stands where a secret stood.
const redacted = "[redacted]"

// secretPath reports whether the whole reply is a secret: a tunnel's token
// (facts/cloudflare-api.md 3.1).
func secretPath(path string) bool { return strings.HasSuffix(path, "/token") }

// secretName reports whether a key or header of this name holds a secret, such
// as token, tunnel_secret and credentials_file of a new tunnel.
func secretName(name string) bool {
	name = strings.NewReplacer("_", "", "-", "").Replace(strings.ToLower(name))
	for _, word := range []string{"token", "secret", "credential", "password", "privatekey", "apikey"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// redactJSON replaces the values of keys with secret names, nested ones as a
// whole. It scans instead of parsing, so that it holds for JSON that is cut off
// or malformed, too.
func redactJSON(b []byte) []byte {
	var out []byte
	done := 0 // b[:done] is in out
	for i := 0; i < len(b); {
		if b[i] != '"' {
			i++
			continue
		}
		end := stringEnd(b, i)
		colon := skipSpace(b, end)
		if colon >= len(b) || b[colon] != ':' || !secretKey(b[i:end]) {
			i = end
			continue
		}
		value := skipSpace(b, colon+1)
		i = valueEnd(b, value)
		if i > value && (strings.IndexByte(`"{[`, b[value]) >= 0 || i-value > len("false")) {
			// null, true and 0 are no secrets.
			out = append(append(out, b[done:value]...), `"`+redacted+`"`...)
			done = i
		}
	}
	return append(out, b[done:]...)
}

func secretKey(quoted []byte) bool {
	var name string
	if json.Unmarshal(quoted, &name) != nil {
		name = string(quoted)
	}
	return secretName(name)
}

// stringEnd is the offset behind the string that starts at i.
func stringEnd(b []byte, i int) int {
	for i++; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && strings.IndexByte(" \t\r\n", b[i]) >= 0 {
		i++
	}
	return i
}

// valueEnd is the offset behind the value that starts at i.
func valueEnd(b []byte, i int) int {
	depth := 0
	for i < len(b) {
		switch b[i] {
		case '"':
			i = stringEnd(b, i)
			if depth == 0 {
				return i
			}
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				return i + depth + 1 // an end that is not ours stays
			}
		case ',':
			if depth == 0 {
				return i
			}
		}
		i++
	}
	return len(b)
}
