package diag

import (
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func aRun() Run {
	return Run{
		Base: Base{Root: "/repo"},
		Tool: Tool{Name: "lariat", Version: "1.2.3", URL: "https://example.test/lariat"},
		Rules: []RuleInfo{
			{ID: "never-found", Summary: "a rule that found nothing in {braces}", URL: "https://example.test/rules/a%20b", Severity: Info},
			{ID: "service-name", Summary: "a name where an id belongs", URL: "https://example.test/rules/service-name", Severity: Warning},
			{ID: "several-lines", Summary: "a list", Severity: Info},
		},
	}
}

// sarifValidator is OASIS's own schema, compiled, with its formats.
func sarifValidator(tb testing.TB) *jsonschema.Schema {
	tb.Helper()
	file, err := os.Open("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		tb.Fatal(err)
	}
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		tb.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(sarifSchema, doc); err != nil {
		tb.Fatal(err)
	}
	schema, err := c.Compile(sarifSchema)
	if err != nil {
		tb.Fatal(err)
	}
	return schema
}

func validate(tb testing.TB, schema *jsonschema.Schema, log string) {
	tb.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(log))
	if err != nil {
		tb.Fatalf("%s: %v", log, err)
	}
	if err := schema.Validate(doc); err != nil {
		tb.Fatalf("%s: %v", log, err)
	}
}

func TestSARIF(t *testing.T) {
	t.Parallel()
	golden(t, ".sarif", func(s Set) string { return SARIF(s, aRun()) })
}

func TestSARIFFollowsTheSchema(t *testing.T) {
	t.Parallel()
	schema := sarifValidator(t)
	for name, set := range reportCases() {
		for _, run := range []Run{{}, {Tool: Tool{Name: "x"}}, aRun()} {
			if run.Tool.Name == "" {
				run.Tool.Name = "lariat"
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				validate(t, schema, SARIF(set, run))
			})
		}
	}
}

// A validator that lets everything pass would make the tests above pass for
// nothing.
func TestSARIFSchemaFindsFaults(t *testing.T) {
	t.Parallel()
	schema := sarifValidator(t)
	good := SARIF(reportCases()["plain"], aRun())
	validate(t, schema, good)
	for _, change := range [][2]string{
		{`"2.1.0"`, `"2.0.0"`},
		{`"columnKind"`, `"columnkind"`},
		{`"level": "error"`, `"level": "fatal"`},
		{`"startLine": 3`, `"startLine": 0`},
		{`"uri": "wrangler.jsonc"`, `"uri": "a b%"`},
		{`"helpUri": "https://example.test/rules/service-name"`, `"helpUri": "rules"`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if bad == good || schema.Validate(doc) == nil {
			t.Errorf("%s for %s is not found", change[1], change[0])
		}
	}
}

func TestSARIFNamesNoFolderOfTheMachine(t *testing.T) {
	t.Parallel()
	s := Set{{
		Rule: "r", Severity: Error, Path: "/home/me/repo/a/wrangler.json", Message: "m",
		Related: []Related{{Path: "../b/x.ts", Message: "n"}, {Message: "o"}},
		Fix:     &Fix{Edits: []Edit{edit(0, 1, "x")}},
	}}
	got := SARIF(s, Run{Base: Base{Root: "/home/me/repo", Dir: "/home/me/repo/a"}, Tool: Tool{Name: "lariat"}})
	if strings.Contains(got, "/home") || strings.Contains(got, "..") {
		t.Errorf("a folder of the machine is in %s", got)
	}
	for _, want := range []string{`"uri": "a/wrangler.json"`, `"uri": "b/x.ts"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

func TestSARIFArtifacts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		root, path, uri string
		inside          bool
	}{
		{"/repo", "a b/日本.json", "a%20b/%E6%97%A5%E6%9C%AC.json", true},
		{"/repo", "c:x/y#z?w=%20", "c%3Ax/y%23z%3Fw=%2520", true},
		{"/repo", "a\x1b\xff", "a%1B%FF", true},
		{"/repo", "/else where/x:y", "file:///else%20where/x:y", false},
		{"", "../x", "../x", false},
		{"", "..", "..", false},
		{"", "/x", "file:///x", false},
	} {
		w := sarifWriter{base: Base{Root: tt.root}}
		want := sarifArtifact{URI: tt.uri}
		if tt.inside {
			want.Base = sarifRoot
		}
		if got := w.artifact(tt.path); got != want {
			t.Errorf("%q in %q: %+v, want %+v", tt.path, tt.root, got, want)
		}
	}
}

// FuzzSARIF: whatever the texts, the log follows the schema, has one result a
// finding, and in its messages a viewer finds neither a link nor a placeholder.
func FuzzSARIF(f *testing.F) {
	schema := sarifValidator(f)
	link := regexp.MustCompile(`\]\(`)
	f.Add("rule", "path", "m\"},{\"ruleId\":\"forged", "[click](http://example.test/)")
	f.Add("\xff", "c:/../%41 b", "{0} {{1}}", "\x1b[2J\u2028")
	f.Add("service-name", "//host/x", "\n", "]\n(x)")
	f.Fuzz(func(t *testing.T, rule, path, message, text string) {
		got := SARIF(fuzzSet(rule, path, message, text), aRun())
		if i := strings.IndexFunc(got, hostileButLineFeed); i >= 0 {
			t.Fatalf("%q has a dangerous character at byte %d", got, i)
		}
		validate(t, schema, got)
		var log sarifLog
		if err := json.Unmarshal([]byte(got), &log); err != nil {
			t.Fatal(err)
		}
		if len(log.Runs) != 1 || len(log.Runs[0].Results) != 1 {
			t.Fatalf("not one result: %s", got)
		}
		r := log.Runs[0].Results[0]
		if id := log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID; r.RuleID != valid(rule) || id != r.RuleID {
			t.Fatalf("the rule %q is %q and %q", rule, r.RuleID, id)
		}
		for _, m := range []string{r.Message.Text, r.Related[0].Message.Text, r.Fixes[0].Description.Text} {
			bare := strings.NewReplacer("{{", "", "}}", "").Replace(m)
			if link.MatchString(m) || strings.ContainsAny(bare, "{}") || strings.Count(m, "\n") > 1 {
				t.Fatalf("the message %q", m)
			}
		}
		a := r.Locations[0].Place.Artifact
		u, err := url.Parse(a.URI)
		name, inside := aRun().Base.rel(path)
		if err != nil || u.Path != name || inside != (u.Scheme == "") || inside != (a.Base == sarifRoot) {
			t.Fatalf("the path %q is %+v: %+v, %v", path, a, u, err)
		}
		if slices.Contains(strings.Split(a.URI, "/"), "..") {
			t.Fatalf("%q goes up", a.URI)
		}
	})
}
