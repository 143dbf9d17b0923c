package layout

import (
	"bytes"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const (
	module = "github.com/lariat-cli/lariat/"
	cobra  = "github.com/spf13/cobra"
)

// rule says what a package may not depend on, directly or through others.
type rule struct {
	pkg    string   // ours, without the module's path; "x/..." is x and what is below it
	not    []string // ours without the module's path, or another module's whole path
	only   []string // if set, all of ours that it may depend on
	stdlib bool     // nothing but the standard library
	why    string
}

// rules are DESIGN.md's table of packages. Every package is named in exactly
// one, so that a new one has to say where it stands.
var rules = []rule{
	{pkg: "vpc", stdlib: true, only: []string{"internal/safetext"},
		why: "client, backend, check and gateway share its words; what it imports they all would"},
	{pkg: "diag", stdlib: true, only: []string{"internal/safetext"},
		why: "findings are rendered the same whatever they are about"},
	{pkg: "suggest", stdlib: true, only: []string{},
		why: "it compares words and knows none"},
	{pkg: "internal/buildinfo", stdlib: true, only: []string{},
		why: "it runs before anything else can"},
	{pkg: "internal/safetext", stdlib: true, only: []string{},
		why: "everything that prints asks it"},
	{pkg: "internal/bounded", stdlib: true, only: []string{},
		why: "whoever reads a file may use it"},
	{pkg: "internal/loopback", stdlib: true, only: []string{},
		why: "both sides of a connection ask it"},
	{pkg: "internal/atomicfile", stdlib: true, only: []string{},
		why: "whoever edits a file may use it, whatever the file is"},
	{pkg: "internal/rulepage", only: []string{},
		why: "tests of the rules and of the command read the same pages"},
	{pkg: "internal/layout", stdlib: true, only: []string{},
		why: "it has no code"},
	{pkg: "term", only: []string{"internal/safetext"}, not: []string{cobra},
		why: "the terminal does not know what is shown on it"},
	{pkg: "output", only: []string{"term", "suggest", "internal/safetext"},
		why: "the output contract holds for every domain alike"},
	{pkg: "configfile", not: []string{"client", "vpc", "auth", "backend", "commands", "term", cobra},
		why: "it reads files; what they mean is for others"},
	{pkg: "client", not: []string{"auth", "configfile", "backend", "term", "commands", cobra},
		why: "it declares the token source that it needs; others may use it without our commands"},
	{pkg: "auth", not: []string{"client", "commands", "backend", "term", cobra},
		why: "where credentials come from has nothing to do with what they are used for"},
	{pkg: "auth/oauth", only: []string{"internal/bounded", "internal/loopback", "internal/safetext"},
		not: []string{cobra},
		why: "it is the protocol: where tokens are kept and how a browser is opened is for others"},
	{pkg: "internal/browser", stdlib: true, only: []string{},
		why: "it starts a program, whatever the address is for"},
	{pkg: "backend", not: []string{"client", "commands", "configfile", "auth", "term", cobra},
		why: "the client is tested against it: shared code would share its mistakes"},
	{pkg: "completions", not: []string{"client", "auth", "backend", "term"},
		why: "values come in as functions, so that a completion cannot prompt or fail aloud"},
	{pkg: "check", not: []string{"client", "backend", "term", "commands", cobra},
		why: "its rules are functions of what was fetched and parsed before"},
	{pkg: "check/source", not: []string{"client", "vpc", "backend", "auth", "commands", "term", cobra},
		why: "it reads programs; what their bindings are bound to is for the rules"},
	{pkg: "gateway", not: []string{"client", "backend", "configfile", "commands", "term", cobra},
		why: "it routes what it is told to; dev decides what that is"},
	{pkg: "commands/settings",
		only: []string{"auth", "auth/oauth", "suggest", "internal/atomicfile", "internal/bounded", "internal/loopback", "internal/safetext"},
		not:  []string{cobra},
		why:  "commands ask it by name"},
	{pkg: "commands", why: "it may import everything"},
	{pkg: "commands/...", why: "they may import everything"},
	{pkg: "cmd/lariat", why: "see TestMainImportsOnlyCommands"},
	{pkg: "internal/gendocs", why: "it walks the commands"},
	{pkg: "bench/...", not: []string{"client", "backend", "vpc", "commands", cobra},
		why: "it measures programs from outside; the bare ones have to be bare"},
}

func TestPackagesKeepTheirPlace(t *testing.T) {
	t.Parallel()
	for pkg, deps := range list(t, "Deps") {
		r := ruleOf(t, pkg)
		for _, dep := range deps {
			if fault := r.breach(dep); fault != "" {
				t.Errorf("%s depends on %s: %s (%s)", pkg, dep, fault, r.why)
			}
		}
	}
}

func TestMainImportsOnlyCommands(t *testing.T) {
	t.Parallel()
	imports, ok := list(t, "Imports")["cmd/lariat"]
	if !ok {
		t.Fatal("there is no cmd/lariat")
	}
	for _, dep := range imports {
		if dep != "os" && dep != module+"commands" {
			t.Errorf("cmd/lariat imports %s: main hands over to commands and exits with its code", dep)
		}
	}
}

// A breach that is never found would make the test above pass for nothing.
func TestBreachFindsWhatItShould(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		pkg, dep string
		want     bool
	}{
		{"vpc", "strings", false},
		{"vpc", module + "diag", true},
		{"vpc", cobra, true},
		{"client", module + "vpc", false},
		{"client", module + "commands/app", true},
		{"client", cobra, true},
		{"client", "github.com/google/uuid", false},
		{"term", module + "vpc", true},
		{"output", module + "term", false},
		{"output", module + "vpc", true},
		{"configfile", module + "vpc", true},
		{"commands/settings", module + "commands/app", true},
		{"commands/vpc/service", cobra, false},
		{"bench", module + "bench/report", false},
		{"bench/hello", cobra, true},
	} {
		r := ruleOf(t, tt.pkg)
		if got := r.breach(tt.dep) != ""; got != tt.want {
			t.Errorf("%s -> %s: breach %v, want %v", tt.pkg, tt.dep, got, tt.want)
		}
	}
}

