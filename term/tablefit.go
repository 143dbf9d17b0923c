package term

import "slices"

// natural returns the width that each column would like, and whether it may be
// shrunk: a column that holds an id may not.
func natural(headers []string, rows [][]Cell) (widths []int, shrinkable []bool) {
	grow := func(column, width int) {
		for len(widths) <= column {
			widths, shrinkable = append(widths, 0), append(shrinkable, true)
		}
		widths[column] = max(widths[column], width)
	}
	for i, h := range headers {
		grow(i, columns(h))
	}
	for _, row := range rows {
		for i, c := range row {
			grow(i, columns(c.text))
			if c.fixed {
				shrinkable[i] = false
			}
		}
	}
	return widths, shrinkable
}

// leaveOut tells which columns to keep: spare ones go, in their order, until
// each of the rest has its width or a legible one.
func leaveOut(headers, spare []string, widths []int, shrinkable []bool, limit int) []bool {
	keep := make([]bool, len(widths))
	need := -len(gutter)
	cost := func(i int) int {
		if shrinkable[i] {
			return min(widths[i], legible) + len(gutter)
		}
		return widths[i] + len(gutter)
	}
	for i := range widths {
		keep[i] = true
		need += cost(i)
	}
	for _, header := range spare {
		if i := slices.Index(headers, header); need > limit && i >= 0 {
			keep[i] = false
			need -= cost(i)
		}
	}
	return keep
}

// kept are the items whose place is kept.
func kept[T any](items []T, keep []bool) []T {
	list := make([]T, 0, len(items))
	for i, item := range items {
		if keep[i] {
			list = append(list, item)
		}
	}
	return list
}

// shrink takes from the widest text column until the table fits into limit
// columns of the terminal. A table that cannot fit overflows rather than
// cutting an id.
func shrink(widths []int, shrinkable []bool, limit int) {
	excess := len(gutter)*(len(widths)-1) - limit
	for _, w := range widths {
		excess += w
	}
	for excess > 0 {
		widest, next := twoWidest(widths, shrinkable)
		if widest < 0 {
			return
		}
		// Down to the next in one step: a name may be a megabyte long.
		step := min(excess, max(1, widths[widest]-next))
		widths[widest] -= step
		excess -= step
	}
}

// twoWidest returns the index of the widest column that can give, or -1, and
// the width of the next, at least minColumn.
func twoWidest(widths []int, shrinkable []bool) (widest, next int) {
	widest, next = -1, minColumn
	for i, w := range widths {
		switch {
		case !shrinkable[i] || w <= minColumn:
		case widest < 0:
			widest = i
		case w > widths[widest]:
			widest, next = i, widths[widest]
		default:
			next = max(next, w)
		}
	}
	return widest, next
}
