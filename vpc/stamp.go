package vpc

import "time"

// stamp reads a time that may be null or empty, which is the zero time.
type stamp struct{ time.Time }

func (s *stamp) UnmarshalJSON(data []byte) error {
	if string(data) == `""` {
		return nil
	}
	return s.Time.UnmarshalJSON(data) // null leaves it alone
}

// orNil is the time for a field that has nil for none.
func (s stamp) orNil() *time.Time {
	if s.IsZero() {
		return nil
	}
	return &s.Time
}
