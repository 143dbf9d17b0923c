package client

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"time"
)

// Request is one request of the API, before credentials are added. It may be
// shown instead of sent.
type Request struct {
	Method string
	URL    string
	Body   []byte // JSON; nil where there is none
}

// collection is the path of something that belongs to the account.
func (c *Client) collection(rest string) (string, error) {
	account, err := segment("account", c.account)
	return "/accounts/" + account + rest, err
}

// member is the path of one thing of a collection.
func (c *Client) member(rest, what, id string) (string, error) {
	path, err := c.collection(rest)
	if err != nil {
		return "", err
	}
	id, err = segment(what, id)
	return path + "/" + id, err
}

// segment escapes an id for a path. Escaping leaves dots alone, so the two
// segments that would climb are refused.
func segment(what, id string) (string, error) {
	if id == "" || id == "." || id == ".." {
		return "", &IDError{what, id}
	}
	return url.PathEscape(id), nil
}

// request makes a Request of a path and a payload, which may be nil.
func (c *Client) request(method, path string, payload any) (Request, error) {
	if c.invalid != nil {
		return Request{}, c.invalid
	}
	rq := Request{Method: method, URL: c.base + path}
	if payload == nil {
		return rq, nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(payload); err != nil {
		return Request{}, err
	}
	rq.Body = bytes.TrimRight(b.Bytes(), "\n")
	return rq, nil
}

// bound starts the clock of one exported operation. One within another ends
// with it, at the earlier deadline.
func (c *Client) bound(ctx context.Context) (context.Context, context.CancelFunc) {
	if c.timeout <= 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, c.timeout)
}

// reply is an HTTP reply of any status, with the request it answers.
type reply struct {
	request *http.Request
	*http.Response
	at      time.Time
	sent    secrets
	renewal error // of credentials that it rejects
}

// send sends rq through the chain. Its errors are final.
func (c *Client) send(ctx context.Context, rq Request, t *trail) (*reply, error) {
	ctx = context.WithValue(ctx, trailKey{}, t)
	r, err := http.NewRequestWithContext(ctx, rq.Method, rq.URL, bytes.NewReader(rq.Body))
	if err != nil {
		return nil, err
	}
	if rq.Body == nil {
		r.Body, r.GetBody = nil, nil
	} else {
		r.Header.Set("Content-Type", "application/json")
	}
	if err := ctx.Err(); err != nil {
		return nil, finish(r, err, 0, 0) // not every transport looks
	}
	resp, err := c.http.Do(r) //nolint:bodyclose // limit has read and closed it
	if err != nil {
		return nil, final(r, err, t.sent)
	}
	return &reply{r, resp, c.clock.now(), t.sent, t.renewal}, nil
}

// final takes off what http.Client wraps around the chain's errors, and gives
// its own ones a form. What a transport's error quotes may be an echo.
func final(r *http.Request, err error, sent secrets) error {
	if wrapped, ok := err.(*url.Error); ok { //nolint:errorlint // the outermost alone is http.Client's
		err = wrapped.Err
	}
	switch known := err.(type) { //nolint:errorlint // as above
	case authError:
		return known.error
	case *TransportError:
		known.Err = sent.cover(known.Err)
		return known
	case *ReplyError, *RedirectError:
		return err
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	return finish(r, sent.cover(err), 1, 0) // for example, a Location that cannot be parsed
}
