package commands_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// The README's console blocks are a session that was really had: its commands,
// run in order on a terminal against the embedded backend, print what stands
// there, but for ids and times. "go test ./commands -run Readme -update" has
// the session anew.
func TestReadme(t *testing.T) {
	t.Parallel()
	const path = "../README.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	host := world(t, map[string]string{"LARIAT_TARGET": "local"})
	project := filepath.Join(host.Dir, "wrangler.jsonc")
	if err := os.WriteFile(project, []byte(readmeProject), 0o600); err != nil {
		t.Fatal(err)
	}
	home := strings.NewReplacer(host.Dir, "/home/me/app", host.Home, "/home/me")
	run := func(line string) string {
		var screen bytes.Buffer
		streams, _, _ := term.Buffers("y\n", true, 120)
		streams.Out, streams.Err = term.NewOutput(&screen, true, 120), term.NewOutput(&screen, true, 120)
		commands.Run(t.Context(), words(line), streams, host)
		shown := secret.ReplaceAllString(home.Replace(screen.String()), "API_TOKEN=...")
		return strings.ReplaceAll(shown, "[y/N] ", "[y/N] y\n")
	}
	fresh := consoleBlock.ReplaceAllStringFunc(string(data), func(block string) string {
		var b strings.Builder
		for _, line := range strings.SplitAfter(block, "\n") {
			command, isOurs := strings.CutPrefix(line, "$ lariat ")
			switch {
			case isOurs:
				b.WriteString(line + run(command))
			case line == "$ cat wrangler.jsonc\n":
				b.WriteString(line + readmeProject)
			case strings.HasPrefix(line, "```"):
				b.WriteString(line)
			}
		}
		return b.String()
	})
	if *commands.Update {
		if err := os.WriteFile(path, []byte(unlessPassing(string(data), fresh)), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, want := strings.Split(passing(string(data)), "\n"), strings.Split(passing(fresh), "\n")
	for i, line := range want {
		if i >= len(got) || got[i] != line {
			t.Fatalf("README.md, line %d does not stand there any more:\n%s", i+1, line)
		}
	}
}

// readmeProject is a project with a mistake in it.
const readmeProject = `{
  "name": "shop",
  "vpc_services": [{ "binding": "API", "service_id": "api" }]
}
`

var (
	consoleBlock = regexp.MustCompile("(?s)```console\n.*?```")
	secret       = regexp.MustCompile(`API_TOKEN=\S+`)
	word         = regexp.MustCompile(`'[^']*'|[^\s']+`)
	passingText  = regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|request id [0-9a-f]{16}` +
		`|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|just now|\d+ \w+ ago|[\d.]+ [KM]iB`)
)

// words splits a command line that quotes with single quotes alone.
func words(line string) []string {
	list := word.FindAllString(line, -1)
	for i := range list {
		list[i] = strings.Trim(list[i], "'")
	}
	return list
}

// unlessPassing is the fresh text, with the lines of the old one where only
// what passes has changed.
func unlessPassing(old, fresh string) string {
	kept := map[string][]string{}
	for line := range strings.Lines(old) {
		kept[passing(line)] = append(kept[passing(line)], line)
	}
	var b strings.Builder
	for line := range strings.Lines(fresh) {
		if same := kept[passing(line)]; len(same) > 0 {
			line, kept[passing(line)] = same[0], same[1:]
		}
		b.WriteString(line)
	}
	return b.String()
}

// passing hides what differs from one session to the next.
func passing(s string) string { return passingText.ReplaceAllString(s, "-") }
