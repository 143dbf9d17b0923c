package backend

import (
	"errors"
	"net/http"
	"net/url"
)

// authorizePage asks the user whether a client may log in (RFC 6749, 4.1.1).
func (h *handler) authorizePage(w http.ResponseWriter, r *http.Request) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil || len(r.URL.RawQuery) > maxForm {
		writeFault(w, badRequest("the query cannot be read"))
		return
	}
	client, known := findClient(query.Get("client_id"))
	to, local := parseRedirect(query.Get("redirect_uri"))
	// Where it is not certain whom to tell, nobody is redirected.
	switch {
	case !known || len(query["client_id"]) > 1:
		writeFault(w, badRequest("unknown client "+quoted(query.Get("client_id"))))
		return
	case !local || len(query["redirect_uri"]) > 1:
		writeFault(w, badRequest("redirect_uri "+quoted(query.Get("redirect_uri"))+" does not lead to this machine"))
		return
	}
	c, err := readConsent(query)
	if e, ok := errors.AsType[*oauthError](err); ok {
		redirect(w, r, to, query.Get("state"), url.Values{"error": {e.code}, "error_description": {e.description()}})
		return
	}
	c.Client, c.Redirect = client.ID, query.Get("redirect_uri")
	h.writeConsent(w, r, c, query.Get("redirect_uri"))
}

// readConsent reads what a client asks for. PKCE is not optional: any program
// on this machine could receive the code (RFC 8252, 8.1).
func readConsent(query url.Values) (consent, error) {
	c := consent{State: query.Get("state"), Challenge: query.Get("code_challenge")}
	if err := once(query); err != nil {
		return c, err
	}
	switch {
	case query.Get("response_type") == "":
		return c, badRequest("response_type is missing")
	case query.Get("response_type") != "code":
		return c, &oauthError{code: "unsupported_response_type", about: "response_type has to be code"}
	case query.Get("code_challenge_method") != "S256":
		return c, badRequest("code_challenge_method has to be S256")
	case !isChallenge(c.Challenge):
		return c, badRequest("code_challenge is not a SHA-256 in base64url")
	}
	list, err := parseScopes(query.Get("scope"))
	c.Scopes = scopeText(list)
	return c, err
}

// decide takes the user's decision and sends the browser back to the client.
func (h *handler) decide(w http.ResponseWriter, r *http.Request) {
	value, allow, err := readDecision(r)
	if err != nil {
		writeFault(w, err)
		return
	}
	c, code, err := h.store.answer(r.Context(), value, allow)
	if err != nil {
		writeFault(w, err)
		return
	}
	to, ok := parseRedirect(c.Redirect)
	switch {
	case !ok:
		writeFault(w, errNoConsent) // it was kept as one that leads here
	case allow:
		redirect(w, r, to, c.State, url.Values{"code": {code}})
	default:
		redirect(w, r, to, c.State, url.Values{"error": {"access_denied"}, "error_description": {"the user said no"}})
	}
}

// redirect sends the browser back with what a client is told (RFC 6749, 4.1.2).
func redirect(w http.ResponseWriter, r *http.Request, to *url.URL, state string, tell url.Values) {
	if state != "" {
		tell.Set("state", state)
	}
	pageHeaders(w)
	http.Redirect(w, r, withQuery(to, tell), http.StatusSeeOther) //nolint:gosec // parseRedirect made it
}

// readDecision reads what a consent page posts: its value, and the button. A
// page of somebody else's cannot post it: it does not know the value, and its
// origin is another one.
func readDecision(r *http.Request) (value string, allow bool, err error) {
	if http.NewCrossOriginProtection().Check(r) != nil {
		return "", false, errForeign
	}
	f, err := readPosted(r)
	if err != nil {
		return "", false, err
	}
	decision := f.Get("decision")
	if decision != "allow" && decision != "deny" {
		return "", false, badRequest("decision has to be allow or deny")
	}
	return f.Get("request"), decision == "allow", nil
}

// errForeign says that another site's page posted a decision.
var errForeign = errors.New("the decision was sent by a page of another site")
