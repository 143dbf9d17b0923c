package term

import (
	"testing"
	"time"
)

func TestRelativeTime(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	for _, tt := range []struct {
		ago  time.Duration
		want string
	}{
		{0, "just now"},
		{59 * time.Second, "just now"},
		{-59 * time.Second, "just now"}, // the server's clock is ahead
		{time.Minute, "1 minute ago"},
		{3*time.Minute + 59*time.Second, "3 minutes ago"},
		{59 * time.Minute, "59 minutes ago"},
		{time.Hour, "1 hour ago"},
		{23 * time.Hour, "23 hours ago"},
		{day, "1 day ago"},
		{29 * day, "29 days ago"},
		{30 * day, "1 month ago"},
		{364 * day, "12 months ago"},
		{365 * day, "1 year ago"},
		{800 * day, "2 years ago"},
		{-time.Minute, "in 1 minute"},
		{-3 * time.Hour, "in 3 hours"},
		{-400 * day, "in 1 year"},
	} {
		if got := RelativeTime(now, now.Add(-tt.ago)); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.ago, got, tt.want)
		}
	}
}

func TestOutputTime(t *testing.T) {
	t.Parallel()
	made := time.Date(2026, 3, 1, 13, 0, 0, 0, time.FixedZone("CET", 3600))
	now := made.Add(3 * time.Minute)
	for tty, want := range map[bool][2]string{
		true:  {"2026-03-01T12:00:00Z (3 minutes ago)", "3 minutes ago"},
		false: {"2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"},
	} {
		s, _, _ := Buffers("", tty, 80)
		if got := [2]string{s.Out.Time(made, now), s.Out.Age(made, now)}; got != want {
			t.Errorf("terminal %v: %q, want %q", tty, got, want)
		}
		if none := s.Out.Time(time.Time{}, now) + s.Out.Age(time.Time{}, now); none != "" {
			t.Errorf("terminal %v: no time is %q", tty, none)
		}
	}
}
