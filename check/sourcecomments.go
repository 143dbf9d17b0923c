package check

import (
	"bytes"
	"slices"
	"strings"
)

// reachCalls makes comments count for calls that begin on their lines, or whose
// statements do: what is found in such a call may stand further down.
func (c *Config) reachCalls(list []ignore) {
	type place struct {
		path string
		line int
	}
	about := map[place][]*ignore{}
	for i := range list {
		for _, line := range list[i].lines {
			at := place{list[i].path, line}
			about[at] = append(about[at], &list[i])
		}
	}
	for _, l := range c.Levels {
		if l.Source == nil {
			continue
		}
		for _, u := range slices.Concat(l.Source.Uses, l.Source.Fetches) {
			for _, line := range u.Begin { // 0, 0 where there are no comments
				for _, g := range about[place{u.At.Path, line}] {
					if own := u.At.Range.Start.Line; line > 0 && !slices.Contains(g.lines, own) {
						g.lines = append(g.lines, own)
					}
				}
			}
		}
	}
}

// sourceComments finds the comments of a program that begin with ignoreWord,
// line by line. What looks like one in a text is taken for one: it would have to
// be written so on purpose. Each is about its own line if there is code before
// it, and else about the line of code that comes next.
func sourceComments(data []byte) []comment {
	lines := bytes.SplitAfter(data, []byte("\n"))
	var list []comment
	start := 0
	for i, line := range lines {
		if at := bytes.Index(line, []byte(ignoreWord)); at >= 0 {
			before := strings.TrimRight(string(line[:at]), " \t")
			code := strings.TrimRight(before, "/*")
			if isComment, besideCode := ownComment(before, code); isComment {
				end := start + len(bytes.TrimSuffix(bytes.TrimRight(line, " \t\r\n"), []byte("*/")))
				c := comment{start: start + at, end: end}
				if besideCode {
					c.lines = []int{i + 1}
				} else if next, ok := codeBelow(lines, i); ok {
					c.lines = []int{next}
				}
				list = append(list, c)
			}
		}
		start += len(line)
	}
	return list
}

// ownComment reports whether a comment opens right before the word, or goes on
// there, and whether code stands before it.
func ownComment(before, code string) (isComment, besideCode bool) {
	mark := before[len(code):]
	if strings.TrimSpace(code) == "" {
		return mark != "" && mark != "/", false
	}
	return mark == "//" || strings.HasPrefix(mark, "/*"), true
}

// codeBelow is the number of the line of code that follows on line i, with
// nothing but comments between them.
func codeBelow(lines [][]byte, i int) (int, bool) {
	for j := i + 1; j < len(lines); j++ {
		text := strings.TrimSpace(string(lines[j]))
		switch {
		case text == "":
			return 0, false
		case !strings.HasPrefix(text, "//") && !strings.HasPrefix(text, "/*") && !strings.HasPrefix(text, "*"):
			return j + 1, true
		}
	}
	return 0, false
}
