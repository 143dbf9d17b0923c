package deploy

import "github.com/lariat-cli/lariat/commands/app"

// arity is how many words a flag of Wrangler takes.
type arity int

const (
	atMostOne arity = iota // the next word, unless it is a flag; those that are not known here as well
	none                   // none but "true" or "false"
	many                   // all words up to the next flag
)

// arityOf knows the flags of "wrangler deploy" and "wrangler versions upload"
// 4.164.0, hidden ones included: from them follows which word is the path to the
// Worker, beside which Wrangler looks for the configuration (facts/wrangler.md 1).
func arityOf(name string) arity {
	switch name {
	case "bundle", "latest", "minify", "upload-source-maps", "node-compat", "dry-run", "keep-vars", "strict",
		"autoconfig", "logpush", "legacy-env", "temporary", "install-skills", "version", "v",
		"experimental-new-config", "x-new-config", "experimental-cf-build-output", "x-cf-build-output",
		"experimental-provision", "x-provision", "experimental-auto-create", "x-auto-create",
		"experimental-deploy-helpers", "x-deploy-helpers", "experimental-route-zones", "x-route-zones":
		return none
	case "env-file", "compatibility-flags", "compatibility-flag", "site-include", "site-exclude",
		"var", "define", "alias", "triggers", "schedule", "schedules", "routes", "route",
		"zone", "zones", "zone-id", "zone-ids", "domains", "domain":
		return many
	default:
		return atMostOne
	}
}

// isShared tells the flags that both lariat and Wrangler have to read.
func isShared(name string) bool {
	switch name {
	case "config", "env", "cwd", "env-file":
		return true
	}
	return false
}

// kebab is the one spelling of a flag, of the two that both parsers take.
func kebab(name string) string { return string(app.KebabCase(nil, name)) }
