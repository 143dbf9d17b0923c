package diag

import (
	"encoding/xml"
	"path/filepath"
	"strings"
	"testing"
)

func noSource(string) []byte { return nil }

func TestJUnit(t *testing.T) {
	t.Parallel()
	golden(t, ".junit.xml", func(s Set) string {
		source := func(path string) []byte {
			if path == "wrangler.jsonc" {
				return []byte("{\n  \"vpc_services\": [\n    { \"service_id\": \"orders\" },\n  ],\n}\n")
			}
			return nil
		}
		return JUnit(s, Checked{Base{Root: "/repo"}, []string{"wrangler.jsonc", "clean & tidy/\x1bwrangler.toml"}, source, Warning})
	})
}

func TestJUnitCounts(t *testing.T) {
	t.Parallel()
	files := []string{"b", "./a", "b", "/repo/d"}
	note := at("c", 2, "r", "m")
	note.Severity = Info
	report := parseJUnit(t, JUnit(
		Set{at("a", 1, "r", "m"), at("c", 1, "r", "m"), at("/repo/a", 2, "r", "m"), note},
		Checked{Base{Root: "/repo"}, files, noSource, Warning},
	))
	if report.Tests != 6 || report.Failures != 3 {
		t.Errorf("%d of %d failed", report.Failures, report.Tests)
	}
	want := []struct {
		name            string
		tests, failures int
	}{{"a", 2, 2}, {"b", 1, 0}, {"c", 2, 1}, {"d", 1, 0}}
	if len(report.Suites) != len(want) {
		t.Fatalf("%d suites", len(report.Suites))
	}
	if c := report.Suites[2].Cases[1]; c.Failure != nil || c.Output != "c:1:3: info: m [r]\n" {
		t.Errorf("what does not fail is %+v", c)
	}
	for i, w := range want {
		s := report.Suites[i]
		if s.Name != w.name || s.Tests != w.tests || s.Failures != w.failures || len(s.Cases) != w.tests {
			t.Errorf("suite %+v, want %+v", s, w)
		}
	}
}

func parseJUnit(t *testing.T, text string) junitSuites {
	t.Helper()
	var report junitSuites
	if err := xml.Unmarshal([]byte(text), &report); err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return report
}

// FuzzJUnit: whatever the texts, the result is XML 1.0 with one suite a file and
// one case a finding, in which the texts are only texts.
func FuzzJUnit(f *testing.F) {
	f.Add("rule", "path", "m\"/></testcase><testcase name=\"forged", "]]><!--", []byte("<a>\n&amp;"))
	f.Add("\x00\x1b", "\xff\ufffe", "&#0;&lt;", "\x0b\u0085\u2028", []byte("\x00\x1b[2J\xff"))
	f.Fuzz(func(t *testing.T, rule, path, message, text string, src []byte) {
		got := JUnit(fuzzSet(rule, path, message, text),
			Checked{Files: []string{path, "clean"}, Source: func(string) []byte { return src }})
		if i := strings.IndexFunc(got, hostileButLineFeed); i >= 0 {
			t.Fatalf("%q has a dangerous character at byte %d", got, i)
		}
		files := 2
		if filepath.Clean(path) == "clean" {
			files = 1
		}
		for element, want := range map[string]int{"<testsuite ": files, "<testcase ": files, "<failure ": 1} {
			if n := strings.Count(got, element); n != want {
				t.Fatalf("%d times %s in %q, want %d", n, element, got, want)
			}
		}
		report := parseJUnit(t, got)
		for _, s := range report.Suites {
			if fail := s.Cases[0].Failure; s.Failures > 0 {
				if s.Name != clean(filepath.Clean(path)) || fail.Message != clean(message) || !strings.Contains(fail.Text, clean(message)) {
					t.Fatalf("%+v: %+v", s, fail)
				}
			}
		}
	})
}