// breach says what is wrong with a dependency on dep, or "".
func (r rule) breach(dep string) string {
	ours, isOurs := strings.CutPrefix(dep, module)
	host, _, _ := strings.Cut(dep, "/")
	switch {
	case isOurs && within(ours, strings.TrimSuffix(r.pkg, "/...")):
		return "" // a part of it
	case r.stdlib && (isOurs && !slices.Contains(r.only, ours) || !isOurs && strings.Contains(host, ".")):
		return "it holds nothing but the standard library"
	case isOurs && r.only != nil && !slices.Contains(r.only, ours):
		return "it may use none of ours but " + strings.Join(r.only, ", ")
	case slices.ContainsFunc(r.not, func(p string) bool { return within(ours, p) }):
		return "it must not"
	}
	return ""
}

// within reports whether pkg is p or below it.
func within(pkg, p string) bool { return pkg == p || strings.HasPrefix(pkg, p+"/") }

// ruleOf finds the rule with the longest name that fits.
func ruleOf(t *testing.T, pkg string) rule {
	t.Helper()
	var found rule
	for _, r := range rules {
		tree, isTree := strings.CutSuffix(r.pkg, "/...")
		if (r.pkg == pkg || isTree && within(pkg, tree)) && len(r.pkg) > len(found.pkg) {
			found = r
		}
	}
	if found.pkg == "" {
		t.Fatalf("package %s is in no rule: say in this file what it may import and why", pkg)
	}
	return found
}

// list gives what `go list` says of every package: Imports or Deps, without
// those of tests.
func list(t *testing.T, field string) map[string][]string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .`+field+` " "}}`, module+"...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v: %s", err, stderr.String())
	}
	packages := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		packages[strings.TrimPrefix(words[0], module)] = words[1:]
	}
	if len(packages) < 10 {
		t.Fatalf("go list found only %d packages", len(packages))
	}
	return packages
}
