package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// envelope is a reply that succeeded, read in one pass. Every key may be null
// or absent (facts/cloudflare-api.md 2.1).
type envelope[T any] struct {
	Success *bool             `json:"success"`
	Result  *T                `json:"result"`
	Errors  []json.RawMessage `json:"errors"`
	Info    pageInfo          `json:"result_info"`
}

// pageInfo is what there is of result_info: connectivity sends none, tunnels
// no total_pages.
type pageInfo struct {
	PerPage    int `json:"per_page"`
	TotalCount int `json:"total_count"`
}

func (e *envelope[T]) ok() bool {
	if e.Success != nil {
		return *e.Success
	}
	return len(e.Errors) == 0 && e.Result != nil
}

// failure is a reply that failed, in any of the shapes seen.
type failure struct {
	Success  *bool         `json:"success"`
	Errors   []wireMessage `json:"errors"`
	Messages []wireMessage `json:"messages"`

	// Some servers in front of the API answer {"error":"...","code":N}
	// (facts/wrangler.md 4.5).
	Error json.RawMessage `json:"error"`
	Code  int             `json:"code"`
}

type wireMessage struct {
	Code             int    `json:"code"`
	Message          string `json:"message"`
	DocumentationURL string `json:"documentation_url"`
	Source           struct {
		Pointer string `json:"pointer"`
	} `json:"source"`
	Chain []wireMessage `json:"error_chain"`
}

// decode reads a reply that must have a result.
func decode[T any](r *reply) (*envelope[T], error) {
	e, err := open[T](r)
	if err == nil && e.Result == nil {
		return nil, r.strange("has no result")
	}
	return e, err
}

// open reads a reply whose result may be null. All else is an *Error, or a
// *ReplyError if it is not the API that speaks.
func open[T any](r *reply) (*envelope[T], error) {
	data := contents(r.Response)
	if r.StatusCode < 200 || r.StatusCode > 299 {
		return nil, r.refusal(data)
	}
	var e envelope[T]
	if err := json.Unmarshal(data, &e); err != nil || !e.ok() {
		return nil, r.refusal(data)
	}
	return &e, nil
}

// refusal finds out what a reply says that is not a success.
func (r *reply) refusal(data []byte) error {
	if len(bytes.TrimSpace(data)) == 0 {
		if r.StatusCode >= 400 {
			return r.refuse(failure{})
		}
		return r.strange("is empty")
	}
	var f failure
	if reason := readFailure(data, &f); reason != "" {
		return r.strange(reason)
	}
	list := f.errors()
	switch {
	case len(list) > 0, r.StatusCode >= 400, f.Success != nil && !*f.Success:
		f.Errors = list
		return r.refuse(f)
	case f.Success != nil:
		return r.strange("has a result of another shape")
	}
	return r.strange("is not one of the API's")
}

// readFailure reads what it can. Fields of another type than expected are left
// empty; a reply that is no JSON object gets a reason.
func readFailure(data []byte, f *failure) string {
	err := json.Unmarshal(data, f)
	if errors.As(err, new(*json.SyntaxError)) {
		if cut := json.NewDecoder(bytes.NewReader(data)).Decode(new(json.RawMessage)); errors.Is(cut, io.ErrUnexpectedEOF) {
			return "is cut off"
		}
		return "is not JSON"
	}
	if bytes.TrimSpace(data)[0] != '{' {
		return "is not one of the API's"
	}
	return ""
}

// errors are the entries of whichever shape the failure has.
func (f *failure) errors() []wireMessage {
	if len(f.Errors) > 0 || len(f.Error) == 0 || string(f.Error) == "null" {
		return f.Errors
	}
	m := wireMessage{Code: f.Code}
	if json.Unmarshal(f.Error, &m.Message) != nil {
		_ = json.Unmarshal(f.Error, &m) // what fits, fits
	}
	return []wireMessage{m}
}

func (r *reply) strange(reason string) error {
	e := newReplyError(r.request, r.Response, r.sent, reason)
	e.Snippet = visible(strings.Join(strings.Fields(r.sent.hideBody(contents(r.Response))), " "), maxSnippet)
	e.RetryAfter, _ = parseRetryAfter(r.Header.Get("Retry-After"), r.at)
	return e
}

func (r *reply) refuse(f failure) error {
	after, _ := parseRetryAfter(r.Header.Get("Retry-After"), r.at)
	return &Error{
		Method:     r.request.Method,
		Path:       r.request.URL.EscapedPath(),
		Status:     r.StatusCode,
		Errors:     r.messages(f.Errors),
		Messages:   r.messages(f.Messages),
		RequestID:  r.sent.hide(r.Header.Get("Cf-Ray")),
		RetryAfter: after,
		Renewal:    r.renewal,
	}
}

func (r *reply) messages(list []wireMessage) []Message {
	var out []Message
	for _, m := range list {
		out = append(out, Message{
			Code:             m.Code,
			Message:          r.sent.hide(m.Message),
			DocumentationURL: r.sent.hide(m.DocumentationURL),
			Pointer:          r.sent.hide(m.Source.Pointer),
			Chain:            r.messages(m.Chain),
		})
	}
	return out
}
