package check

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/internal/buildinfo"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

// stdout is what --output takes for standard output.
const stdout = "-"

// home is where the pages of the rules are.
const home = "https://github.com/lariat-cli/lariat"

func formats() []string { return []string{"text", "json", "github", "gitlab", "sarif", "junit"} }

// fields are those of a finding in JSON.
func fields() []string {
	return []string{"rule", "severity", "path", "start", "end", "message", "hint", "related", "fix"}
}

// print writes the report to where it was asked for.
func (o *options) print(r report) error {
	if o.json != nil && o.json.Structured() {
		return output.Print(o.json, o.app.Streams, diag.Views(r.found), func(*term.Output) error { return nil })
	}
	text := o.render(r)
	if o.output == "" || o.output == stdout {
		_, err := io.WriteString(cmp.Or(o.to, o.app.Streams.Out), text)
		return err
	}
	if err := os.WriteFile(o.app.Path(o.output), []byte(text), 0o644); err != nil { //nolint:gosec // a report for others
		return fmt.Errorf("could not write %q: %w", o.output, cause(err))
	}
	return nil
}

// report is what was found in which files.
type report struct {
	found   diag.Set
	files   []string // those that were checked
	sources map[string][]byte
}

func (r report) source(path string) []byte { return r.sources[path] }

func (o *options) render(r report) string {
	switch o.format {
	case "json":
		return diag.JSON(r.found)
	case "github":
		return diag.GitHub(r.found, o.base())
	case "gitlab":
		return diag.GitLab(r.found, o.base())
	case "sarif":
		return diag.SARIF(r.found, diag.Run{Base: o.base(), Rules: o.ruleInfos(),
			Tool: diag.Tool{Name: "lariat", Version: buildinfo.Version(), URL: home}})
	case "junit":
		return diag.JUnit(r.found, diag.Checked{Base: o.base(), Files: r.files, Source: r.source,
			FailOn: severityOf(o.failOn)})
	}
	return o.look().Text(r.found, r.source)
}

// look is that of the terminal, if findings go to one.
func (o *options) look() diag.Look {
	out := cmp.Or(o.to, o.app.Streams.Out)
	switch {
	case o.output != "":
		return diag.Look{}
	case !out.IsTerminal():
		return diag.Look{Paint: out.Style} // in colour, if it is asked for
	}
	return diag.Look{Width: out.Width(), Paint: out.Style}
}

func (o *options) ruleInfos() []diag.RuleInfo {
	var infos []diag.RuleInfo
	for _, rule := range check.Rules() {
		severity := rule.Severity
		if s, ok := o.severity[rule.ID]; ok {
			severity = s
		}
		if severity != check.Off {
			infos = append(infos, diag.RuleInfo{ID: rule.ID, Summary: rule.Summary, Severity: severity,
				URL: home + "/blob/main/docs/rules/" + rule.ID + ".md"})
		}
	}
	return infos
}

// base is where other programs look for the files: in the repository.
func (o *options) base() diag.Base {
	dir := o.app.WorkDir()
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	root, ok := app.Repository(dir)
	if !ok {
		root = dir
	}
	return diag.Base{Root: root, Dir: dir}
}
