package diag

import (
	"path/filepath"
	"testing"
)

func TestBase(t *testing.T) {
	t.Parallel()
	abs := func(path string) string {
		p, err := filepath.Abs(filepath.FromSlash(path))
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	slash := func(path string) string { return filepath.ToSlash(abs(path)) }
	repo := Base{Root: abs("/repo")}
	sub := Base{Root: abs("/repo"), Dir: abs("/repo/sub")}
	for _, tt := range []struct {
		base   Base
		path   string
		want   string
		inside bool
	}{
		{Base{}, "a/wrangler.json", "a/wrangler.json", true},
		{Base{}, "./a/../wrangler.json", "wrangler.json", true},
		{Base{}, "../wrangler.json", "../wrangler.json", false},
		{Base{}, abs("/repo/wrangler.json"), slash("/repo/wrangler.json"), false},
		{repo, "a/wrangler.json", "a/wrangler.json", true},
		{repo, abs("/repo/a/wrangler.json"), "a/wrangler.json", true},
		{repo, abs("/repository/wrangler.json"), slash("/repository/wrangler.json"), false},
		{repo, "../wrangler.json", slash("/wrangler.json"), false},
		{repo, "..a/wrangler.json", "..a/wrangler.json", true},
		{sub, "wrangler.json", "sub/wrangler.json", true},
		{sub, "../wrangler.json", "wrangler.json", true},
		{sub, "../../wrangler.json", slash("/wrangler.json"), false},
		{sub, abs("/repo/wrangler.json"), "wrangler.json", true},
	} {
		if got, inside := tt.base.rel(tt.path); got != tt.want || inside != tt.inside {
			t.Errorf("%+v: %s is %s, inside: %v; want %s, %v", tt.base, tt.path, got, inside, tt.want, tt.inside)
		}
	}
}
