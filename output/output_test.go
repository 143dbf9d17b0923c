package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/term"
)

var update = flag.Bool("update", false, "write the golden files anew")

// service is shaped like what commands print: nulls, lists and text as hostile
// as a directory may hold.
type service struct {
	Name    string    `json:"name"`
	Port    *int      `json:"port"`
	Bytes   int64     `json:"bytes"`
	Host    host      `json:"host"`
	Note    string    `json:"note,omitempty"`
	Created time.Time `json:"created_at"`
}

type host struct {
	Addresses []string `json:"addresses"`
}

func fields() []string { return []string{"name", "port", "bytes", "host", "note", "created_at"} }

func services() []service {
	port, made := 8080, time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	return []service{
		{"orders", &port, 3276800, host{[]string{"10.0.0.1", "fd00::1"}}, "<b>&", made},
		{"\x1b[2Jevil\u009b\u007f\u202e\u2028請求\U000e0041", nil, 1<<60 + 1, host{}, "", made},
	}
}

// printed parses args as a command would and prints data.
func printed(t *testing.T, tty bool, data any, args ...string) (string, error) {
	t.Helper()
	s, out, errs := term.Buffers("", tty, 60)
	cmd := &cobra.Command{Use: "list"}
	f := AddFlags(cmd, fields())
	err := cmd.ParseFlags(args)
	if err == nil {
		err = f.Validate()
	}
	if err == nil {
		err = Print(f, s, data, func(out *term.Output) error {
			_, err := fmt.Fprint(out, "for people\n")
			return err
		})
	}
	if errs.Len() > 0 {
		t.Errorf("%q: stderr has %q", args, errs)
	}
	return out.String(), err
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		golden string
		tty    bool
		data   any
		args   []string
	}{
		{"human", true, services(), nil},
		{"list", false, services(), []string{"--json"}},
		{"list", true, services(), []string{"--json"}}, // one form everywhere
		{"object", false, services()[0], []string{"--json"}},
		{"fields", false, services(), []string{"--json=port,name,note"}},
		{"jq", false, services(), []string{"--jq", ".[] | .name, .bytes, .port, .host, (.name | length)"}},
		{"jq-tty", true, services(), []string{"--jq", ".[] | .name, ., (.name | length)"}},
		{"template", false, services(), []string{"--template", everyHelper}},
		{"template-tty", true, services(), []string{"--template", everyHelper}},
	} {
		got, err := printed(t, tt.tty, tt.data, tt.args...)
		if err != nil {
			t.Errorf("%s: %v", tt.golden, err)
		}
		path := filepath.Join("testdata", tt.golden+".golden")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(path); err != nil || got != string(want) {
			t.Errorf("%s, terminal %v: %v\ngot:\n%s\nwant:\n%s", path, tt.tty, err, got, want)
		}
	}
}

const everyHelper = `{{range .}}{{.name}}|{{.port}}|{{.bytes}}|{{if .port}}{{eq .port 8080}}{{else}}none{{end}}|` +
	`{{json .}}|{{join "+" .host.addresses}}|{{.host.addresses | join "+" | printf "%q"}}|{{upper .name}}|{{trunc 4 .name}}` +
	"{{\"\\n\"}}" + `{{tablerow .name .port .bytes}}{{end}}{{tablerender}}--{{"\n"}}` +
	`{{range .}}{{tablerow .bytes .name}}{{end}}`

func TestNothingIsNull(t *testing.T) {
	t.Parallel()
	for _, data := range []any{[]service{}, []service(nil)} {
		for _, args := range [][]string{{"--json"}, {"--json=name"}, {"--jq", "."}} {
			if got, err := printed(t, false, data, args...); got != "[]\n" || err != nil {
				t.Errorf("%q: %q, %v", args, got, err)
			}
		}
	}
}

func TestUsageErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ arg, msg, hint string }{
		{"--json=nam", `--json has no field "nam"`, "did you mean --json=name? The fields are name, port"},
		{"--json=name,zzzzzz", `--json has no field "zzzzzz"`, "use name, port, bytes"},
		{"--json=", `--json has no field ""`, "use name"},
		{"--json=name,", `--json has no field ""`, "use name"},
		{"--jq=", "--jq is empty", "--jq ."},
		{"--template=", "--template is empty", "formatting"},
		{"--jq=.[", `--jq ".[": unexpected EOF`, "formatting"},
		{"--jq=nofunction", `--jq "nofunction": function not defined`, "formatting"},
		{"--jq=.[]|env.HOME|error", `--jq ".[]|env.HOME|error"`, "formatting"},
		{"--jq=.[].name.x", `expected an object but got: string`, "formatting"},
		{"--template={{", "--template:1: unclosed action", "formatting"},
		{"--template={{nohelper}}", `function "nohelper" not defined`, "formatting"},
		{"--template={{range.}}{{.nam}}{{end}}", `no entry for key "nam"`, "formatting"},
		{"--template={{range .}}{{timeago .name}}{{end}}", "error calling timeago", "formatting"},
		{`--template={{range .}}{{join "," .name}}{{end}}`, "string is not a list", "formatting"},
	} {
		got, err := printed(t, false, services(), tt.arg)
		e, ok := errors.AsType[*UsageError](err)
		if !ok || !strings.Contains(e.Msg, tt.msg) || !strings.Contains(e.Hint, tt.hint) || got != "" {
			t.Errorf("%s: %#v, stdout %q; want %q, %q", tt.arg, err, got, tt.msg, tt.hint)
		}
	}
}

