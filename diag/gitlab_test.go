package diag

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestGitLab(t *testing.T) {
	t.Parallel()
	golden(t, ".gitlab.json", func(s Set) string { return GitLab(s, Base{Root: "/repo"}) })
}

// prints are the fingerprints of a set, by line.
func prints(t *testing.T, s Set, base Base) map[int]string {
	t.Helper()
	var issues []gitlabIssue
	if err := json.Unmarshal([]byte(GitLab(s, base)), &issues); err != nil {
		t.Fatal(err)
	}
	out, seen := map[int]string{}, map[string]bool{}
	for _, i := range issues {
		if seen[i.Fingerprint] {
			t.Errorf("%s comes twice", i.Fingerprint)
		}
		seen[i.Fingerprint] = true
		out[i.Location.Lines.Begin] = i.Fingerprint
	}
	return out
}

func onLine(line int, path, rule, message string) Finding {
	at := Position{line, 1, line * 10}
	return Finding{Rule: rule, Severity: Error, Path: path, Range: Range{at, at}, Message: message}
}

func TestFingerprintsOutliveMovedLines(t *testing.T) {
	t.Parallel()
	before := prints(t, Set{
		onLine(1, "a", "r", "m"), onLine(2, "a", "r", "m"), onLine(3, "a", "r", "other"), onLine(4, "a", "s", "m"),
		onLine(5, "b", "r", "m"), onLine(6, "c", `r" "b`, "m"), onLine(7, "c", "r", `b" "m`),
	}, Base{Root: "/repo"})
	if len(before) != 7 {
		t.Fatalf("%d fingerprints of seven findings", len(before))
	}
	after := prints(t, Set{
		onLine(21, "../a", "r", "m"), onLine(32, "/repo/a", "r", "m"), onLine(43, "/repo/a", "r", "other"),
	}, Base{Root: "/repo", Dir: "/repo/sub"})
	for was, is := range map[int]int{1: 21, 2: 32, 3: 43} {
		if before[was] != after[is] {
			t.Errorf("line %d became line %d, and its fingerprint %s", was, is, after[is])
		}
	}
}

// FuzzGitLab: whatever the texts, one finding is one issue with all that GitLab
// wants, and two findings never share a fingerprint.
func FuzzGitLab(f *testing.F) {
	f.Add("rule", "path", "a\"},{\"check_name\":\"forged", "\x1b[2J")
	f.Add("", "\xff", "\n", "\u202e")
	f.Fuzz(func(t *testing.T, rule, path, message, text string) {
		s := append(fuzzSet(rule, path, message, text), onLine(7, path, rule, message), onLine(9, rule, path, message))
		got := GitLab(s, Base{})
		if i := strings.IndexFunc(got, hostileButLineFeed); i >= 0 {
			t.Fatalf("%q has a dangerous character at byte %d", got, i)
		}
		var issues []gitlabIssue
		if err := json.Unmarshal([]byte(got), &issues); err != nil {
			t.Fatalf("%q: %v", got, err)
		}
		if len(issues) != 3 {
			t.Fatalf("%d issues came out of three findings", len(issues))
		}
		seen := map[string]bool{}
		for _, i := range issues {
			if seen[i.Fingerprint] || len(i.Fingerprint) != 32 || i.Location.Path == "" || i.Location.Lines.Begin < 1 {
				t.Fatalf("%+v", issues)
			}
			seen[i.Fingerprint] = true
		}
	})
}
