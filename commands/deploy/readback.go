package deploy

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
)

// isReadBack says whether there is something to compare afterwards: Workers in a
// dispatch namespace are not among the account's, and a dry run leaves none.
func (o *options) isReadBack(meant []check.Binding) bool {
	return !o.noCheck && len(meant) > 0 && !o.isDryRun() && o.argv.said["dispatch-namespace"] == ""
}

func (o *options) isDryRun() bool { return o.argv.said["dry-run"] == "true" }

// readBack compares what a Worker binds with what was meant: an upload that
// drops a binding succeeds (facts/cloudflare-api.md 8, row 28).
func (o *options) readBack(ctx context.Context, r record, account string, meant []check.Binding) error {
	up, ok := r.uploaded()
	if !ok || up.Type == "version-upload" && up.VersionID == "" {
		o.app.Warn("this Wrangler does not say what it has uploaded, so its VPC bindings were not read back")
		return nil
	}
	what := fmt.Sprintf("Worker %q is deployed", up.WorkerName)
	if up.Type == "version-upload" {
		what = fmt.Sprintf("version %q of Worker %q is uploaded", up.VersionID, up.WorkerName)
	}
	c, err := o.app.Client(ctx)
	if err != nil {
		return err
	}
	got, err := bindings(ctx, c.ForAccount(account), up)
	if err != nil {
		return unread(err, what)
	}
	differences := check.Deployed(meant, got)
	if len(differences) == 0 {
		o.app.Note("Its VPC bindings are as they were meant.")
		return nil
	}
	texts := make([]string, len(differences))
	for i, d := range differences {
		texts[i] = d.String()
	}
	return &app.Problem{Kind: app.KindFailed, Msg: what + ", but " + strings.Join(texts, "; "),
		Hint: "lariat " + strings.Join(o.verb, " ") + " # once more: another upload may have come in between"}
}

// bindings asks for those of the version where it is not the one that runs:
// settings are those of the latter.
func bindings(ctx context.Context, c *client.Client, up entry) ([]check.Binding, error) {
	var found []client.Binding
	if up.Type == "version-upload" {
		v, err := c.Scripts.Version(ctx, up.WorkerName, up.VersionID)
		if err != nil {
			return nil, err
		}
		found = v.Bindings
	} else {
		s, err := c.Scripts.Settings(ctx, up.WorkerName)
		if err != nil {
			return nil, err
		}
		found = s.Bindings
	}
	got := make([]check.Binding, len(found))
	for i, b := range found {
		got[i] = check.Binding(b)
	}
	return got, nil
}

// unread is the failure to read back what is there: the deed is done.
func unread(err error, what string) error {
	const but = ", but its VPC bindings could not be read back"
	switch {
	case errors.Is(err, context.Canceled):
		return &app.Problem{Kind: app.KindInterrupted, Msg: "interrupted: " + what + but, Err: err}
	case errors.Is(err, client.ErrNotFound):
		return &app.Problem{Kind: app.KindFailed, Msg: what + but + ": " + err.Error(), Err: err,
			Hint: "npx wrangler deployments list # shows what there is"}
	}
	return fmt.Errorf("%s%s: %w", what, but, err)
}
