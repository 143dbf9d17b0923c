package service

import (
	"context"
	"time"
)

// patience is how long a command with its answer in hand waits for a courtesy.
const patience = 300 * time.Millisecond

// courtesy is a call that is made while its owner makes the one that matters.
type courtesy[T any] struct {
	cancel context.CancelFunc
	done   chan struct{}
	result T
}

// meanwhile starts fetch, unless it is not wanted. Whoever calls it defers stop.
func meanwhile[T any](ctx context.Context, wanted bool, fetch func(context.Context) T) *courtesy[T] {
	ctx, cancel := context.WithCancel(ctx) //nolint:gosec // stop calls it
	c := &courtesy[T]{cancel: cancel, done: make(chan struct{})}
	go func() {
		defer close(c.done)
		if wanted {
			c.result = fetch(ctx)
		}
	}()
	return c
}

// value is what fetch has found, for which it gets little more time.
func (c *courtesy[T]) value() T {
	timer := time.AfterFunc(patience, c.cancel)
	defer timer.Stop()
	<-c.done
	return c.result
}

// stop ends the call. Nothing of it goes on when the command is over.
func (c *courtesy[T]) stop() {
	c.cancel()
	<-c.done
}
