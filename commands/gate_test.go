package commands_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// A gate whose warnings nobody reads goes on to Wrangler, of which there is none
// here, and one whose errors nobody reads stops.
func TestGateWithoutReader(t *testing.T) {
	t.Parallel()
	for severity, want := range map[string]int{"warning": 1, "error": 3} {
		host := world(t, nil)
		text := "name = \"shop\" # lariat-ignore remote-false\n"
		if err := os.WriteFile(filepath.Join(host.Dir, "wrangler.toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		settings := "check.rules.ignore-without-reason = \"" + severity + "\"\n"
		if err := os.WriteFile(filepath.Join(host.Dir, ".lariat.toml"), []byte(settings), 0o600); err != nil {
			t.Fatal(err)
		}
		r, w := io.Pipe()
		_ = r.Close()
		streams, _, _ := term.Buffers("", false, 80)
		streams.Err = term.NewOutput(w, false, 80)
		if code := commands.Run(t.Context(), strings.Fields("deploy --dry-run"), streams, host); code != want {
			t.Errorf("a finding of severity %s: exit code %d, want %d", severity, code, want)
		}
	}
}
