// Package suggest finds the word that was probably meant, or may come next. It
// imports nothing but the standard library.
package suggest

import "strings"

// Nearest returns the candidate closest to input, and whether one is close
// enough to be worth saying: within a third of its length, at least one edit,
// ignoring case. The first of equally close candidates wins.
func Nearest(input string, candidates []string) (string, bool) {
	in := []rune(strings.ToLower(input))
	best, bestDistance := "", -1
	for _, c := range candidates {
		word := []rune(strings.ToLower(c))
		limit := max(1, max(len(in), len(word))/3)
		if len(in) == 0 || abs(len(in)-len(word)) > limit {
			continue
		}
		if d := distance(in, word); d <= limit && (bestDistance < 0 || d < bestDistance) {
			best, bestDistance = c, d
		}
	}
	return best, bestDistance >= 0
}

// distance counts insertions, deletions, substitutions and swaps of neighbours.
func distance(a, b []rune) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(row[j]+1, last[j+1]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }
