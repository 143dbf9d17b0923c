package diag

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

// naive is the definition of a position, in the words of Position's comment.
func naive(src []byte, offset int) Position {
	start := 0
	if bytes.HasPrefix(src, []byte(utf8BOM)) {
		start = min(len(utf8BOM), offset)
	}
	before := src[start:offset]
	lineStart := bytes.LastIndexByte(before, '\n') + 1
	return Position{
		Line:   bytes.Count(before, []byte("\n")) + 1,
		Column: utf8.RuneCount(before[lineStart:]) + 1,
		Offset: offset,
	}
}

func TestIndexPosition(t *testing.T) {
	t.Parallel()
	for name, src := range map[string]string{
		"empty":     "",
		"one line":  "abc",
		"lines":     "a\n\nbc\r\nd",
		"wide":      "日本\n\tè́ x",
		"bom":       "\xef\xbb\xbfab\ncd",
		"long line": strings.Repeat("é", 500) + "\n" + strings.Repeat("x", 200),
		"one step":  strings.Repeat("y", indexStep),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x := NewIndex([]byte(src))
			for off := 0; off <= len(src); off++ {
				if off < len(src) && !utf8.RuneStart(src[off]) {
					continue
				}
				if got, want := x.Position(off), naive([]byte(src), off); got != want {
					t.Fatalf("Position(%d) = %+v, want %+v", off, got, want)
				}
			}
		})
	}
}

func TestIndexClamps(t *testing.T) {
	t.Parallel()
	x := NewIndex([]byte("ab\ncd"))
	if got := x.Position(-4); got != (Position{1, 1, 0}) {
		t.Errorf("before the file: %+v", got)
	}
	if got := x.Position(99); got != (Position{2, 3, 5}) {
		t.Errorf("after the file: %+v", got)
	}
}

func FuzzIndex(f *testing.F) {
	f.Add([]byte("\xef\xbb\xbfa\nb"), 4)
	f.Add([]byte(strings.Repeat("日", 100)), 150)
	f.Fuzz(func(t *testing.T, src []byte, offset int) {
		if !utf8.Valid(src) || offset < 0 || offset > len(src) {
			t.Skip()
		}
		if offset < len(src) && !utf8.RuneStart(src[offset]) {
			t.Skip()
		}
		if got, want := NewIndex(src).Position(offset), naive(src, offset); got != want {
			t.Fatalf("Position(%d) of %q = %+v, want %+v", offset, src, got, want)
		}
	})
}
