package diag

import (
	"errors"
	"slices"
	"testing"
)

func at(path string, offset int, rule, message string) Finding {
	return Finding{
		Rule: rule, Severity: Warning, Path: path, Message: message,
		Range: Range{Start: Position{1, offset + 1, offset}, End: Position{1, offset + 2, offset + 1}},
	}
}

func TestSetSorted(t *testing.T) {
	t.Parallel()
	a, b, c := at("a", 9, "r", "m"), at("b", 1, "r", "m"), at("b", 1, "s", "m")
	d := at("b", 1, "s", "n")
	s := Set{d, c, b, a, c}
	got := s.Sorted()
	want := []string{a.String(), b.String(), c.String(), d.String()}
	var lines []string
	for _, f := range got {
		lines = append(lines, f.String())
	}
	if !slices.Equal(lines, want) {
		t.Errorf("got %q, want %q", lines, want)
	}
	if len(s) != 5 || s[0].Message != "n" {
		t.Error("Sorted changed the set")
	}
}

func TestSetIsAnError(t *testing.T) {
	t.Parallel()
	if err := (Set{}).Err(); err != nil {
		t.Errorf("an empty set is an error: %v", err)
	}
	var s Set
	s.Add(at("b", 1, "r", "second"), at("a", 1, "r", "first"))
	err := s.Err()
	var got Set
	if !errors.As(err, &got) || len(got) != 2 {
		t.Fatalf("the set is not in the error: %v", err)
	}
	if want := "a:1:2: warning: first [r] (and 1 more)"; err.Error() != want {
		t.Errorf("got %q, want %q", err, want)
	}
}
