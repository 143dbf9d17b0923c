package check_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/internal/rulepage"
	"github.com/rogpeppe/go-internal/txtar"
)

// Every rule has a page. What the page calls wrong the rule finds, in each of
// its examples; what it calls right no rule minds. The examples are checked
// against testdata/directory.json.
func TestPages(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/directory.json")
	if err != nil {
		t.Fatal(err)
	}
	directory, err := check.ParseSnapshot(data)
	if err != nil {
		t.Fatal(err)
	}
	online := check.Options{Directory: func(string) *check.Directory { return directory }}
	for _, rule := range check.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			t.Parallel()
			page, err := os.ReadFile(filepath.Join("..", "docs", "rules", rule.ID+".md"))
			if err != nil {
				t.Fatal(err)
			}
			head, _, _ := strings.Cut(string(page), "\n## ")
			for _, want := range []string{"# " + rule.ID + "\n", rule.Summary, "Severity: " + rule.Severity.String()} {
				if !strings.Contains(head, want) {
					t.Errorf("the page does not begin with %q", want)
				}
			}
			for _, example := range examples(t, string(page), "Wrong") {
				if found := findings(t, example, online); !has(found, rule.ID) {
					t.Errorf("%s does not find\n%s\nbut %v", rule.ID, example.Text, found)
				}
			}
			for _, example := range examples(t, string(page), "Right") {
				for _, f := range findings(t, example, online) {
					if f.Severity > diag.Info || f.Rule == rule.ID {
						t.Errorf("%s in\n%s", f, example.Text)
					}
				}
			}
		})
	}
}

func examples(t *testing.T, page, title string) []rulepage.Example {
	t.Helper()
	list := rulepage.Examples(page, title)
	if len(list) == 0 {
		t.Fatalf("no example under %q", title)
	}
	return list
}

func findings(t *testing.T, e rulepage.Example, o check.Options) diag.Set {
	t.Helper()
	switch {
	case e.IsArchive():
		return treeFindings(t, e.Archive(), o)
	case check.IsCloudflaredFile(e.Path):
		return check.CloudflaredFile(e.Path, []byte(e.Text), o)
	}
	return fileFindings(t, e.Path, []byte(e.Text), o)
}

// treeFindings are those of every configuration in an archive, each where it
// lies.
func treeFindings(t *testing.T, archive *txtar.Archive, o check.Options) diag.Set {
	t.Helper()
	dir := t.TempDir()
	if err := txtar.Write(archive, dir); err != nil {
		t.Fatal(err)
	}
	o.Place = func(path string) *configfile.Place {
		place, err := configfile.PlaceOf(configfile.FindOptions{Path: path})
		if err != nil {
			t.Error(err)
		}
		return &place
	}
	o.Source = func(config, main string, s source.Settings) *source.Worker {
		s.Dir = filepath.Dir(config)
		return s.ReadWorker(t.Context(), filepath.Join(s.Dir, main), os.ReadFile)
	}
	var found diag.Set
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasPrefix(filepath.Base(path), "wrangler.") {
			return err
		}
		doc, err := configfile.Load(path)
		if file, ok := errors.AsType[*configfile.FileError](err); ok {
			found.Add(check.Unreadable(file, o)...)
			return nil
		}
		if err == nil {
			found.Add(fileFindings(t, path, doc.Source, o)...)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func fileFindings(t *testing.T, path string, data []byte, o check.Options) diag.Set {
	t.Helper()
	doc, err := configfile.Parse(path, data)
	if syntax, ok := err.(*configfile.SyntaxError); ok { //nolint:errorlint // Parse returns it as it is
		return check.Syntax(syntax, o)
	}
	if err != nil {
		t.Fatal(err)
	}
	found, err := check.Document(doc, o)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func has(found diag.Set, rule string) bool {
	for _, f := range found {
		if f.Rule == rule {
			return true
		}
	}
	return false
}
