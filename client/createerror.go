package client

import (
	"errors"
	"fmt"

	"github.com/lariat-cli/lariat/vpc"
)

// NameTakenError is a name that another service has. It is an ErrConflict.
type NameTakenError struct {
	Name     string
	Existing vpc.Service
	Older    bool  // Existing was there before the create, as its created_at says
	Err      error // the API's refusal; nil if its reply was lost
	Lost     error // what lost the reply; unless Older, Existing may even be what was created
}

func (e *NameTakenError) Error() string {
	s := fmt.Sprintf("a service named %q exists already, with id %q", e.Name, e.Existing.ID)
	switch {
	case e.Lost != nil && e.Older:
		s += fmt.Sprintf("; it is older than this create, whose reply was lost: %v", e.Lost)
	case e.Lost != nil:
		s += fmt.Sprintf("; it differs from what was asked for, and the reply was lost: %v", e.Lost)
	}
	return s + refusal(e.Err)
}

// Unwrap gives the API's refusal, for its code and request id.
func (e *NameTakenError) Unwrap() error { return e.Err }

// Is makes the error an ErrConflict.
func (e *NameTakenError) Is(target error) bool { return target == ErrConflict }

// TunnelNameTakenError is a name that another tunnel has. It is an ErrConflict.
type TunnelNameTakenError struct {
	Name     string
	Existing vpc.Tunnel
	Err      error // the API's refusal; nil if its reply was lost
	Lost     error // what lost the reply; then Existing is older than the create
}

func (e *TunnelNameTakenError) Error() string {
	s := fmt.Sprintf("a tunnel named %q exists already, with id %q", e.Name, e.Existing.ID)
	if e.Lost != nil {
		s += fmt.Sprintf("; it is older than this create, whose reply was lost: %v", e.Lost)
	}
	return s + refusal(e.Err)
}

// Unwrap gives the API's refusal, for its code and request id.
func (e *TunnelNameTakenError) Unwrap() error { return e.Err }

// Is makes the error an ErrConflict.
func (e *TunnelNameTakenError) Is(target error) bool { return target == ErrConflict }

// TunnelMissingError is a tunnel that a service cannot refer to. It is an
// ErrNotFound.
type TunnelMissingError struct {
	TunnelID string
	Deleted  bool  // it existed once
	Err      error // the API's refusal
}

func (e *TunnelMissingError) Error() string {
	if e.Deleted {
		return fmt.Sprintf("tunnel %q is deleted", e.TunnelID) + refusal(e.Err)
	}
	return fmt.Sprintf("tunnel %q does not exist", e.TunnelID) + refusal(e.Err)
}

// Unwrap gives the API's refusal, for its code and request id.
func (e *TunnelMissingError) Unwrap() error { return e.Err }

// Is makes the error an ErrNotFound.
func (e *TunnelMissingError) Is(target error) bool { return target == ErrNotFound }

// NotCreatedError is a create whose reply was lost, and a list that does not
// show what it makes. The server may still be at it. It is an ErrUnavailable.
type NotCreatedError struct {
	What string // "service" or "tunnel"
	Name string
	Err  error // what lost the reply
}

func (e *NotCreatedError) Error() string {
	return fmt.Sprintf("%s %q is not there yet, as listing shows, but may still appear: %v", e.What, e.Name, e.Err)
}

// Unwrap gives what lost the reply.
func (e *NotCreatedError) Unwrap() error { return e.Err }

// Is makes the error an ErrUnavailable.
func (e *NotCreatedError) Is(target error) bool { return target == ErrUnavailable }

// refusal is the code and request id of an API error, for the end of a line.
func refusal(err error) string {
	api, ok := errors.AsType[*Error](err)
	if !ok {
		return ""
	}
	s := requestID(api.RequestID)
	for _, m := range api.Errors {
		if m.Code != 0 {
			return fmt.Sprintf(" [code: %d]", m.Code) + s
		}
	}
	return s
}
