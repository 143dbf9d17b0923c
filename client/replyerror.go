package client

import (
	"fmt"
	"net/http"
	"time"
)

// maxSnippet is how much of a strange body a ReplyError shows.
const maxSnippet = 100

// ReplyError is a reply that is not the API's: HTML, cut off, too large, or
// without what was asked for. It is an ErrUnavailable, or an ErrAuth where a
// gate in front of the API answered with 401 or 403.
type ReplyError struct {
	Method     string
	Path       string
	Status     int
	Reason     string // "is not JSON"
	Snippet    string // how the body begins, in one line that is safe to print
	RequestID  string
	RetryAfter time.Duration // what the server asked for; 0 if it did not
	Challenge  bool          // Cloudflare's firewall wants to see a browser
}

func newReplyError(r *http.Request, resp *http.Response, sent secrets, reason string) *ReplyError {
	return &ReplyError{
		Method:    r.Method,
		Path:      r.URL.EscapedPath(),
		Status:    resp.StatusCode,
		Reason:    reason,
		RequestID: sent.hide(resp.Header.Get("Cf-Ray")),
		Challenge: resp.Header.Get("Cf-Mitigated") == "challenge",
	}
}

func (e *ReplyError) Error() string { return e.line(e.Snippet) }

func (e *ReplyError) line(snippet string) string {
	s := fmt.Sprintf("the reply to %s %s (%s) %s", e.Method, visible(e.Path, maxText), statusText(e.Status), e.Reason)
	if e.Challenge {
		s += "; a firewall challenged the request"
	}
	if snippet != "" {
		s += ": " + snippet
	}
	return s + requestID(e.RequestID)
}

// Is makes the error what its status says of the way to the API. Of what is
// there, as 404 and 409 would, only the API can speak.
func (e *ReplyError) Is(target error) bool {
	if kindOfStatus(e.Status) == ErrAuth {
		return target == ErrAuth
	}
	return target == ErrUnavailable
}
