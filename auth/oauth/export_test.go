package oauth

import "net/http"

// Description is description, for its fuzz target.
func Description(text string, secrets []string) string { return description(text, secrets) }

// NewCallback is a callback whose listeners are the test's own affair.
func NewCallback(host, state string) http.Handler { return newCallback(host, state, nil) }