// What the flags hold is found out before anything is fetched.
func TestValidateCompiles(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--jq=.", "--template=x"}, {"--jq", ".["}, {"--jq", "x"}, {"--template", "{{x}}"}, {"--json=x"}} {
		cmd := &cobra.Command{Use: "list"}
		f := AddFlags(cmd, fields())
		if err := cmd.ParseFlags(args); err != nil {
			t.Errorf("%q: %v", args, err)
		}
		if _, ok := errors.AsType[*UsageError](f.Validate()); !ok || !f.Structured() {
			t.Errorf("%q passes", args)
		}
	}
}

func TestSelection(t *testing.T) {
	t.Parallel()
	one := services()[:1]
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"--json=port,name"}, `[{"port":8080,"name":"orders"}]`},
		{[]string{"--json=name,name"}, `[{"name":"orders"}]`},
		{[]string{"--json=name, port"}, `[{"name":"orders","port":8080}]`},
		{[]string{"--json=name", "--json=port"}, `[{"name":"orders","port":8080}]`},
		{[]string{"--json=name", "--jq", "."}, `[{"name":"orders"}]`},
		{[]string{"--json=name", "--json", "--jq", ".[0]|length"}, "6"},
	} {
		got, err := printed(t, false, one, tt.args...)
		var b bytes.Buffer
		if err == nil {
			err = json.Compact(&b, []byte(strings.TrimSpace(got)))
		}
		if err != nil || b.String() != tt.want {
			t.Errorf("%q: %s, %v; want %s", tt.args, got, err, tt.want)
		}
	}
}

func TestCompletion(t *testing.T) {
	t.Parallel()
	f := AddFlags(&cobra.Command{Use: "list"}, []string{"name", "port", "host"})
	for typed, want := range map[string][]string{
		"":           {"name", "port", "host"},
		"name,":      {"name,port", "name,host"},
		"name,host,": {"name,host,port"},
	} {
		got, directive := f.completeFields(nil, nil, typed)
		if !slices.Equal(got, want) || directive&cobra.ShellCompDirectiveNoFileComp == 0 {
			t.Errorf("%q: %q, %v; want %q", typed, got, directive, want)
		}
	}
}

func TestWants(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args []string
		tty  bool
		want bool
	}{
		{nil, true, true},
		{nil, false, false},
		{[]string{"--json"}, false, true},
		{[]string{"--json=name"}, true, false},
		{[]string{"--json=name,host"}, false, true},
		{[]string{"--jq", ".[].name"}, false, false},
		{[]string{"--jq", ".[].host"}, false, true},
		{[]string{"--jq", ".[]"}, false, true},
		{[]string{"--jq", ".[] | keys"}, false, true},
		{[]string{"--template", "x"}, false, true},
	} {
		cmd := &cobra.Command{Use: "list"}
		f := AddFlags(cmd, fields())
		if err := cmd.ParseFlags(tt.args); err != nil {
			t.Fatal(err)
		}
		if got := f.Wants("host", term.NewOutput(io.Discard, tt.tty, 80)); got != tt.want {
			t.Errorf("%q, terminal %v: %v", tt.args, tt.tty, got)
		}
	}
}

func TestHelpListsFields(t *testing.T) {
	t.Parallel()
	cmd := &cobra.Command{Use: "list", Short: "List services"}
	AddFlags(cmd, fields())
	for _, field := range fields() {
		if !strings.Contains(cmd.Long, field) {
			t.Errorf("%q is not in %q", field, cmd.Long)
		}
	}
}

func BenchmarkPrint1000(b *testing.B) {
	list := slices.Repeat(services(), 500)
	for _, arg := range []string{"--json", "--json=name,port", "--jq=.[].name", "--template={{range .}}{{.name}}{{end}}"} {
		b.Run(arg, func(b *testing.B) {
			cmd := &cobra.Command{Use: "list"}
			f := AddFlags(cmd, fields())
			if err := errors.Join(cmd.ParseFlags([]string{arg}), f.Validate()); err != nil {
				b.Fatal(err)
			}
			s := term.Streams{Out: term.NewOutput(io.Discard, false, 80)}
			b.ReportAllocs()
			for b.Loop() {
				if err := Print(f, s, list, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
