package client

import "fmt"

// OptionError is a wrong option of New.
type OptionError struct {
	Option string // "base URL"
	Reason string // "names no host"
}

func (e *OptionError) Error() string { return "the " + e.Option + " " + e.Reason }

// IDError is an id that cannot be part of a path. Nothing was sent.
type IDError struct {
	What string // "service", "tunnel", "account"
	ID   string
}

func (e *IDError) Error() string {
	if e.ID == "" {
		return "the " + e.What + " id is empty"
	}
	return fmt.Sprintf("%q is not a %s id", e.ID, e.What)
}
