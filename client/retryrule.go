package client

import (
	"errors"
	"net/http"
)

// repeatable holds the rule for every method: a POST only when nothing can have
// come of it.
func repeatable(r *http.Request, resp *http.Response, err error, unsent bool) bool {
	switch {
	case permanent(err):
		return false
	case resp != nil && resp.StatusCode == http.StatusTooManyRequests:
		return true
	case r.Method == http.MethodPost:
		return unsent
	}
	return unanswered(resp, err)
}

// unanswered reports whether a try ended without a word on its outcome.
func unanswered(resp *http.Response, err error) bool {
	return err != nil || resp.StatusCode >= 500
}

// permanent reports whether the next try would fail in the same way.
func permanent(err error) bool {
	return errors.As(err, new(*ReplyError)) || errors.As(err, new(authError)) || untrusted(err) || declared(err)
}

// declared reports whether a transport says itself that err is permanent.
func declared(err error) bool {
	p, ok := errors.AsType[interface {
		error
		Permanent() bool
	}](err)
	return ok && p.Permanent()
}
