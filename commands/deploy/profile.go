package deploy

import (
	"cmp"
	"strings"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
)

const envProfile = "CLOUDFLARE_AUTH_PROFILE"

// checkProfile refuses a login of Wrangler's that lariat does not read: it would
// check one account, and let Wrangler deploy to another. Credentials in variables
// win over every profile, for both (facts/wrangler.md 5.3).
func (o *options) checkProfile(p project) error {
	if err := o.app.LoadEnv(); err != nil {
		return err
	}
	named := o.argv.said["profile"]
	name := cmp.Or(named, o.app.Lookup(envProfile).Value)
	value := func(name string) string { return o.app.Lookup(name).Value }
	if o.noCheck || name == "" || name == "default" || auth.InVariables(value) {
		return nil
	}
	up, err := o.unchecked(p)
	if err != nil || len(check.Meant(up)) == 0 {
		return err // nothing is asked of any account
	}
	source := envProfile
	if named != "" {
		source = "--profile"
	}
	return app.Usage("set a token of that account: export "+auth.EnvToken+"=...\n"+
		"or leave it to Wrangler alone: lariat "+strings.Join(o.verb, " ")+" --no-check",
		"%s names login %q, which only Wrangler can use, so lariat cannot check with it", source, name)
}
