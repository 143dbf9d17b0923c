package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// What the configurations of a check have: each binds services in the top level
// and in its environments.
const bindings = 5

// checkSizes are how many configurations are checked at once, for a look at how
// the cost grows.
func checkSizes() []int { return []int{1, 10, 100, 1000, 10000} }

// The checks of one project, offline.
const (
	checkAlone  = "lariat check --offline --no-source"
	checkSource = "lariat check --offline, 200 modules"
	modules     = 200
)

func checkName(n int) string { return fmt.Sprintf("lariat check, %d configurations", n) }

// checkPrograms lists the checks against a saved directory. The large ones are
// measured less often.
func checkPrograms(bin, dir string, env []string, runs int) ([]program, error) {
	directory := filepath.Join(dir, "directory.json")
	if err := writeDirectory(directory); err != nil {
		return nil, err
	}
	var all []program
	for _, n := range checkSizes() {
		folder := filepath.Join(dir, fmt.Sprint(n))
		if err := writeConfigurations(folder, n); err != nil {
			return nil, err
		}
		argv := []string{filepath.Join(bin, "lariat"), "check", "--directory", directory, folder}
		all = append(all, program{name: checkName(n), argv: argv, env: env, runs: max(1, min(runs, 30000/n))})
	}
	folder := filepath.Join(dir, "project")
	if err := writeProject(folder); err != nil {
		return nil, err
	}
	offline := []string{filepath.Join(bin, "lariat"), "check", "--offline", folder}
	return append(all,
		program{name: checkAlone, argv: slices.Concat(offline, []string{"--no-source"}), env: env, runs: runs},
		program{name: checkSource, argv: offline, env: env, runs: runs}), nil
}

func checkedID(i int) string { return fmt.Sprintf("0191dd2e-0000-7000-8000-%012x", i%serviceCount) }

// writeDirectory saves as many services as an account may hold, behind a few
// healthy tunnels.
func writeDirectory(path string) error {
	const tunnels = 20
	type object = map[string]any
	tunnelID := func(i int) string { return fmt.Sprintf("5456b9ca-8b73-4b44-93df-%012x", i%tunnels) }
	var services, behind []object
	for i := range serviceCount {
		name := fmt.Sprintf("service-%04d", i)
		host := object{"hostname": name + ".internal.example.com", "resolver_network": object{"tunnel_id": tunnelID(i)}}
		services = append(services,
			object{"service_id": checkedID(i), "name": name, "type": "http", "http_port": 8080, "host": host})
	}
	for i := range tunnels {
		behind = append(behind, object{"id": tunnelID(i), "name": fmt.Sprintf("tunnel-%d", i), "status": "healthy",
			"connectors": []object{{"id": "a", "version": "2026.9.1"}, {"id": "b", "version": "2026.9.1"}}})
	}
	data, err := json.Marshal(object{"services": services, "tunnels": behind})
	if err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o600)
}

// writeConfigurations writes n of them, half JSONC and half TOML, each in a
// folder of its own.
func writeConfigurations(dir string, n int) error {
	for i := range n {
		folder := filepath.Join(dir, fmt.Sprintf("worker-%05d", i))
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return err
		}
		name, text := "wrangler.jsonc", jsonc(i)
		if i%2 == 1 {
			name, text = "wrangler.toml", toml(i)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func environments() []string { return []string{"staging", "preview", "production"} }

func jsonc(seed int) string {
	list := func(level int) string {
		var entries []string
		for i := range bindings {
			id := checkedID(seed*level + i)
			entries = append(entries, fmt.Sprintf(`{ "binding": "SERVICE_%d", "service_id": "%s" }`, i, id))
		}
		return "[\n    " + strings.Join(entries, ",\n    ") + ",\n  ]"
	}
	var envs []string
	for i, name := range environments() {
		envs = append(envs, fmt.Sprintf(`"%s": { "vpc_services": %s }`, name, list(i+2)))
	}
	return fmt.Sprintf(`{
  // of the benchmark
  "name": "worker-%d",
  "vpc_services": %s,
  "env": { %s },
}
`, seed, list(1), strings.Join(envs, ", "))
}

func toml(seed int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "name = \"worker-%d\" # of the benchmark\n", seed)
	for level, prefix := range append([]string{""}, environments()...) {
		if prefix != "" {
			prefix = "env." + prefix + "."
		}
		for i := range bindings {
			id := checkedID(seed*(level+1) + i)
			fmt.Fprintf(&b, "\n[[%svpc_services]]\nbinding = \"SERVICE_%d\"\nservice_id = \"%s\"\n", prefix, i, id)
		}
	}
	return b.String()
}
