package output

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/term"
)

// prepared is a format with one flag given, and the command it belongs to.
func prepared(t *testing.T, arg string) (*Format, *cobra.Command) {
	t.Helper()
	cmd := &cobra.Command{Use: "list"}
	f := AddFlags(cmd, fields())
	if err := errors.Join(cmd.ParseFlags([]string{arg}), f.Validate()); err != nil {
		t.Fatal(err)
	}
	return f, cmd
}

func TestJQResults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ expression, want string }{
		{".[0].name", "orders\n"},
		{".[0].port", "8080\n"},
		{".[1].port", "null\n"},
		{".[1].bytes", "1152921504606846977\n"}, // no digit is lost
		{".[0].bytes + 1", "3276801\n"},
		{"[.[].bytes > 1]", "[true,true]\n"},
		{".[0].host", `{"addresses":["10.0.0.1","fd00::1"]}` + "\n"},
		{".[1].host.addresses", "[]\n"},
		{`"a\nb"`, "a\nb\n"},
		{"empty", ""},
		{"1, halt, 2", "1\n"},
		{"[.[0].created_at | fromdateiso8601]", "[1772366400]\n"},
	} {
		if got, err := printed(t, false, services(), "--jq", tt.expression); got != tt.want || err != nil {
			t.Errorf("%s: %q, %v; want %q", tt.expression, got, err, tt.want)
		}
	}
}

// An expression that fails half way leaves nothing behind that looks like a
// result.
func TestJQFailsWhole(t *testing.T) {
	t.Parallel()
	got, err := printed(t, false, services(), "--jq", `.[0].name, error("no \(.[0].port)")`)
	if _, ok := errors.AsType[*UsageError](err); !ok || got != "" || !strings.Contains(err.Error(), "no 8080") {
		t.Errorf("%q, %v", got, err)
	}
}

func TestEndlessJQ(t *testing.T) {
	t.Parallel()
	gone, w := io.Pipe()
	gone.Close()
	f, _ := prepared(t, "--jq=range(infinite)")
	err := Print(f, term.Streams{Out: term.NewOutput(w, false, 80)}, services(), nil)
	if !errors.Is(err, term.ErrClosedPipe) {
		t.Errorf("its reader gone: %v", err)
	}

	f, cmd := prepared(t, "--jq=last(range(infinite))")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	cmd.SetContext(ctx)
	s, out, _ := term.Buffers("", false, 80)
	if err := Print(f, s, services(), nil); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("interrupted: %v, stdout %q", err, out)
	}
}

func TestTemplateEndsItsLine(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"x":                  "x\n",
		"x\n":                "x\n",
		"x\n\n":              "x\n\n",
		"{{/* nothing */}}":  "",
		`{{tablerow "a" 1}}`: "a\t1\n",
		`b{{tablerow "a"}}`:  "ba\n",
	} {
		if got, err := printed(t, false, services(), "--template", text); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}

// A template may run twice: rows are those of one run.
func TestTemplateRunsAfresh(t *testing.T) {
	t.Parallel()
	f, _ := prepared(t, `--template={{tablerow "a" .name}}`)
	for range 2 {
		s, out, _ := term.Buffers("", false, 80)
		if err := Print(f, s, services()[0], nil); err != nil || out.String() != "a\torders\n" {
			t.Errorf("%q, %v", out, err)
		}
	}
}

// Only the template's own faults are usage errors.
func TestTemplateClosedPipe(t *testing.T) {
	t.Parallel()
	gone, w := io.Pipe()
	gone.Close()
	for _, text := range []string{"x", `{{printf "%1100000d" 1}}`} { // at the end, and half way
		f, _ := prepared(t, "--template="+text)
		err := Print(f, term.Streams{Out: term.NewOutput(w, false, 80)}, services(), nil)
		if _, usage := errors.AsType[*UsageError](err); usage || !errors.Is(err, term.ErrClosedPipe) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestTimeAgo(t *testing.T) {
	t.Parallel()
	s := services()[0]
	s.Created = time.Now().Add(-3*time.Hour - time.Minute)
	if got, err := printed(t, false, s, "--template", "{{timeago .created_at}}{{timeago .port | len}}"); err == nil {
		t.Errorf("a number is a time: %q", got)
	}
	if got, err := printed(t, false, s, "--template", "{{timeago .created_at}}"); got != "3 hours ago\n" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := printed(t, false, services()[1], "--template", "{{timeago .port}}."); got != ".\n" || err != nil {
		t.Errorf("a time that is null: %q, %v", got, err)
	}
}

func TestTruncate(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		n    int
		v    any
		want string
	}{
		{4, "orders", "ord…"}, {6, "orders", "orders"}, {0, "orders", "orders"}, {-1, "x", "x"},
		{2, "請求書", "請…"}, {3, 12345, "12…"}, {3, null(nil), ""},
	} {
		if got := truncate(tt.n, tt.v); got != tt.want {
			t.Errorf("trunc %d %v = %q, want %q", tt.n, tt.v, got, tt.want)
		}
	}
}
