package diag

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// reportCases are the sets that every format has a golden file of.
func reportCases() map[string]Set {
	src := "{\n  \"vpc_services\": [\n    { \"service_id\": \"orders\" },\n  ],\n}\n"
	id := find(src, `"orders"`)
	plain := Finding{
		Rule: "service-name", Severity: Error, Path: "wrangler.jsonc", Range: id,
		Message: `"orders" is the name of a service, not its id`, Hint: `write "0191"`,
		Fix: &Fix{Message: "write the id of orders", Edits: []Edit{{Range: id, New: `"0191"`}}},
	}
	moved := plain
	moved.Fix, moved.Hint = nil, ""
	moved.Range = NewIndex([]byte(src)).Range(10, 12)
	whole := Finding{Rule: "no-range", Severity: Warning, Path: "a/wrangler.toml", Message: "the file has nothing in it"}
	several := Finding{
		Rule: "several-lines", Severity: Info, Path: "a/b/wrangler.json", Range: find(src, "[\n    { "),
		Message: "the list is opened here",
		Related: []Related{
			{Range: find(src, "]"), Message: "and closed here"},
			{Path: "../other project/cloudflared.yml", Range: find(src, "{ "), Message: "first used here"},
			{Path: "docker-compose.yml", Message: "it runs an old image"},
		},
	}
	return map[string]Set{
		"empty":   nil,
		"plain":   {moved, whole, plain, several, plain},
		"hostile": hostileSet(),
	}
}

// hostileSet has what an encoder may stumble over, in every place.
func hostileSet() Set {
	src := "\xef\xbb\xbf# 日本語 👩‍💻\nname = \"e\u0301x\" \x1b[31m\n"
	text := "::error::a,b:c%0A\r\n::warning::<b>&amp;]]>\"'\\ {0} [x](http://example.test/) \x00\x1b[2J\u009b\u202e\u2028\xff日"
	name := find(src, "e\u0301x")
	return Set{
		{
			Rule: "rule:" + text, Severity: Error, Path: "dir 1%,:/" + text, Range: name, Message: text, Hint: text,
			Related: []Related{
				{Message: text},
				{Path: "c:" + text, Range: find(src, "👩‍💻"), Message: text},
			},
			Fix: &Fix{Message: text, Edits: []Edit{{Range: name, New: text}, {Range: find(src, "# "), New: ""}}},
		},
		{Rule: "", Severity: 0, Path: "", Message: ""},
		{Rule: "outside", Severity: Warning, Path: "/elsewhere/wrangler.json", Message: "m", Fix: &Fix{}},
		{Rule: "unclean", Severity: Warning, Path: "./x/../wrangler.json", Message: "m", Fix: &Fix{Edits: []Edit{{New: "x"}}}},
		{Rule: "inside", Severity: Warning, Path: "/repo/sub/wrangler.json", Message: "m"},
		{Rule: "above", Severity: Warning, Path: "../wrangler.json", Message: "m"},
	}
}

func hostileButLineFeed(r rune) bool { return r != '\n' && safetext.Hostile(r) }

// golden compares what a renderer makes of every case with testdata/report.
func golden(t *testing.T, ext string, render func(Set) string) {
	t.Helper()
	for name, set := range reportCases() {
		file := filepath.Join("testdata", "report", name+ext)
		got := render(set)
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", file, got, want)
		}
		if i := strings.IndexFunc(got, hostileButLineFeed); i >= 0 {
			t.Errorf("%s has a dangerous character at byte %d", file, i)
		}
	}
}
