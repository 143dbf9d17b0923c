package commands_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/lariat-cli/lariat/commands"
)

// TestMain makes the test binary stand in for lariat in the scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"lariat":   func() { os.Exit(commands.Main(os.Args[1:])) },
		"wrangler": fakeWrangler,
		"consent":  func() { os.Exit(consent(os.Args[1:])) },
	})
}

// TestScripts runs the behaviour tests in testdata/script: the real command
// tree against the embedded backend, or against servers that behave badly.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *commands.Update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("GORACE", os.Getenv("GORACE"))
			e.Setenv("HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("LARIAT_STATE_DIR", filepath.Join(e.WorkDir, "state"))
			return os.Mkdir(filepath.Join(e.WorkDir, "home"), 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"weather": weather,
			"serve":   serve,
			"capture": capture,
			"recipe":  recipe,
			"connect": connectTunnel,
			"dotenv":  dotenv,
			"expire":  expire,

			"unreachable": unreachable,
		},
	})
}
