package term

import (
	"fmt"
	"time"
)

// Time shows a time: for people with how long ago that was, in a pipe alone. The
// zero time is none.
func (o *Output) Time(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	text := t.UTC().Format(time.RFC3339)
	if o.IsTerminal() {
		text += " (" + RelativeTime(now, t) + ")"
	}
	return text
}

// Age is Time for the cell of a table, where people read how long ago alone.
func (o *Output) Age(t, now time.Time) string {
	if t.IsZero() || !o.IsTerminal() {
		return o.Time(t, now)
	}
	return RelativeTime(now, t)
}

// RelativeTime says how long before now t was, or how long after, in the
// largest whole unit. Less than a minute is "just now" on either side: the clock
// of a server that made t may be ahead of ours.
func RelativeTime(now, t time.Time) string {
	switch d := now.Sub(t); {
	case d > -time.Minute && d < time.Minute:
		return "just now"
	case d < 0:
		return "in " + span(-d)
	default:
		return span(d) + " ago"
	}
}

// span is a duration of a minute or more in its largest whole unit; a month has
// 30 days and a year 365.
func span(d time.Duration) string {
	const day = 24 * time.Hour
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{365 * day, "year"}, {30 * day, "month"}, {day, "day"}, {time.Hour, "hour"}} {
		if d >= unit.length {
			return plural(int(d/unit.length), unit.name)
		}
	}
	return plural(int(d/time.Minute), "minute")
}

func plural(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}
