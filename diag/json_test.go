package diag

import (
	"cmp"
	"encoding/json"
	"strings"
	"testing"
)

func TestJSON(t *testing.T) {
	t.Parallel()
	golden(t, ".json", JSON)
}

func TestJSONOfNothingIsAList(t *testing.T) {
	t.Parallel()
	if got := JSON(nil); got != "[]\n" {
		t.Errorf("got %q", got)
	}
}

// FuzzJSON: whatever the texts, the result is JSON that means them, and no
// terminal obeys it.
func FuzzJSON(f *testing.F) {
	f.Add("rule", "path", "a\"},{\"rule\":\"forged", "</script>\u2028")
	f.Add("##[error]", "##vso[x]", "##[debug]", "\\##[")
	f.Add("\x1b[2J", "\xff", "\u202e\U000e0041", "\\")
	f.Fuzz(func(t *testing.T, rule, path, message, text string) {
		got := JSON(fuzzSet(rule, path, message, text))
		if i := strings.IndexFunc(got, hostileButLineFeed); i >= 0 {
			t.Fatalf("%q has a dangerous character at byte %d", got, i)
		}
		if strings.Contains(got, "##[") || strings.Contains(got, "##vso[") {
			t.Fatalf("%q is a command to a runner", got)
		}
		var views []View
		if err := json.Unmarshal([]byte(got), &views); err != nil {
			t.Fatalf("%q: %v", got, err)
		}
		if len(views) != 1 {
			t.Fatalf("%d findings came out of one", len(views))
		}
		v := views[0]
		for _, pair := range [][2]string{
			{v.Rule, rule}, {v.Path, path}, {v.Message, message}, {v.Hint, text},
			{v.Related[0].Path, cmp.Or(text, path)}, {v.Related[0].Message, text},
			{v.Fix.Message, text}, {v.Fix.Edits[0].New, text},
		} {
			if want := valid(pair[1]); pair[0] != want {
				t.Fatalf("got %q, want %q", pair[0], want)
			}
		}
	})
}

// fuzzSet is one finding with the texts in every place.
func fuzzSet(rule, path, message, text string) Set {
	r := Range{Position{1, 2, 1}, Position{1, 3, 2}}
	return Set{{
		Rule: rule, Severity: Error, Path: path, Range: r, Message: message, Hint: text,
		Related: []Related{{Path: text, Range: r, Message: text}},
		Fix:     &Fix{Message: text, Edits: []Edit{{Range: r, New: text}}},
	}}
}

// valid is s as JSON can hold it: each byte that is no UTF-8 is replaced.
func valid(s string) string { return string([]rune(s)) }
