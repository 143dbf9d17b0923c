package client

import (
	"context"
	"math/rand/v2"
	"time"
)

// clock is time and chance as the retry loop sees them; tests bring their own.
type clock struct {
	now    func() time.Time
	sleep  func(context.Context, time.Duration) error // the context's error if it ends first
	random func() float64                             // in [0, 1)
}

func systemClock() clock { return clock{now: time.Now, sleep: sleep, random: rand.Float64} }

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
