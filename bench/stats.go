package main

import (
	"cmp"
	"slices"
)

// summary describes a series of measurements.
type summary[T cmp.Ordered] struct {
	median, least, most T
	n                   int
}

// summarize sorts the values in place. Of an even number of values the lower
// of the two in the middle is the median, so that it is a value that was seen.
func summarize[T cmp.Ordered](values []T) summary[T] {
	if len(values) == 0 {
		return summary[T]{}
	}
	slices.Sort(values)
	n := len(values)
	return summary[T]{median: values[(n-1)/2], least: values[0], most: values[n-1], n: n}
}
