package client

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// maxText is how much of a text from the network an error prints, in bytes.
const maxText = 500

// Error is a refusal by the API. It is one of the sentinels where its codes,
// or else its status, say so.
type Error struct {
	Method     string
	Path       string // without the base URL's host
	Status     int    // the HTTP status
	Errors     []Message
	Messages   []Message
	RequestID  string        // the Ray id, for Cloudflare's support
	RetryAfter time.Duration // what the server asked for; 0 if it did not

	// Renewal is why credentials that were refused could not be replaced; nil if
	// nobody tried. It is no part of what the error says or is.
	Renewal error
}

// Message is one entry of an envelope's errors or messages. Its text is as the
// server sent it, echoed credentials aside; it may hold control characters.
type Message struct {
	Code             int
	Message          string
	DocumentationURL string
	Pointer          string    // the JSON pointer to what is wrong in the request
	Chain            []Message // what led to it, outermost first
}

// Error is one line: every message with its code and chain, and the request id.
// Where no error has a text, it says what was asked and what else was said.
func (e *Error) Error() string {
	parts := texts(e.Errors)
	if len(parts) == 0 {
		said := texts(e.Messages)
		s := fmt.Sprintf("%s %s: %s", e.Method, visible(e.Path, maxText), statusText(e.Status))
		if e.Status < http.StatusBadRequest {
			s += ", but the reply says that it failed"
			if len(said) == 0 {
				s += " and not why"
			}
		}
		parts = append([]string{s}, said...)
	}
	return visible(strings.Join(parts, "; "), 4*maxText) + requestID(e.RequestID)
}

func texts(list []Message) []string {
	parts := make([]string, 0, len(list))
	for _, m := range list {
		if text := m.text(0); text != "" {
			parts = append(parts, text)
		}
	}
	return parts
}

// Is makes the error what its codes say.
func (e *Error) Is(target error) bool {
	kind := e.kind()
	return kind != nil && kind == target
}

// HasCode reports whether code is among the errors, chains included.
func (e *Error) HasCode(code int) bool { return hasCode(e.Errors, code) }

func hasCode(list []Message, code int) bool {
	for _, m := range list {
		if m.Code == code || hasCode(m.Chain, code) {
			return true
		}
	}
	return false
}

func (e *Error) kind() error {
	if known, kind := kindOfList(e.Errors, e.Path); known {
		return kind
	}
	return kindOfStatus(e.Status)
}

// kindOfList takes the first code that is known, a message before its chain.
func kindOfList(list []Message, path string) (known bool, kind error) {
	for _, m := range list {
		if known, kind := kindOf(m.Code, path); known {
			return true, kind
		}
		if known, kind := kindOfList(m.Chain, path); known {
			return true, kind
		}
	}
	return false, nil
}

// text is the message with its code, then its chain to a sensible depth.
func (m Message) text(depth int) string {
	s := visible(m.Message, maxText)
	if m.Code != 0 {
		s = strings.TrimSpace(fmt.Sprintf("%s [code: %d]", s, m.Code))
	}
	if depth >= 4 {
		return s
	}
	for _, c := range m.Chain {
		s += ": " + c.text(depth+1)
	}
	return s
}

func statusText(status int) string {
	return strings.TrimSpace(fmt.Sprintf("HTTP %d %s", status, http.StatusText(status)))
}

func requestID(id string) string {
	if id == "" {
		return ""
	}
	return " (request id " + visible(id, 80) + ")"
}

// RequestID is the id under which Cloudflare knows the request that err is
// about, or "" where no reply gave one.
func RequestID(err error) string {
	id, _ := replied(err)
	return id
}

// RetryAfter is how long the server asked to wait, or 0 if it did not.
func RetryAfter(err error) time.Duration {
	_, after := replied(err)
	return after
}

func replied(err error) (requestID string, after time.Duration) {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.RequestID, e.RetryAfter
	}
	if e, ok := errors.AsType[*ReplyError](err); ok {
		return e.RequestID, e.RetryAfter
	}
	return "", 0
}
