package suggest

import (
	"slices"
	"strings"
)

// InList returns what a comma-separated list of words, typed up to its last
// comma, may go on to: the list with each word that it does not have yet.
func InList(typed string, words []string) []string {
	head := typed[:strings.LastIndexByte(typed, ',')+1]
	given := strings.Split(head, ",")
	var lists []string
	for _, word := range words {
		if !slices.Contains(given, word) {
			lists = append(lists, head+word)
		}
	}
	return lists
}
