package check

import (
	"fmt"
	"io"
	"os"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/diag"
)

func formats() []string { return []string{"text"} }

func (o *options) print(configs []config, found diag.Set) error {
	text := o.render(configs, found)
	if o.output == "" {
		_, err := io.WriteString(o.app.Streams.Out, text)
		return err
	}
	if err := os.WriteFile(o.app.Path(o.output), []byte(text), 0o644); err != nil { //nolint:gosec // a report for others
		return fmt.Errorf("could not write %q: %w", o.output, cause(err))
	}
	return nil
}

func (o *options) render(configs []config, found diag.Set) string {
	sources := make(map[string][]byte, len(configs))
	for _, c := range configs {
		sources[c.path] = c.source()
	}
	return diag.Text(found, func(path string) []byte { return sources[path] })
}

// verdict is the exit code, with a summary for people.
func (o *options) verdict(configs []config, found diag.Set) error {
	var counts [diag.Error + 1]int
	worst := diag.Severity(0)
	for _, f := range found {
		counts[f.Severity]++
		worst = max(worst, f.Severity)
	}
	files := plural(len(configs), "configuration")
	if worst == 0 {
		o.app.Note("Nothing found in %s.", files)
		return nil
	}
	summary := fmt.Sprintf("%s, %s and %s in %s", plural(counts[diag.Error], "error"),
		plural(counts[diag.Warning], "warning"), plural(counts[diag.Info], "note"), files)
	if worst < severityOf(o.failOn) {
		o.app.Note("Found %s.", summary)
		return nil
	}
	return &app.Problem{Kind: app.KindFindings, Msg: summary}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
