package deploy

import (
	"context"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/configfile"
)

// account is the one that is deployed to; the zero account where only Wrangler
// knows.
type account struct {
	id    string
	named bool // by the configuration, so that Wrangler finds it there
}

// environ makes Wrangler deploy to the account that was checked, and not to one
// that it would find or ask for. The configuration counts more, for both
// (facts/wrangler.md 5.1).
func (a account) environ() []string {
	if a.id == "" || a.named {
		return nil
	}
	return []string{"CLOUDFLARE_ACCOUNT_ID=" + a.id}
}

// account is asked for where something was checked in it: nobody has to log in
// for a Worker without VPC bindings, or for a dry run. What is settled without
// asking holds for those as well.
func (o *options) account(
	ctx context.Context, up configfile.Environment, meant []check.Binding, hand handover,
) (account, error) {
	named := up.AccountID.V
	if o.app.AccountIsFixed() {
		v, err := o.app.Setting(settings.AccountID)
		if err == nil && named != "" && named != v.Text {
			err = app.Usage("leave --account-id out, or mend the configuration",
				"Wrangler would deploy to account %q, which the configuration names, and not to %q", named, v.Text)
		}
		return account{v.Text, named != ""}, err
	}
	if named != "" || o.isDryRun() {
		return account{named, named != ""}, nil
	}
	if o.noCheck || len(meant) == 0 {
		return account{id: o.app.SettledAccount(hand.login)}, nil
	}
	c, err := o.app.Client(ctx)
	if err != nil {
		return account{}, err
	}
	return account{id: c.AccountID()}, nil
}
