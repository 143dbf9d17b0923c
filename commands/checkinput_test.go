package commands_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// Whatever a file is, it is a finding or none, and the others are checked.
func TestCheckBadInput(t *testing.T) {
	t.Parallel()
	const neighbour = `other/wrangler.json:1:31: error: "a-b" is no name that JavaScript can use`
	tests := []struct {
		name, file string
		content    string // of the file
		want       string // of the first finding about it; "" for none
	}{
		{"empty", "wrangler.json", "", "wrangler.json:1:1: error: the file is empty [syntax]"},
		{"empty", "wrangler.toml", "", ""},
		{"array", "wrangler.jsonc", `[{"vpc_services": []}]`, "wrangler.jsonc:1:1: error: a configuration should be an object, not an array [wrong-type]"},
		{"large", "wrangler.json", strings.Repeat(" ", 50<<20), "wrangler.json: error: not checked: it is larger than 10 MiB [unreadable-file]"},
		{"deep", "wrangler.json", strings.Repeat(`{"a":[`, 100_000), "wrangler.json:1:769: error: values are nested too deep [syntax]"},
		{"deep", "wrangler.toml", "a = " + strings.Repeat("[", 100_000), "wrangler.toml:1:"},
		{"no UTF-8", "wrangler.toml", "name = \"\xff\"", "wrangler.toml:1:9: error: the file has bytes that are not UTF-8 [syntax]"},
		{"UTF-16", "wrangler.json", "\xff\xfe{\x00}\x00", "wrangler.json: error: the file is encoded as UTF-16 LE, not as UTF-8 [syntax]"},
		{"UTF-16 without a mark", "wrangler.json", "{\x00}\x00", "wrangler.json:1:2: error: the file has a NUL byte, so it is not a text file [syntax]"},
		{"binary", "wrangler.toml", "\x7fELF\x02\x01\x01\x00\x00\xff\xfe", "wrangler.toml:1:8: error: the file has a NUL byte"},
		{"carriage returns", "wrangler.toml", "name = \"x\"\r\n\r\n[[vpc_networks]]\r\nbinding = \"A\"\r\nnetwork_id = \"cf1:network\"\r\n", ""},
		{"folder", "wrangler.toml/readme", "", "wrangler.toml: error: not checked: it is a folder, not a file [unreadable-file]"},
	}
	for _, tt := range tests {
		t.Run(tt.name+" "+tt.file, func(t *testing.T) {
			t.Parallel()
			host := world(t, nil)
			put(t, filepath.Join(host.Dir, "other", "wrangler.json"), `{"vpc_services": [{"binding": "a-b", "service_id": "<ID>"}]}`)
			put(t, filepath.Join(host.Dir, "one", tt.file), tt.content)
			streams, out, errs := term.Buffers("", false, 80)
			code := commands.Run(t.Context(), strings.Fields("check --offline"), streams, host)
			if code != 3 || !strings.Contains(out.String(), neighbour) {
				t.Errorf("exit code %d, %s%s", code, out, errs)
			}
			told := strings.HasPrefix(out.String(), "one/")
			if told != (tt.want != "") || told && !strings.HasPrefix(out.String(), "one/"+tt.want) {
				t.Errorf("said %.300s", out)
			}
		})
	}
}

// A link to nowhere is no reason to stop, unless it was asked for.
func TestCheckDeadLink(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	put(t, filepath.Join(host.Dir, "other", "wrangler.json"), `{"vpc_services": [{"binding": "a-b", "service_id": "<ID>"}]}`)
	if err := os.Symlink("nowhere", filepath.Join(host.Dir, "wrangler.toml")); err != nil {
		t.Skip(err)
	}
	for args, want := range map[string]struct {
		code int
		text string
	}{
		"check --offline":                              {3, "wrangler.toml: error: not checked: it could not be read: no such file or directory [unreadable-file]"},
		"check --offline wrangler.toml":                {2, `error: could not search "wrangler.toml": no such file or directory`},
		"check --offline --config wrangler.toml":       {2, "could not be read: no such file or directory"},
		"check --offline --rule unreadable-file=off .": {3, "in 1 file"},
	} {
		streams, out, errs := term.Buffers("", false, 80)
		code := commands.Run(t.Context(), strings.Fields(args), streams, host)
		if code != want.code || !strings.Contains(out.String()+errs.String(), want.text) {
			t.Errorf("%s: exit code %d, %s%s", args, code, out, errs)
		}
		if found := strings.Contains(out.String(), "other/wrangler.json:1:31"); found != (want.code == 3) {
			t.Errorf("%s: %s", args, out)
		}
	}
}

// A reader that goes away takes no finding with it.
func TestCheckToClosedPipe(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	put(t, filepath.Join(host.Dir, "bad", "wrangler.json"), `{"vpc_services": [{"binding": "a-b", "service_id": "<ID>"}]}`)
	r, w := io.Pipe()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]int{
		"check --offline bad --format sarif": 3, "check --offline bad": 3, "check --offline bad --json": 3,
		"check --offline bad --rule binding-name=info,placeholder-id=info": 0, "check bad": 4,
	} {
		streams, _, errs := term.Buffers("", false, 80)
		streams.Out = term.NewOutput(w, false, 80)
		code := commands.Run(t.Context(), strings.Fields(args), streams, host)
		if code != want || strings.Contains(errs.String(), "error:") != (code == 4) {
			t.Errorf("%s: exit code %d, %s", args, code, errs)
		}
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
