package client

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// None of the calls below bounds its context: the exported operations do, once
// for all that they send.

// fetch sends rq and reads its result.
func fetch[T any](ctx context.Context, c *Client, rq Request) (*envelope[T], error) {
	r, err := c.send(ctx, rq, &trail{})
	if err != nil {
		return nil, err
	}
	return decode[T](r)
}

// remove sends a DELETE. Where an earlier try's reply was lost, it may be that
// try which did it: then "not found" is what success looks like.
func (c *Client) remove(ctx context.Context, rq Request) error {
	var t trail
	r, err := c.send(ctx, rq, &t)
	if err != nil {
		return err
	}
	if r.StatusCode/100 == 2 && len(contents(r.Response)) == 0 {
		return nil // 204 in some deployments
	}
	_, err = open[json.RawMessage](r)
	if t.lost && errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// post sends a POST and reads its result. If it fails, it reports whether the
// reply was lost: then something may have been created.
//
// It takes two thirds of the time that is left, so that a server gone mute
// leaves enough of it to find out.
func post[T any](ctx context.Context, c *Client, rq Request, id func(T) string) (result T, lost bool, err error) {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(deadline)*2/3)
		defer cancel()
	}
	var t trail
	r, err := c.send(ctx, rq, &t)
	if err != nil {
		return result, t.lost || errors.As(err, new(*RedirectError)), err
	}
	result, err = single(r, id)
	if err != nil {
		strange := errors.As(err, new(*ReplyError)) && r.StatusCode < http.StatusBadRequest
		return result, t.lost || strange, err
	}
	return result, false, nil
}

// one sends rq and reads one thing.
func one[T any](ctx context.Context, c *Client, rq Request, id func(T) string) (result T, err error) {
	r, err := c.send(ctx, rq, &trail{})
	if err != nil {
		return result, err
	}
	return single(r, id)
}

// single reads a reply that must have one thing with an id as its result.
func single[T any](r *reply, id func(T) string) (result T, err error) {
	e, err := decode[T](r)
	if err != nil {
		return result, err
	}
	if id(*e.Result) == "" {
		return result, r.strange("has a result without an id")
	}
	return *e.Result, nil
}
