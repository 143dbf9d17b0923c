package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
)

// UncertainError is a create, a change or a deletion of which it is unknown
// whether it took place. It is context.Canceled if the caller ended it, else an
// ErrUnavailable.
type UncertainError struct {
	What  string // "service" or "tunnel"
	ID    string // empty for a create
	Name  string // empty where the request names the id alone
	Done  string // "created", "changed" or "deleted"
	Err   error  // what lost the reply
	Check error  // why it could not be found out; nil where that was not tried
}

// Doubt says what is unknown, without why.
func (e *UncertainError) Doubt() string {
	return fmt.Sprintf("it is unknown whether %s %q was %s", e.What, cmp.Or(e.Name, e.ID), e.Done)
}

func (e *UncertainError) Error() string {
	s := fmt.Sprintf("%s: %v", e.Doubt(), e.Err)
	switch check, _ := errors.AsType[*ReplyError](e.Check); {
	case e.Check == nil, errors.Is(e.Err, context.Canceled):
	case check != nil: // most likely the same page again
		s += "; and looking for it failed: " + check.line("")
	default:
		s += fmt.Sprintf("; and looking for it failed: %v", e.Check)
	}
	return s
}

// Unwrap gives what lost the reply; the failed look-up instead where the caller
// ended that, so that the error is not unavailable and cancelled at once.
func (e *UncertainError) Unwrap() error {
	if errors.Is(e.Check, context.Canceled) {
		return e.Check
	}
	return e.Err
}

// Is makes the error an ErrUnavailable unless the caller ended it.
func (e *UncertainError) Is(target error) bool {
	return target == ErrUnavailable && !errors.Is(e.Unwrap(), context.Canceled)
}

// inDoubt reports whether a request that failed with err may have had its
// effect all the same. Where an earlier try's reply was lost, the API's refusal
// of a later one is about the same request, and tells.
func inDoubt(t *trail, err error) bool {
	api, ok := errors.AsType[*Error](err)
	if ok && api.Status < http.StatusInternalServerError && api.Status != http.StatusTooManyRequests {
		return false
	}
	strange, ok := errors.AsType[*ReplyError](err)
	return t.lost || ok && strange.Status < http.StatusBadRequest || errors.As(err, new(*RedirectError))
}
