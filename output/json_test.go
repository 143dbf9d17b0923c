package output

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/internal/safetext"
	"github.com/lariat-cli/lariat/term"
)

type part struct {
	Deep []int `json:"deep"`
}

type tree struct {
	part                          // its fields are promoted, although its name is not exported
	List     []string             `json:"list"`
	Map      map[string][]string  `json:"map"`
	Pointer  *part                `json:"pointer"`
	Any      any                  `json:"any"`
	Raw      json.RawMessage      `json:"raw"`
	Bytes    []byte               `json:"bytes"`
	Time     time.Time            `json:"time"`
	Children []*tree              `json:"children"`
	Parts    map[string]*part     `json:"parts"`
	hidden   map[string]struct{}  //nolint:unused // reflection must leave it alone
	Arrays   [1][]int             `json:"arrays"`
	Func     func()               `json:"-"`
	Nested   struct{ List []int } `json:"nested"`
}

func TestFilled(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		data any
		want string
	}{
		{nil, "null"},
		{7, "7"},
		{[]string(nil), "[]"},
		{map[string]int(nil), "{}"},
		{(*part)(nil), "null"},
		{&part{}, `{"deep":[]}`},
		{[]any{nil, []int(nil), part{}}, `[null,[],{"deep":[]}]`},
		{map[string]any{"a": []int(nil)}, `{"a":[]}`},
		{[]part{{}, {Deep: []int{1}}}, `[{"deep":[]},{"deep":[1]}]`},
	} {
		if got, err := encode(tt.data); string(got) != tt.want || err != nil {
			t.Errorf("%#v: %s, %v; want %s", tt.data, got, err, tt.want)
		}
	}
}

func TestFilledTree(t *testing.T) {
	t.Parallel()
	data := tree{
		Map: map[string][]string{"a": nil}, Pointer: &part{}, Any: part{},
		Children: []*tree{nil, {}}, Parts: map[string]*part{"a": {}, "b": nil},
	}
	text, err := encode(data)
	if err != nil {
		t.Fatal(err)
	}
	// Null is left where it is no list: a missing pointer, value, raw JSON, bytes.
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	empty := func() map[string]any {
		return map[string]any{
			"deep": []any{}, "list": []any{}, "map": map[string]any{}, "pointer": nil, "any": nil, "raw": nil,
			"bytes": nil, "time": "0001-01-01T00:00:00Z", "children": []any{}, "parts": map[string]any{},
			"arrays": []any{[]any{}}, "nested": map[string]any{"List": []any{}},
		}
	}
	want, hole := empty(), map[string]any{"deep": []any{}}
	want["map"], want["pointer"], want["any"] = map[string]any{"a": []any{}}, hole, hole
	want["children"], want["parts"] = []any{nil, empty()}, map[string]any{"a": hole, "b": nil}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if data.List != nil || data.Map["a"] != nil || data.Pointer.Deep != nil || data.Children[1].List != nil ||
		data.Parts["a"].Deep != nil {
		t.Errorf("the caller's data changed: %+v", data)
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		"80": 80, "-1": -1, "1152921504606846977": 1152921504606846977,
		"0.5": 0.5, "1e3": 1000.0, "80.0": 80.0,
		"123456789012345678901234567890": json.Number("123456789012345678901234567890"),
		"1e999":                          json.Number("1e999"),
		"null":                           null(nil), "true": true, `"x"`: "x",
		`[1,null]`: []any{1, null(nil)}, `{"a":{"b":2}}`: map[string]any{"a": map[string]any{"b": 2}},
	} {
		if got, err := decode([]byte(text), null(nil)); !reflect.DeepEqual(got, want) || err != nil {
			t.Errorf("%s: %#v, %v; want %#v", text, got, err, want)
		}
	}
}

// FuzzHostileJSON: whatever a text holds, its JSON obeys no terminal, is JSON,
// and means the same.
func FuzzHostileJSON(f *testing.F) {
	for _, s := range []string{"orders", "\x1b[2J", "\u009b\u007f", "\u202e", "\U000e0041", "<&>\u2028", "\xff", `\u009b`, "##[error]", "\\##\n##vso[x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		plain, err := encode(s)
		if err != nil {
			t.Fatal(err)
		}
		safe := safetext.JSON(plain)
		if bytes.ContainsFunc(safe, safetext.Hostile) {
			t.Errorf("%q: %q is not safe", s, safe)
		}
		if regexp.MustCompile(`##\w*\[`).Match(safe) {
			t.Errorf("%q: %q is a command to a runner", s, safe)
		}
		var before, after string
		if json.Unmarshal(plain, &before) != nil || json.Unmarshal(safe, &after) != nil || before != after {
			t.Errorf("%q: %s reads as %q, %s as %q", s, plain, before, safe, after)
		}
	})
}

// FuzzVisible: raw text on a terminal keeps its lines and obeys nothing.
func FuzzVisible(f *testing.F) {
	f.Add("a\tb\n\x1b[2J\r\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		s1, _, _ := term.Buffers("", true, 80)
		got := string(visible(s1.Out, []byte(s)))
		if strings.ContainsFunc(got, func(r rune) bool { return r != '\n' && r != '\t' && safetext.Hostile(r) }) {
			t.Errorf("%q became %q", s, got)
		}
		if strings.Count(got, "\n") != strings.Count(s, "\n") || strings.Count(got, "\t") != strings.Count(s, "\t") {
			t.Errorf("%q lost layout: %q", s, got)
		}
		s2, _, _ := term.Buffers("", false, 80)
		if got := string(visible(s2.Out, []byte(s))); got != s {
			t.Errorf("a pipe got %q for %q", got, s)
		}
	})
}
