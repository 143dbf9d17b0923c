package diag

import (
	"errors"
	"testing"
)

func edit(start, end int, text string) Edit {
	return Edit{Range{Position{1, start + 1, start}, Position{1, end + 1, end}}, text}
}

func fix(edits ...Edit) Fix { return Fix{Message: "change it", Edits: edits} }

func TestApply(t *testing.T) {
	t.Parallel()
	const src = "0123456789"
	for name, tt := range map[string]struct {
		fixes []Fix
		want  string
	}{
		"nothing":                {nil, src},
		"no edits":               {[]Fix{fix()}, src},
		"replace":                {[]Fix{fix(edit(2, 4, "ab"))}, "01ab456789"},
		"longer and shorter":     {[]Fix{fix(edit(7, 9, "")), fix(edit(0, 1, "abc"))}, "abc1234569"},
		"insert at both ends":    {[]Fix{fix(edit(0, 0, "<"), edit(10, 10, ">"))}, "<0123456789>"},
		"touching":               {[]Fix{fix(edit(4, 6, "b")), fix(edit(2, 4, "a"))}, "01ab6789"},
		"insert before replaced": {[]Fix{fix(edit(2, 4, "a")), fix(edit(2, 2, "<"))}, "01<a456789"},
		"insert after replaced":  {[]Fix{fix(edit(2, 4, "a")), fix(edit(4, 4, ">"))}, "01a>456789"},
		"the same twice":         {[]Fix{fix(edit(2, 4, "a")), fix(edit(2, 4, "a"))}, "01a456789"},
		"all of it":              {[]Fix{fix(edit(0, 10, "日"))}, "日"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Apply([]byte(src), tt.fixes)
			if err != nil || string(got) != tt.want {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestApplyRefusesOverlap(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		fixes []Fix
		want  OverlapError
	}{
		"partly": {
			[]Fix{fix(edit(0, 1, "")), fix(edit(4, 8, "a")), fix(edit(2, 5, "b"))},
			OverlapError{First: 1, Second: 2, At: Position{1, 5, 4}},
		},
		"within": {
			[]Fix{fix(edit(2, 8, "a")), fix(edit(3, 4, "b"))},
			OverlapError{First: 0, Second: 1, At: Position{1, 4, 3}},
		},
		"same place, other text": {
			[]Fix{fix(edit(2, 4, "a")), fix(edit(2, 4, "b"))},
			OverlapError{First: 0, Second: 1, At: Position{1, 3, 2}},
		},
		"insertion within": {
			[]Fix{fix(edit(3, 3, "b")), fix(edit(2, 4, "a"))},
			OverlapError{First: 0, Second: 1, At: Position{1, 4, 3}},
		},
		"two insertions": {
			[]Fix{fix(edit(3, 3, "a")), fix(edit(3, 3, "a"))},
			OverlapError{First: 0, Second: 1, At: Position{1, 4, 3}},
		},
		"one fix with itself": {
			[]Fix{fix(edit(3, 5, "a"), edit(4, 6, "a"))},
			OverlapError{First: 0, Second: 0, At: Position{1, 5, 4}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Apply([]byte("0123456789"), tt.fixes)
			overlap, ok := errors.AsType[*OverlapError](err)
			if !ok || *overlap != tt.want || got != nil {
				t.Errorf("got %q, %+v; want %+v", got, err, tt.want)
			}
		})
	}
}

func TestApplyRefusesEditsThatDoNotFit(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		edit Edit
		want string
	}{
		"unknown":     {Edit{New: "x"}, "a fix does not say which text it changes"},
		"reversed":    {edit(3, 2, ""), "a fix changes bytes 3 to 2 of a file of 4 bytes"},
		"past":        {edit(3, 5, ""), "a fix changes bytes 3 to 5 of a file of 4 bytes"},
		"before":      {edit(-1, 2, ""), "a fix changes bytes -1 to 2 of a file of 4 bytes"},
		"past, empty": {edit(9, 9, ""), "a fix changes bytes 9 to 9 of a file of 4 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Apply([]byte("0123"), []Fix{fix(), fix(tt.edit)})
			fault, ok := errors.AsType[*EditError](err)
			if !ok || fault.Fix != 1 || err.Error() != tt.want || got != nil {
				t.Errorf("got %q, %v; want %s", got, err, tt.want)
			}
		})
	}
}

func TestApplyLeavesTheSource(t *testing.T) {
	t.Parallel()
	src := []byte("0123")
	got, err := Apply(src, nil)
	if err != nil {
		t.Fatal(err)
	}
	got[0] = 'x'
	if string(src) != "0123" {
		t.Error("the result shares memory with the source")
	}
}

// FuzzApply: whatever the edits, either all are made, as if one by one from the
// end of the file, or none.
func FuzzApply(f *testing.F) {
	f.Add([]byte("0123456789"), 2, 4, "a", 4, 4, "b")
	f.Add([]byte("0123"), 0, 3, "", 1, 9, "b")
	f.Fuzz(func(t *testing.T, src []byte, s1, e1 int, n1 string, s2, e2 int, n2 string) {
		first, second := edit(s1, e1, n1), edit(s2, e2, n2)
		got, err := Apply(src, []Fix{fix(second), fix(first)})
		fits := func(s, e int) bool { return 0 <= s && s <= e && e <= len(src) }
		if _, ok := errors.AsType[*EditError](err); ok != (!fits(s1, e1) || !fits(s2, e2)) {
			t.Fatalf("%d-%d and %d-%d in %d bytes: %v", s1, e1, s2, e2, len(src), err)
		} else if ok {
			return
		}
		if s2 < s1 || s1 == s2 && e2 < e1 {
			first, second = second, first
		}
		head, between := first.Range.End.Offset, second.Range.Start.Offset
		same := first == second && first.Range.Start.Offset < head
		var want string
		switch {
		case same:
			want = string(src[:first.Range.Start.Offset]) + first.New + string(src[head:])
		case between < head || first.Range == second.Range:
			if _, ok := errors.AsType[*OverlapError](err); !ok {
				t.Fatalf("%+v and %+v: %q, %v", first, second, got, err)
			}
			return
		default:
			want = string(src[:first.Range.Start.Offset]) + first.New + string(src[head:between]) +
				second.New + string(src[second.Range.End.Offset:])
		}
		if err != nil || string(got) != want {
			t.Fatalf("%+v and %+v: %q, %v; want %q", first, second, got, err, want)
		}
	})
}
