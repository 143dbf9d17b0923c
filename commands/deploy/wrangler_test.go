package deploy

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/lariat-cli/lariat/commands/app"
)

// npm's batch file is gone past where what it would run is there.
func TestUnwrapped(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(path ...string) string {
		file := filepath.Join(append([]string{dir}, path...)...)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o700); err != nil {
			t.Fatal(err)
		}
		return file
	}
	node := write("node", "node")
	if filepath.Separator == '\\' {
		node = write("node", "node.exe")
	}
	script := write("project", "node_modules", "wrangler", "bin", "wrangler.js")
	global := write("npm", "node_modules", "wrangler", "bin", "wrangler.js")
	for path, want := range map[string][]string{
		write("project", "node_modules", ".bin", "wrangler.cmd"): {node, script},
		write("npm", "wrangler.CMD"):                             {node, global},
		write("other", "wrangler.cmd"):                           {filepath.Join(dir, "other", "wrangler.cmd")},
		write("project", "node_modules", ".bin", "wrangler"):     {filepath.Join(dir, "project", "node_modules", ".bin", "wrangler")},
	} {
		o := &options{app: &app.App{Host: app.Host{Env: func(string) string { return filepath.Join(dir, "node") }}}}
		if got := o.unwrapped(path); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
		o.app.Env = func(string) string { return "" }
		if got := o.unwrapped(path); !slices.Equal(got, []string{path}) {
			t.Errorf("%s without node: %q", path, got)
		}
	}
}
