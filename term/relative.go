package term

import (
	"fmt"
	"time"
)

// Time shows a time: for people with how long ago that was, in a pipe alone.
func (o *Output) Time(t, now time.Time) string {
	text := t.UTC().Format(time.RFC3339)
	if o.IsTerminal() {
		text += " (" + RelativeTime(now, t) + ")"
	}
	return text
}

// RelativeTime says how long before now t was, in the largest whole unit.
func RelativeTime(now, t time.Time) string {
	d := now.Sub(t)
	if d < 0 {
		return "in the future"
	}
	const day = 24 * time.Hour
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{365 * day, "year"}, {30 * day, "month"}, {day, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / unit.length); n == 1 {
			return "1 " + unit.name + " ago"
		} else if n > 1 {
			return fmt.Sprintf("%d %ss ago", n, unit.name)
		}
	}
	return "just now"
}
