package oauth

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html"
	"io"
	"net/http"
	"strconv"
)

// style is the one thing that the pages load, and the policy names it by its
// hash.
const style = ":root{color-scheme:light dark}" +
	"body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1rem}"

// writeOutcome shows how a login went.
func writeOutcome(w http.ResponseWriter, err error) {
	switch {
	case err == nil:
		writePage(w, http.StatusOK, "You are logged in", "Go back to the terminal. You can close this tab.")
	case denied(err):
		writePage(w, http.StatusForbidden, "The login was denied", "Nothing was stored. You can close this tab.")
	default:
		writePage(w, http.StatusBadGateway, "The login failed", "Why: "+reason(err)+". You can close this tab.")
	}
}

func reason(err error) string {
	if errors.Is(err, context.Canceled) {
		return "lariat was interrupted"
	}
	return err.Error()
}

// denied says whether a person said no.
func denied(err error) bool {
	e, ok := errors.AsType[*RefusedError](err)
	return ok && e.Denied()
}

// writePage writes a page that runs nothing, tells nobody about its address,
// which holds the code, and is not kept.
func writePage(w http.ResponseWriter, status int, title, text string) {
	title, text = html.EscapeString(title), html.EscapeString(text)
	page := "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">" +
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">" +
		"<title>lariat: " + title + "</title><style>" + style + "</style></head>\n" +
		"<body><h1>" + title + "</h1><p>" + text + "</p></body></html>\n"
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(page)))
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+styleHash()+
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, page)
	_ = http.NewResponseController(w).Flush() // the server is closed soon
}

func styleHash() string {
	sum := sha256.Sum256([]byte(style))
	return base64.StdEncoding.EncodeToString(sum[:])
}
