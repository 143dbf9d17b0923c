package client

import (
	"context"
	"time"
)

// WithClock gives the retry loop another time and chance.
func WithClock(now func() time.Time, sleep func(context.Context, time.Duration) error, random func() float64) Option {
	return func(s *settings) { s.clock = clock{now, sleep, random} }
}
