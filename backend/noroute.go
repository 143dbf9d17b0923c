package backend

import (
	"net/http"
	"strings"
)

// isAccountID says whether id has the form of one: 32 hexadecimal digits.
func isAccountID(id string) bool {
	return len(id) == 32 && strings.Trim(id, "0123456789abcdef") == ""
}

// The codes of what has no route (facts/cloudflare-api.md 2.3).
const (
	codeRouting = 7003
	codeNoRoute = 7000
)

// noRoute answers a path that no request can be for, as recorded.
func noRoute(w http.ResponseWriter, r *http.Request) {
	writeNoRoute(w, "Could not route to "+r.URL.Path+", perhaps your object identifier is invalid?")
}

// notServed answers what Cloudflare may well serve: to speak of a bad
// identifier would send the user looking for a mistake of theirs. An empty id
// is one.
func notServed(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/") {
		noRoute(w, r)
		return
	}
	writeNoRoute(w, unserved(r))
}

func unserved(r *http.Request) string {
	return "the embedded backend does not serve " + r.Method + " " + strings.TrimPrefix(r.URL.Path, rootPath)
}

func writeNoRoute(w http.ResponseWriter, why string) {
	writeJSON(w, http.StatusNotFound, reply{Messages: []message{}, Errors: []message{
		{Code: codeRouting, Message: why},
		{Code: codeNoRoute, Message: "No route for that URI"},
	}})
}
