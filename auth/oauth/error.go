package oauth

import (
	"errors"
	"fmt"
	"time"
)

// ErrNoClientID says that there is no client id to log in with.
var ErrNoClientID = errors.New("no OAuth client id")

// RefusedError is the server's answer that there is no token: a person denied
// it, or a code or refresh token is not good (any more). Only a new login helps.
type RefusedError struct {
	Code        string // of RFC 6749 and 8628: "invalid_grant", "access_denied"
	Description string // the server's text without control characters; "" if it gave none that can be shown
	Status      int    // HTTP; 0 where the answer came through the browser
}

func (e *RefusedError) Error() string {
	if e.Description == "" {
		return fmt.Sprintf("the login server refused: %s", e.Code)
	}
	return fmt.Sprintf("the login server refused: %s (%s)", e.Description, e.Code)
}

// Denied says that a person said no.
func (e *RefusedError) Denied() bool { return e.Code == "access_denied" }

// UnavailableError says that nothing is known: the server could not be reached,
// is in trouble, or something in between answered for it. Tokens may be as good
// as they were.
type UnavailableError struct {
	Server string // its origin
	Reason string // a short text that holds nothing from the network
	Status int    // HTTP; 0 where there was no reply
	Err    error  // the cause, where its text is the system's; else nil
}

func (e *UnavailableError) Error() string { return e.Server + ": " + e.Reason }

// Unwrap gives the cause.
func (e *UnavailableError) Unwrap() error { return e.Err }

// TimeoutError says that nobody answered in the browser in time.
type TimeoutError struct{ Limit time.Duration }

func (e *TimeoutError) Error() string {
	return fmt.Sprintf("nobody finished the login in the browser within %s", e.Limit.Round(100*time.Millisecond))
}

// ResponseError says that an answer that came through the browser cannot be
// this login's, although it knew its state.
type ResponseError struct{ Reason string }

func (e *ResponseError) Error() string { return "the answer from the browser " + e.Reason }

// ListenError says that the callback could not be listened for.
type ListenError struct {
	Addr string
	Err  error
}

func (e *ListenError) Error() string { return fmt.Sprintf("could not listen on %s: %s", e.Addr, e.Err) }

// Unwrap gives the cause.
func (e *ListenError) Unwrap() error { return e.Err }
