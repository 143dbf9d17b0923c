package client

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
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
// try which did it: then "not found" is what success looks like. If it fails, it
// reports whether the thing may be gone all the same.
func (c *Client) remove(ctx context.Context, rq Request) (lost bool, err error) {
	var t trail
	r, err := c.send(ctx, rq, &t)
	if err != nil {
		return inDoubt(&t, err), err
	}
	if r.StatusCode/100 == 2 && len(contents(r.Response)) == 0 {
		return false, nil // 204 in some deployments
	}
	_, err = open[json.RawMessage](r)
	if err == nil || t.lost && errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return inDoubt(&t, err), err
}

// post sends a POST, as write does. It takes two thirds of the time that is
// left, so that a server gone mute leaves enough of it to find out.
func post[T any](ctx context.Context, c *Client, rq Request, id func(T) string) (result T, lost bool, err error) {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(deadline)*2/3)
		defer cancel()
	}
	return write(ctx, c, rq, id)
}

// write sends what makes or changes a thing, and reads that. If it fails, it
// reports whether it may have had its effect all the same.
func write[T any](ctx context.Context, c *Client, rq Request, id func(T) string) (result T, lost bool, err error) {
	var t trail
	r, err := c.send(ctx, rq, &t)
	if err == nil {
		result, err = single(r, id)
	}
	return result, err != nil && inDoubt(&t, err), err
}

// one reads the thing of the wanted id, or whichever there is where that is "".
// Another one in its place is no answer: what is changed or deleted next would
// not be what was asked for.
func one[T any](ctx context.Context, c *Client, rq Request, wanted string, id func(T) string) (result T, err error) {
	r, err := c.send(ctx, rq, &trail{})
	if err != nil {
		return result, err
	}
	item, err := single(r, id)
	if err == nil && wanted != "" && !strings.EqualFold(id(item), wanted) {
		return result, r.strange("is about another id, " + strconv.Quote(visible(id(item), 80)))
	}
	return item, err
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
