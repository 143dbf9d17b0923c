package commands_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/internal/rulepage"
	"github.com/lariat-cli/lariat/term"
)

// What `lariat check` prints of each rule's wrong examples, in every format, is
// in testdata/rules.
func TestRuleReports(t *testing.T) {
	t.Parallel()
	directory, err := filepath.Abs(filepath.Join("..", "check", "testdata", "directory.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range check.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()
			host := world(t, nil)
			host.Dir = wrongExamples(t, rule.ID)
			var reports txtar.Archive
			for _, format := range []string{"text", "json", "github", "gitlab", "sarif", "junit"} {
				streams, out, errs := term.Buffers("", false, 80)
				args := []string{"check", "--directory", directory, "--fail-on", "info", "--format", format}
				if code := commands.Run(t.Context(), append(args, othersOff(rule.ID)...), streams, host); code != 3 {
					t.Errorf("--format %s: exit code %d\n%s", format, code, errs)
				}
				if n := strings.Count(out.String(), rule.ID); n == 0 {
					t.Errorf("--format %s does not name the rule:\n%s", format, out)
				}
				reports.Files = append(reports.Files, txtar.File{Name: format, Data: out.Bytes()})
			}
			compareReports(t, filepath.Join("testdata", "rules", rule.ID+".txtar"), txtar.Format(&reports))
		})
	}
}

// othersOff are the flags that leave one rule on. Whether a lariat-ignore is of
// use is not known where its rule is off, which is remote-false in the examples.
func othersOff(id string) []string {
	var flags []string
	for _, rule := range check.Rules() {
		if rule.ID != id && (id != "unused-ignore" || rule.ID != "remote-false") {
			flags = append(flags, "--rule", rule.ID+"=off")
		}
	}
	return flags
}

// wrongExamples is a folder with the wrong examples of the rule's page, each in
// a folder of its own.
func wrongExamples(t *testing.T, rule string) string {
	t.Helper()
	page, err := os.ReadFile(filepath.Join("..", "docs", "rules", rule+".md"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	examples := rulepage.Examples(string(page), "Wrong")
	for i, example := range examples {
		sub := filepath.Join(dir, fmt.Sprint(i+1))
		if err := os.Mkdir(sub, 0o750); err != nil {
			t.Fatal(err)
		}
		if err := txtar.Write(example.Archive(), sub); err != nil {
			t.Fatal(err)
		}
	}
	if check.IsCloudflaredFile(examples[0].Path) { // it is looked at beside a Worker
		if err := os.WriteFile(filepath.Join(dir, "wrangler.toml"), []byte("name = \"shop\"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func compareReports(t *testing.T, golden string, got []byte) {
	t.Helper()
	if *commands.Update {
		if err := os.WriteFile(golden, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what check prints: make golden, and read the diff. Got\n%s", golden, got)
	}
}
