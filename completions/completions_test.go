package completions_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/completions"
)

type lister = func(context.Context) ([]completions.Value, error)

func run(ctx context.Context, f completions.Func, args []string, typed string) []cobra.Completion {
	cmd := &cobra.Command{}
	cmd.SetContext(ctx)
	found, _ := f(cmd, args, typed)
	return found
}

func always(values ...completions.Value) lister {
	return func(context.Context) ([]completions.Value, error) { return values, nil }
}

func TestArgs(t *testing.T) {
	t.Parallel()
	list := always(
		completions.Value{Text: "api", Description: "http", Also: "id-1"},
		completions.Value{Text: "api-2"},
		completions.Value{Text: "db"},
		completions.Value{Text: "id-1", Description: "evil\x1b[2J\tname", Also: "api"},
	)
	for _, tt := range []struct {
		most  int
		args  []string
		typed string
		want  []string
	}{
		{1, nil, "", []string{"api\thttp", "api-2\t", "db\t", "id-1\tevil\\x1b[2J\\x09name"}},
		{1, nil, "a", []string{"api\thttp", "api-2\t"}},
		{1, []string{"db"}, "", nil},
		{-1, []string{"api"}, "", []string{"api-2\t", "db\t"}},
		{-1, []string{"id-1"}, "a", []string{"api-2\t"}},
		{1, nil, "x", nil},
	} {
		got := run(t.Context(), completions.Args(tt.most, list), tt.args, tt.typed)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%d %v %q: %q, want %q", tt.most, tt.args, tt.typed, got, tt.want)
		}
	}
	if got := run(t.Context(), completions.Flag(list), []string{"db"}, "d"); !slices.Equal(got, []string{"db\t"}) {
		t.Errorf("the arguments have nothing to do with a flag: %q", got)
	}
}

// A name is not offered where it would be more to a shell than a word, or less.
func TestPlain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"orders-db": true, "a.b/c:d@e%f+g=h,i_j": true, "東京-café": true, "_x": true, "9": true,
		"two words": false, "": false, "$(touch${IFS}/tmp/x)": false, "`id`": false, "a;id": false, "a&b": false,
		"a|b": false, "a>b": false, "a<b": false, "a'b": false, `a"b`: false, `a\b`: false, "a*": false, "a?": false,
		"[ab]": false, "{a,b}": false, "~root": false, "#a": false, "!!": false, "a!b": false, "-flag": false,
		"=ls": false, "%1": false, "a\u3000b": false, "a\u00a0b": false, "a\u202eb": false, "evil\x1b[2J": false,
	} {
		got := run(t.Context(), completions.Flag(always(completions.Value{Text: text})), nil, "")
		if (len(got) > 0) != want {
			t.Errorf("%q is offered: %v, want %v", text, !want, want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	f := completions.Words([]string{"http-port", "ipv4"})
	for typed, want := range map[string][]string{
		"":                {"http-port", "ipv4"},
		"ip":              {"http-port", "ipv4"}, // the shell picks
		"http-port,":      {"http-port,ipv4"},
		"http-port,i":     {"http-port,ipv4"},
		"http-port,ipv4,": nil,
	} {
		if got := run(t.Context(), f, nil, typed); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

// A list that fails is no completion, and nothing else.
func TestSilence(t *testing.T) {
	t.Parallel()
	failing := func(context.Context) ([]completions.Value, error) {
		return []completions.Value{{Text: "half"}}, errors.New("no network")
	}
	if got := run(t.Context(), completions.Flag(failing), nil, ""); len(got) > 0 {
		t.Errorf("a failed list completes %q", got)
	}
}

// A list that does not come is waited for one second, whatever it does with its
// context.
func TestLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		deaf := make(chan struct{})
		stuck := func(ctx context.Context) ([]completions.Value, error) {
			if _, limited := ctx.Deadline(); !limited {
				t.Error("the list does not know its limit")
			}
			<-deaf
			return []completions.Value{{Text: "late"}}, nil
		}
		start := time.Now()
		if got := run(t.Context(), completions.Flag(stuck), nil, ""); len(got) > 0 {
			t.Errorf("a stuck list completes %q", got)
		}
		if waited := time.Since(start); waited != time.Second {
			t.Errorf("waited %v", waited)
		}
		close(deaf)
	})
}
