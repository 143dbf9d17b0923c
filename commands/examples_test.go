package commands_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// The documentation's use cases are no false alarms: nothing at all is said of
// the projects in examples, in either format.
func TestExamples(t *testing.T) {
	t.Parallel()
	dir, err := filepath.Abs(filepath.Join("..", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	host := world(t, nil)
	host.Dir = dir
	streams, out, errs := term.Buffers("", false, 80)
	code := commands.Run(t.Context(), strings.Fields("check --directory directory.json --fail-on info"), streams, host)
	if code != 0 || out.Len() > 0 || errs.String() != "Nothing found in 8 files.\n" {
		t.Errorf("exit code %d\n%s%s", code, out, errs)
	}
}
