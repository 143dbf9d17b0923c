package main

import (
	"testing"
)

func TestSummarize(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		values []int
		want   summary[int]
	}{
		{nil, summary[int]{}},
		{[]int{7}, summary[int]{7, 7, 7, 1}},
		{[]int{9, 1}, summary[int]{1, 1, 9, 2}},
		{[]int{5, 1, 100}, summary[int]{5, 1, 100, 3}},
		{[]int{4, 3, 2, 1}, summary[int]{2, 1, 4, 4}},
	} {
		if got := summarize(tt.values); got != tt.want {
			t.Errorf("%v: got %+v, want %+v", tt.values, got, tt.want)
		}
	}
}

// Every program has all of its runs, however they are spread over the rounds.
func TestDue(t *testing.T) {
	t.Parallel()
	for _, tt := range [][2]int{{40, 40}, {40, 10}, {40, 7}, {3, 1}, {1, 1}, {5, 0}} {
		rounds, runs := tt[0], tt[1]
		n := 0
		for round := range rounds {
			if due(round, rounds, runs) {
				n++
			}
		}
		if n != runs {
			t.Errorf("%d rounds: %d runs, want %d", rounds, n, runs)
		}
	}
}
