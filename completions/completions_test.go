package completions_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/completions"
)

func complete(ctx context.Context, list completions.Lister, args []string, prefix string) []cobra.Completion {
	cmd := &cobra.Command{}
	cmd.SetContext(ctx)
	found, _ := completions.Dynamic(list)(cmd, args, prefix)
	return found
}

func TestDynamic(t *testing.T) {
	t.Parallel()
	list := func(context.Context) ([]completions.Value, error) {
		return []completions.Value{
			{Text: "api", Description: "http"},
			{Text: "api-2"},
			{Text: "db"},
			{Text: "two words"},
			{Text: "evil\x1b[2J"},
			{Text: ""},
		}, nil
	}
	for _, tt := range []struct {
		args   []string
		prefix string
		want   []string
	}{
		{nil, "", []string{"api\thttp", "api-2\t", "db\t"}},
		{nil, "a", []string{"api\thttp", "api-2\t"}},
		{[]string{"api"}, "a", []string{"api-2\t"}},
		{nil, "x", nil},
	} {
		got := complete(t.Context(), list, tt.args, tt.prefix)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%v %q: %q, want %q", tt.args, tt.prefix, got, tt.want)
		}
	}
}

// A list that fails or that does not come is no completion, and nothing else.
func TestSilence(t *testing.T) {
	t.Parallel()
	failing := func(context.Context) ([]completions.Value, error) {
		return []completions.Value{{Text: "half"}}, errors.New("no network")
	}
	if got := complete(t.Context(), failing, nil, ""); len(got) > 0 {
		t.Errorf("a failed list completes %q", got)
	}
	deaf := make(chan struct{})
	t.Cleanup(func() { close(deaf) })
	stuck := func(context.Context) ([]completions.Value, error) {
		<-deaf // it ignores its context
		return nil, nil
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := complete(ctx, stuck, nil, ""); len(got) > 0 {
		t.Errorf("a stuck list completes %q", got)
	}
}
