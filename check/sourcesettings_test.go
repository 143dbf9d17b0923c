package check_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/check/source"
)

// Rules and the tsconfig are inherited, and an alias stands at the top alone.
func TestSourceSettings(t *testing.T) {
	t.Parallel()
	const config = `{
  "main": "a.js", "alias": { "x": "./y", "n": 1 }, "tsconfig": "ts.json",
  "rules": [{ "type": "Text", "globs": ["**/*.md", 1] }, "no", { "type": "Data", "globs": "no" }],
  "env": { "own": { "alias": { "x": "./z" }, "rules": [], "tsconfig": "own.json" }, "bare": {} }
}`
	var got []string
	fileFindings(t, "wrangler.jsonc", []byte(config), check.Options{Source: func(_, _ string, s source.Settings) *source.Worker {
		got = append(got, fmt.Sprint(s.Alias["x"], " ", s.Rules, " ", s.Tsconfig))
		return nil
	}})
	const top = "./y [{Text [**/*.md ]} { []} {Data []}] ts.json"
	want := []string{top, "./y [] own.json", top}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
