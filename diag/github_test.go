package diag

import (
	"regexp"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/internal/safetext"
)

func TestGitHub(t *testing.T) {
	t.Parallel()
	golden(t, ".github.txt", func(s Set) string { return GitHub(s, Base{Root: "/repo"}) })
}

func TestGitHubNamesFilesFromTheRoot(t *testing.T) {
	t.Parallel()
	s := Set{
		{Rule: "r", Severity: Info, Path: "wrangler.json", Message: "m"},
		{Rule: "r", Severity: Info, Path: "/repo/a/x.json", Message: "m", Related: []Related{{Path: "../y", Message: "n"}}},
	}
	got := GitHub(s, Base{Root: "/repo", Dir: "/repo/a"})
	want := "::notice file=a/x.json,title=r::m%0Ay: n\n::notice file=a/wrangler.json,title=r::m\n"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// githubLine takes a command apart as the runner does: the properties end at
// the second "::", and are split at commas, then at the first "=".
var githubLine = regexp.MustCompile(`^::(error|warning|notice) ([^:]*)::(.*)$`)

// FuzzGitHub: whatever the texts, one finding is one command, with the
// properties that it has and no others, which mean the texts.
func FuzzGitHub(f *testing.F) {
	f.Add("rule", "path", "m\n::error::forged", "x\r::set-output name=a::b")
	f.Add("a,line=9::", "p,title=x::", "%0A::error::", "\x1b[2J\u2028")
	f.Fuzz(func(t *testing.T, rule, path, message, text string) {
		got := GitHub(fuzzSet(rule, path, message, text), Base{})
		line, ok := strings.CutSuffix(got, "\n")
		if !ok || strings.ContainsFunc(line, safetext.Hostile) {
			t.Fatalf("%q is not one clean line", got)
		}
		m := githubLine.FindStringSubmatch(line)
		if len(m) != 4 || m[1] != "error" {
			t.Fatalf("%q is not an error command", line)
		}
		var names []string
		for _, p := range strings.Split(m[2], ",") {
			name, value, _ := strings.Cut(p, "=")
			names = append(names, name)
			if name == "title" && !strings.ContainsFunc(valid(rule), safetext.Hostile) && githubDecode(value) != valid(rule) {
				t.Fatalf("the title %q is %q", value, rule)
			}
		}
		want := "file line col endLine endColumn title"
		if rule == "" {
			want = "file line col endLine endColumn"
		}
		if got := strings.Join(names, " "); got != want {
			t.Fatalf("properties %s in %q", got, line)
		}
		if first, _, _ := strings.Cut(githubDecode(m[3]), "\n"); first != clean(message) {
			t.Fatalf("the message %q is %q", message, first)
		}
	})
}

// githubDecode is what the runner makes of a value; %25 comes last, as there.
func githubDecode(s string) string {
	for _, pair := range [][2]string{{"%0D", "\r"}, {"%0A", "\n"}, {"%3A", ":"}, {"%2C", ","}, {"%25", "%"}} {
		s = strings.ReplaceAll(s, pair[0], pair[1])
	}
	return s
}
