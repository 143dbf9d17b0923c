package configfile

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPlaceOf(t *testing.T) {
	t.Parallel()
	const redirect = ".wrangler/deploy/config.json"
	built := map[string]string{
		"wrangler.jsonc": "{}", redirect: `{"configPath": "../../dist/wrangler.json"}`, "dist/wrangler.json": "{}", "sub/": "",
	}
	trap := map[string]string{"wrangler.json": "{}", "a/wrangler.toml": "", "a/b/wrangler.toml": "", "a/b/custom.toml": ""}
	for _, c := range []struct {
		name      string
		files     map[string]string
		dir, path string

		preferred, shadowed, redirect, broken string
	}{
		{name: "the trap from below", files: trap, path: "a/b/wrangler.toml", preferred: "wrangler.json"},
		{name: "the trap from the shadowed folder", files: trap, dir: "a/b", path: "wrangler.json",
			shadowed: "a/b/wrangler.toml a/wrangler.toml"},
		{name: "the winner in its own folder", files: trap, path: "wrangler.json"},
		{name: "started in a folder that does not lead to it", files: trap, dir: "a", path: "a/b/wrangler.toml",
			preferred: "wrangler.json"},
		{name: "another name is for --config", files: trap, path: "a/b/custom.toml"},
		{name: "two in one folder", files: map[string]string{"wrangler.toml": "", "wrangler.jsonc": "{}"}, path: "wrangler.toml",
			preferred: "wrangler.jsonc"},
		{name: "a redirect", files: built, path: "wrangler.jsonc", redirect: "dist/wrangler.json"},
		{name: "a redirect, from below", files: built, dir: "sub", path: "wrangler.jsonc", redirect: "dist/wrangler.json"},
		{name: "its target", files: built, path: "dist/wrangler.json"},
		{name: "a redirect to nothing", files: map[string]string{"wrangler.toml": "", redirect: `{"configPath": "x.json"}`},
			path: "wrangler.toml", broken: "points to"},
		{name: "somebody else's redirect", files: map[string]string{redirect: `{"configPath": "../../dist/wrangler.json"}`,
			"dist/wrangler.json": "{}", "a/wrangler.toml": ""}, path: "a/wrangler.toml", broken: "does not lie beside"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			root := tree(t, c.files)
			under := func(path string) string {
				if path == "" {
					return ""
				}
				return filepath.Join(root, filepath.FromSlash(path))
			}
			p, err := PlaceOf(FindOptions{Dir: under(c.dir), Path: under(c.path)})
			if err != nil {
				t.Fatal(err)
			}
			var shadowed []string
			for path := range strings.FieldsSeq(c.shadowed) {
				shadowed = append(shadowed, under(path))
			}
			if p.Preferred != under(c.preferred) || !slices.Equal(p.Shadowed, shadowed) {
				t.Errorf("preferred %q, shadowed %q", p.Preferred, p.Shadowed)
			}
			target := ""
			if p.Redirect != nil {
				target = p.Redirect.Target
			}
			if target != under(c.redirect) {
				t.Errorf("redirect to %q, want %q", target, c.redirect)
			}
			if (p.Broken != nil) != (c.broken != "") || p.Broken != nil && !strings.Contains(p.Broken.Error(), c.broken) {
				t.Errorf("broken: %v, want %q", p.Broken, c.broken)
			}
		})
	}
}
