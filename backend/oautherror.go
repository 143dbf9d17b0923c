package backend

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
)

// oauthError is a failure as RFC 6749, 5.2 and 4.1.2.1 tell it.
type oauthError struct {
	code  string // such as "invalid_grant"
	about string
}

func (e *oauthError) Error() string { return e.code + ": " + e.about }

func badRequest(about string) *oauthError { return &oauthError{code: "invalid_request", about: about} }
func badGrant(about string) *oauthError   { return &oauthError{code: "invalid_grant", about: about} }

// asOAuthError turns any failure into one of OAuth's. A fault of the state is
// named, as asAPIError does.
func asOAuthError(w http.ResponseWriter, err error) (e *oauthError, status int) {
	e, ok := errors.AsType[*oauthError](err)
	switch {
	case !ok:
		fault := asAPIError(w, err)
		return &oauthError{code: "server_error", about: fault.msg}, fault.status
	case e.code == "invalid_client":
		return e, http.StatusUnauthorized
	}
	return e, http.StatusBadRequest
}

type oauthErrorReply struct {
	Error string `json:"error"`
	About string `json:"error_description"`
}

// writeOAuth writes a reply of the token, revocation and device endpoints.
func writeOAuth(w http.ResponseWriter, r *http.Request, result any, err error) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Pragma", "no-cache")
	if err == nil {
		writeJSON(w, http.StatusOK, result)
		return
	}
	e, status := asOAuthError(w, err)
	if status == http.StatusUnauthorized && r.Header.Get("Authorization") != "" {
		h.Set("WWW-Authenticate", `Basic realm="lariat"`)
	}
	writeJSON(w, status, oauthErrorReply{e.code, e.description()})
}

// description keeps to the characters that RFC 6749 allows.
func (e *oauthError) description() string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '"', r == '\\':
			return '\''
		case r < ' ', r > '~':
			return -1
		}
		return r
	}, e.about)
}

func quoted(s string) string { return strconv.Quote(s[:min(len(s), 100)]) }
