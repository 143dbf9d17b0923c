package configfile

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"strings"
	"testing"
)

func TestParseEnv(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, src string
		want      map[string]string
	}{
		{"plain", "A=1\nB = two words \nC=", map[string]string{"A": "1", "B": "two words", "C": ""}},
		{"export", "export A=1\n  export\tB=2\nexport=3", map[string]string{"A": "1", "B": "2", "export": "3"}},
		{"colon", "A: 1\nB:2", map[string]string{"A": "1"}},
		{"comments", "# A=1\nB=2 # c\nC=3#c\nD='#' # c\nE=\"a#b\"#c", map[string]string{"B": "2", "C": "3", "D": "#", "E": "a#b"}},
		{"quotes", "A='x y'\nB=\"x 'y'\"\nC=`x \"y\" 'z'`\nD=''", map[string]string{"A": "x y", "B": "x 'y'", "C": "x \"y\" 'z'", "D": ""}},
		{"escapes", `A="a\nb\rc"` + "\n" + `B='a\nb'` + "\n" + `C=a\nb`, map[string]string{"A": "a\nb\rc", "B": `a\nb`, "C": `a\nb`}},
		{"escaped quote", `A="a\"b"` + "\nB='a\\'b'", map[string]string{"A": `a\"b`, "B": `a\'b`}},
		{"final backslash", `A="C:\dir\"` + "\nB=1", map[string]string{"A": `C:\dir\`, "B": "1"}},
		{"several lines", "A=\"one\ntwo\"\nB='x\n\ny' # c\nC=1", map[string]string{"A": "one\ntwo", "B": "x\n\ny", "C": "1"}},
		{"open quote", "A=\"one\nB=2", map[string]string{"A": "\"one", "B": "2"}},
		{"more after a quote", `A="x" y`, map[string]string{"A": `"x" y`}},
		{"line breaks", "A=1\r\nB='x\r\ny'\rC=3", map[string]string{"A": "1", "B": "x\ny", "C": "3"}},
		{"names", "a.b-c_1=1\n=2\nü=3\nA B=4\nno equals\n1=5", map[string]string{"a.b-c_1": "1", "1": "5"}},
		{"equals in value", "A=b=c==", map[string]string{"A": "b=c=="}},
		{"last wins", "A=1\nA=2", map[string]string{"A": "2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := map[string]string{}
			for _, l := range parseEnv(c.src) {
				got[l.name] = l.value
			}
			if !maps.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestParseEnvLines(t *testing.T) {
	t.Parallel()
	for _, l := range parseEnv("\n# c\nL3=1\nL4='a\nb'\n\nL7=\"x\nL8=2\r\nL9=3") {
		if want := string(rune('0' + l.line)); l.name != "L"+want {
			t.Errorf("%s is said to be in line %d", l.name, l.line)
		}
	}
}

// The order of facts/wrangler.md 1: later files win, and the environment's come
// last.
func TestLoadEnvOrder(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{
		".env":               "A=1\nB=1\nC=1\nD=1\nREF=$D",
		".env.local":         "\xef\xbb\xbfB=2\nC=2\nD=2",
		".env.staging":       "C=3\nD=3",
		".env.staging.local": "\nD=4",
		".env.prod":          "A=no",
	})
	vars, err := LoadEnv(EnvOptions{Dir: root, Environment: "staging"})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]EnvVar{
		"A": {"1", ".env", 1, false}, "B": {"2", ".env.local", 1, false},
		"C": {"3", ".env.staging", 1, false}, "D": {"4", ".env.staging.local", 2, false},
		// The reference comes to what won in the end: the files are one list.
		"REF": {"4", ".env", 5, true},
	} {
		want.File = filepath.Join(root, want.File)
		if vars[name] != want {
			t.Errorf("%s is %+v, want %+v", name, vars[name], want)
		}
	}
}

func TestLoadEnvFiles(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{".env": "A=1", "one.env": "B=1\nC=1", "two.env": "C=2", "folder/": "",
		"wide.env": "\xff\xfeA\x00=\x001\x00", "nul.env": "A=\x00secret", "big.env": strings.Repeat("A=1\n", 1<<18+1)})
	vars, err := LoadEnv(EnvOptions{Dir: root, Files: []string{"one.env", filepath.Join(root, "two.env")}})
	if err != nil || len(vars) != 2 || vars["C"].Value != "2" {
		t.Errorf("%+v, %v", vars, err)
	}
	for _, name := range []string{"none.env", "folder", "wide.env", "nul.env", "big.env"} {
		vars, err := LoadEnv(EnvOptions{Dir: root, Files: []string{name, "one.env"}})
		fault, ok := errors.AsType[*FileError](err)
		if !ok || fault.Path != filepath.Join(root, name) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
		if errors.Is(err, fs.ErrNotExist) != (name == "none.env") {
			t.Errorf("%s: %v: missing is not told apart", name, err)
		}
		if vars["B"].Value != "1" {
			t.Errorf("%s: the other file was lost: %v", name, vars)
		}
	}
}

// Missing defaults are fine, and so is a folder .env, as Python tools make it.
// A name of an environment never leads out of the folder.
func TestLoadEnvDefaults(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"p/.env/": "", "p/.env.x/": "", "secret": "A=1"})
	for _, env := range []string{"", "y", "x/../../secret", `x\..\..\secret`} {
		vars, err := LoadEnv(EnvOptions{Dir: filepath.Join(root, "p"), Environment: env})
		if err != nil || len(vars) != 0 {
			t.Errorf("%q: %v, %v", env, vars, err)
		}
	}
}

func TestLoadEnvExpansion(t *testing.T) {
	t.Parallel()
	process := map[string]string{"HOME": "/h", "BOTH": "process", "EMPTY": ""}
	lookup := func(name string) (string, bool) {
		v, set := process[name]
		return v, set
	}
	for value, want := range map[string]string{
		"$HOME/x":                   "/h/x",
		"${HOME}x":                  "/hx",
		"'$HOME'":                   "/h",
		"$BEFORE-${BEFORE}":         "b-b",
		"$AFTER.":                   ".",
		"$BOTH":                     "process",
		"$NONE.":                    ".",
		"${NONE:-d}":                "d",
		"${NONE-d}":                 "d",
		"${EMPTY:-d}":               "d",
		"${HOME:-d}":                "/h",
		"${NONE:-${HOME}}":          "/h",
		"${NONE:-${NONE:-$BEFORE}}": "b",
		"${NONE:-}":                 "",
		"${HOME:+yes}":              "yes",
		"${NONE:+yes}":              "",
		"${HOME:-a-b}":              "/h",
		"${NONE:-a-b}":              "a-b",
		`\$HOME`:                    "$HOME",
		`a\b`:                       `a\b`,
		"5$":                        "5$",
		"$1":                        "$1",
		"${HOME":                    "${HOME",
		"a$$HOME":                   "a$/h",
		"$SELF.":                    ".",
		"$TWICE":                    "$HOME",
	} {
		root := tree(t, map[string]string{".env": "BEFORE=b\nBOTH=file\nTWICE=\\$HOME\nV=" + value + "\nSELF=${SELF}\nAFTER=a"})
		vars, err := LoadEnv(EnvOptions{Dir: root, Lookup: lookup})
		if err != nil || vars["V"].Value != want {
			t.Errorf("%s: %q, %v; want %q", value, vars["V"].Value, err, want)
		}
		if vars["BOTH"].Value != "file" {
			t.Errorf("the process replaced a value: %+v", vars["BOTH"])
		}
	}
}

// Whoever sends values somewhere has to know which of them a file holds all by
// itself, and which take something from the process or from another file.
func TestLoadEnvBorrowed(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{
		".env":       "OWN=1\nLATE=x\nSAME=$OWN\nNONE=$NOTHING\nHOME2=$HOME\nCHAIN=$HOME2\nWORD=${HOME:+yes}\nCROSS=a$LATE\n",
		".env.local": "LATE=2\n",
	})
	vars, err := LoadEnv(EnvOptions{Dir: root, Lookup: func(name string) (string, bool) { return "/h", name == "HOME" }})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"OWN": false, "SAME": false, "NONE": false, "LATE": false,
		"HOME2": true, "CHAIN": true, "WORD": true, "CROSS": true,
	} {
		if v, ok := vars[name]; !ok || v.Borrowed != want {
			t.Errorf("%s is %+v, want Borrowed %v", name, v, want)
		}
	}
}

// A few lines must not fill the memory, and the error shows no value.
func TestLoadEnvExpansionIsBounded(t *testing.T) {
	t.Parallel()
	src := "A0=topsecret\n"
	for i := range 30 {
		src += fmt.Sprintf("A%d=$A%d$A%d\n", i+1, i, i)
	}
	root := tree(t, map[string]string{".env": src + "OTHER=1\n"})
	vars, err := LoadEnv(EnvOptions{Dir: root})
	if err == nil || strings.Contains(err.Error(), "topsecret") || !strings.Contains(err.Error(), "KiB") {
		t.Errorf("%v", err)
	}
	if vars["OTHER"].Value != "1" || vars["A1"].Value != "topsecrettopsecret" {
		t.Errorf("the rest was lost: %d variables", len(vars))
	}
}

// FuzzEnv: no panic, names as promised, lines within the file, values bounded.
func FuzzEnv(f *testing.F) {
	for _, s := range []string{
		"A=1\nexport B='x\ny' # c\nC: ${A:-$B}\r\n", "A=\"\\\"", "A=`$A${${B}:+${", "\xef\xbb\xbfA='",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		var all envVars
		parsed := parseEnv(src)
		breaks := strings.Count(src, "\n") + strings.Count(src, "\r") + 1
		for i, l := range parsed {
			if l.name == "" || strings.ContainsAny(l.name, " =\n'\"") || l.line > breaks || i > 0 && l.line <= parsed[i-1].line {
				t.Fatalf("%+v of %q", l, src)
			}
		}
		all.merge("f", parsed)
		vars, _ := all.expand(nil)
		for name, v := range vars {
			if len(v.Value) > maxEnvValue {
				t.Fatalf("%s has %d bytes", name, len(v.Value))
			}
		}
	})
}
