// Package demo holds `lariat demo`: the get-started guide, played for real
// against the embedded backend.
package demo

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/term"
)

// Runner runs a command line in the given world and returns its exit code.
type Runner func(ctx context.Context, args []string, streams term.Streams, host app.Host) int

// NewCmd returns the command. It runs other commands through run.
func NewCmd(a *app.App, run Runner) *cobra.Command {
	return &cobra.Command{
		Use:   "demo",
		Short: "Play the get-started guide with the embedded backend",
		Long: `Play the get-started guide of Workers VPC in a temporary folder, with the embedded backend:
a tunnel, services, the configuration files that bind them, and one that is broken and
mended. Every command is run for real, and what is shown is what it printed. Nothing
outside the folder is touched.`,
		Example: `  lariat demo`,
		Args:    app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := os.MkdirTemp("", "lariat-demo-")
			if err != nil {
				return err
			}
			defer os.RemoveAll(dir) //nolint:errcheck // a temporary folder
			if dir, err = filepath.Abs(dir); err != nil {
				return err
			}
			p := &player{app: a, run: run, dir: dir}
			return p.play(cmd.Context())
		},
	}
}

// player plays the scenes in one folder.
type player struct {
	app *app.App
	run Runner
	dir string
}

// scene is a sentence and then a command, or something else that is shown.
type scene struct {
	say  string
	line string
	do   func(context.Context) error
}

func (p *player) play(ctx context.Context) error {
	return p.playAll(ctx, []scene{
		{say: "A private network is reached through a Cloudflare Tunnel.", line: "tunnel create office"},
		{say: "A service by its hostname, which is resolved behind the tunnel.",
			line: "vpc service create private-api --type http --tunnel office --hostname api.internal.example"},
		{say: "A service by both of its addresses, with ports of its own.",
			line: "vpc service create legacy --tunnel office --ipv4 10.0.0.7 --ipv6 fd00::7 --http-port 8080 --https-port 8443"},
		{line: "vpc service list"},
		{do: p.bind},
		{do: p.check},
		{say: "An update changes what is given, and says what that was.",
			line: "vpc service update legacy --https-port 9443 --unset http-port"},
		{line: "vpc service get legacy --jq .https_port"},
		{say: "And away with it.", line: "vpc service delete legacy private-api --yes"},
		{line: "vpc service list --json"},
	})
}

func (p *player) playAll(ctx context.Context, scenes []scene) error {
	for _, s := range scenes {
		if s.say != "" {
			p.say(s.say)
		}
		do := s.do
		if do == nil {
			do = func(ctx context.Context) error { return p.show(ctx, s.line, 0) }
		}
		if err := do(ctx); err != nil {
			return err
		}
	}
	return nil
}

// bind writes both kinds of configuration with the services' real ids, reads
// them back, and looks every binding up.
func (p *player) bind(ctx context.Context) error {
	ids := map[string]string{}
	for _, name := range []string{"private-api", "legacy"} {
		id, err := p.capture(ctx, "vpc service get "+name+" --jq .service_id")
		if err != nil {
			return err
		}
		ids[name] = id
	}
	p.say("A Worker binds services by id, in wrangler.jsonc or in wrangler.toml.")
	var docs []*configfile.Document
	for _, file := range []struct{ name, text string }{
		{"wrangler.jsonc", jsonc(ids)}, {"wrangler.toml", toml(ids)},
	} {
		doc, err := p.write(file.name, file.text)
		if err != nil {
			return err
		}
		docs = append(docs, doc)
	}
	if !docs[0].Equal(docs[1]) {
		return fmt.Errorf("%s and %s do not say the same", docs[0].Path, docs[1].Path)
	}
	p.say("Both say the same. Each binding leads to a service:")
	for _, b := range docs[0].Top.VPCServices.V {
		line := p.app.Streams.Out.Style("dim", "# "+b.Binding.V)
		if _, err := fmt.Fprintln(p.app.Streams.Out, line); err != nil {
			return err
		}
		if err := p.show(ctx, "vpc service get "+b.ServiceID.V+" --json=name,host", 0); err != nil {
			return err
		}
	}
	return nil
}

func jsonc(ids map[string]string) string {
	return `{
  // What the Worker sees as env.PRIVATE_API and env.LEGACY.
  "name": "my-worker",
  "main": "src/index.ts",
  "compatibility_date": "2026-11-17",
  "vpc_services": [
    { "binding": "PRIVATE_API", "service_id": "` + ids["private-api"] + `" },
    { "binding": "LEGACY", "service_id": "` + ids["legacy"] + `" },
  ],
}
`
}

func toml(ids map[string]string) string {
	return `name = "my-worker"
main = "src/index.ts"
compatibility_date = "2026-11-17"

[[vpc_services]]
binding = "PRIVATE_API"
service_id = "` + ids["private-api"] + `"

[[vpc_services]]
binding = "LEGACY"
service_id = "` + ids["legacy"] + `"
`
}

// write writes and shows a file and reads it back.
func (p *player) write(name, text string) (*configfile.Document, error) {
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		return nil, err
	}
	out := p.app.Streams.Out
	if _, err := fmt.Fprintf(out, "%s\n%s\n", out.Style("heading", "$ cat "+name), text); err != nil {
		return nil, err
	}
	return configfile.Load(path)
}

func (p *player) say(text string) {
	out := p.app.Streams.Out
	_, _ = fmt.Fprintf(out, "%s\n", out.Style("dim", "# "+text)) // a closed pipe shows at the next command
}

// show prints a command and runs it, output and all. It has to end with the
// exit code want.
func (p *player) show(ctx context.Context, line string, want int) error {
	out := p.app.Streams.Out
	if _, err := fmt.Fprintln(out, out.Style("heading", "$ lariat --local "+line)); err != nil {
		return err
	}
	streams := p.app.Streams
	streams.Err = streams.Out // the demo's narration and data are one text
	if code := p.run(ctx, p.args(line), streams, p.host()); code != want {
		return fmt.Errorf("lariat --local %s: exit code %d", line, code)
	}
	_, err := fmt.Fprintln(out)
	return err
}

// capture runs a command and returns what it printed.
func (p *player) capture(ctx context.Context, line string) (string, error) {
	streams, out, errs := term.Buffers("", false, 80)
	if code := p.run(ctx, p.args(line), streams, p.host()); code != 0 {
		return "", fmt.Errorf("lariat --local %s: exit code %d: %s", line, code, bytes.TrimSpace(errs.Bytes()))
	}
	return strings.TrimSpace(out.String()), nil
}

func (p *player) args(line string) []string {
	return append([]string{"--local", "--no-input"}, strings.Fields(line)...)
}

// host is a world that holds the folder and nothing of the user's.
func (p *player) host() app.Host {
	h := p.app.Host
	h.Dir, h.Home, h.Ceiling = p.dir, p.dir, p.dir
	h.Env = func(name string) string {
		if name == "LARIAT_STATE_DIR" {
			return filepath.Join(p.dir, "state")
		}
		return ""
	}
	return h
}
