package backend

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page and its style are files
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
)

//go:embed consent.html
var consentHTML string

//go:embed consent.css
var consentCSS string

// webPage is what a browser is shown: a question, or how one ended.
type webPage struct {
	Title, Text string

	Request  string // the one-time value of a question; empty for what is none
	Action   string // where the decision goes
	Client   string
	ClientID string
	Where    string // who gets the answer
	Email    string
	Scopes   []scope
	Accounts []Account

	AskCode bool // show a field for the code of a device
}

// Style is the page's, which its policy allows by its hash.
func (webPage) Style() template.CSS { return template.CSS(consentCSS) } //nolint:gosec // a file of ours

// writeConsent asks the user for a decision.
func (h *handler) writeConsent(w http.ResponseWriter, r *http.Request, c consent, where string) {
	list, err := parseScopes(c.Scopes)
	if err != nil {
		writeFault(w, err)
		return
	}
	accounts, err := h.store.Accounts(r.Context())
	if err != nil {
		writeFault(w, err)
		return
	}
	client, _ := findClient(c.Client)
	p := webPage{
		Title: "Log in to the embedded backend", Action: authPath, Client: client.Name, ClientID: client.ID,
		Where: where, Email: localUser, Scopes: list, Accounts: accounts,
	}
	if c.Device != nil {
		p.Action = devicePath
	}
	if p.Request, err = h.store.ask(r.Context(), c); err != nil {
		writeFault(w, err)
		return
	}
	writePage(w, http.StatusOK, p)
}

// writeFault tells a person in a browser what went wrong.
func writeFault(w http.ResponseWriter, err error) {
	status, text := http.StatusBadRequest, err.Error()
	e, ok := errors.AsType[*oauthError](err)
	switch {
	case ok:
		text = e.about
	case errors.Is(err, errForeign):
		status = http.StatusForbidden
	case !errors.Is(err, errNoConsent) && !errors.Is(err, errNoDevice):
		fault := asAPIError(w, err)
		status, text = fault.status, fault.msg
	}
	writePage(w, status, webPage{Title: "This did not work", Text: text})
}

func writePage(w http.ResponseWriter, status int, p webPage) {
	t, err := template.New("page").Parse(consentHTML)
	var text bytes.Buffer
	if err == nil {
		err = t.Execute(&text, p)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	pageHeaders(w)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // a reader that has gone needs no page
}

// pageHeaders keep the page out of frames and caches, and from running or
// fetching anything. The policy has no form-action: browsers hold that against
// where the client leads on to, as well. A Referer of no-referrer would make
// the Origin of the decision null.
func pageHeaders(w http.ResponseWriter) {
	sum := sha256.Sum256([]byte(consentCSS))
	style := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	h := w.Header()
	h.Set("Content-Security-Policy",
		"default-src 'none'; style-src "+style+"; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Frame-Options", "DENY")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
}
