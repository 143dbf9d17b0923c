package deploy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/lariat-cli/lariat/commands/app"
)

// ourFlags are some of lariat's, of each kind.
func ourFlags() *pflag.FlagSet {
	fs := pflag.NewFlagSet("deploy", pflag.ContinueOnError)
	fs.SetNormalizeFunc(app.KebabCase)
	fs.StringP("config", "c", "", "")
	fs.StringP("env", "e", "", "")
	fs.String("cwd", "", "")
	fs.StringArray("env-file", nil, "")
	fs.String("timeout", "", "")
	fs.Bool("no-check", false, "")
	fs.Bool("no-input", false, "")
	fs.BoolP("help", "h", false, "")
	return fs
}

// words writes what lariat reads as a line.
func words(ours []given) string {
	var list []string
	for _, g := range ours {
		word := g.name + "=" + g.value
		if g.bare {
			word = g.name + "?"
		}
		list = append(list, word)
	}
	return strings.Join(list, " ")
}

// What Wrangler makes of its part is that of 4.164.0 (facts/wrangler.md 1).
func TestSplit(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args   string
		ours   string
		theirs string // "=" for the same as args
		path   string
		said   string
	}{
		{"", "", "=", "", "map[]"},
		{"src/index.ts --minify", "", "=", "src/index.ts", "map[minify:true]"},
		// lariat's own are taken out, wherever they stand.
		{"--no-check x --timeout 5s --noInput", "no-check=true timeout=5s no-input=true", "x", "x", "map[]"},
		{"--timeout=5s --no-check=false", "timeout=5s no-check=false", "", "", "map[]"},
		{"--timeout --dry-run", "timeout=--dry-run", "", "", "map[]"}, // as pflag has it
		{"x --timeout", "timeout?", "x", "x", "map[]"},
		// Those of both are read and stay as they are typed.
		{"-e prod --envFile=a -c x.json", "env=prod env-file=a config=x.json", "=", "", "map[]"},
		{"--env= -e=b -eb --cwd ../x", "env= env=b env=b cwd=../x", "=", "", "map[]"},
		{"--env-file a b --env-file c", "env-file=a env-file=b env-file=c", "=", "", "map[]"},
		{"--env --dry-run", "env?", "=", "", "map[dry-run:true]"}, // a flag is no value for Wrangler
		{"x -e", "env?", "=", "x", "map[]"},
		// The rest is Wrangler's, known or not.
		{"--name n --frobnicate -x y", "", "=", "", "map[frobnicate:true name:n x:y]"},
		{"--dry-run false index.ts", "", "=", "index.ts", "map[dry-run:false]"},
		{"--dryRun index.ts", "", "=", "index.ts", "map[dry-run:true]"},
		{"--dry-run --no-dry-run index.ts", "", "=", "index.ts", "map[dry-run:false]"},
		{"--dry-run=true a b", "", "=", "a", "map[dry-run:true]"},
		{"--no-bundle index.ts", "", "=", "index.ts", "map[bundle:false]"},
		{"--var A:1 B:2 --route=x y", "", "=", "", "map[route:y var:B:2]"},
		{"--var --no-check A", "no-check=true", "--var A", "", "map[var:A]"}, // it is for Wrangler
		{"--var -- A", "", "=", "A", "map[var:true]"},
		{"- --name -", "", "=", "-", "map[name:-]"},
		// What stands behind -- is no flag.
		{"-- --no-check -e prod", "", "=", "--no-check", "map[]"},
		{"a -- b", "", "=", "a", "map[]"},
		{"--name --", "", "=", "", "map[name:true]"},
		{"-h", "help=true", "", "", "map[]"},
	} {
		args := strings.Fields(tt.args)
		got := split(args, ourFlags())
		theirs := tt.theirs
		if theirs == "=" {
			theirs = tt.args
		}
		if words(got.ours) != tt.ours || strings.Join(got.theirs, " ") != theirs || got.path != tt.path ||
			fmt.Sprint(got.said) != tt.said {
			t.Errorf("%s: %q %q %q %v", tt.args, words(got.ours), got.theirs, got.path, got.said)
		}
	}
}

// Nothing is lost, added or moved but lariat's own flags.
func FuzzSplit(f *testing.F) {
	f.Add("--no-check\x00x\x00--timeout\x005s\x00-e\x00\x00--\x00--no-check")
	f.Add("-eprod\x00--var\x00a\x00b\x00--=\x00-\x00---\x00-\xc3\xa9")
	f.Fuzz(func(t *testing.T, line string) {
		args := strings.Split(line, "\x00")
		got := split(args, ourFlags())
		rest := args
		for _, word := range got.theirs {
			i := slices.Index(rest, word)
			if i < 0 {
				t.Fatalf("%q is not in order in %q: %q", word, args, got.theirs)
			}
			rest = rest[i+1:]
		}
		own := 0
		for _, g := range got.ours {
			if !isShared(g.name) {
				own++
			}
		}
		if missing := len(args) - len(got.theirs); missing < own || missing > 2*own {
			t.Errorf("%q: %d flags of lariat's own, and %d words taken out", args, own, missing)
		}
		if again := split(got.theirs, ourFlags()); own == 0 && !slices.Equal(again.theirs, args) {
			t.Errorf("%q became %q", args, again.theirs)
		}
	})
}
