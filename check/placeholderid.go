package check

import (
	"strings"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// placeholderID finds an id that was copied from an example, or is no UUID at
// all. Wrangler takes any text (facts/wrangler.md 3).
func placeholderID() Rule {
	return Rule{
		ID: "placeholder-id", Severity: diag.Error,
		Summary: "service_id or tunnel_id is a placeholder or no UUID",
		check: func(p *pass) {
			for level, b := range p.services {
				if !level.isServiceName(b.ServiceID.V) {
					p.checkID("service", b.ServiceID, level.Directory != nil)
				}
			}
			for level, b := range p.networks {
				if !level.isTunnelName(b.TunnelID.V) {
					p.checkID("tunnel", b.TunnelID, level.knowsTunnels())
				}
			}
		},
	}
}

// checkID looks at the id of a service or a tunnel. Where the account is known,
// other rules know more of what is merely no UUID.
func (p *pass) checkID(what string, id configfile.Value[string], known bool) {
	command := map[string]string{"service": "lariat vpc service list", "tunnel": "lariat tunnel list"}[what]
	switch {
	case !id.Set:
	case isPlaceholder(id.V):
		p.report(id.Range, "%s_id %q is a placeholder", what, id.V).Hint = "put the id of a " + what + " there: " + command
	case !vpc.IsUUID(id.V) && !known:
		p.report(id.Range, "%s_id %q is not a UUID", what, id.V).Hint =
			"the id of a " + what + " looks like 0191dd2e-0000-7000-8000-000000000000: " + command
	}
}

// isPlaceholder recognises <YOUR_SERVICE_ID>, ENTER_SERVICE_ID and their like.
func isPlaceholder(s string) bool {
	lower := strings.ToLower(strings.Trim(s, "<>{}[]$ "))
	for _, word := range []string{
		"your_", "your-", "enter_", "enter-", "replace", "todo", "changeme", "xxx", "placeholder",
	} {
		if strings.HasPrefix(lower, word) {
			return true
		}
	}
	switch strings.ReplaceAll(lower, "-", "_") {
	case "", "service_id", "serviceid", "tunnel_id", "tunnelid", "00000000_0000_0000_0000_000000000000":
		return true
	}
	return strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") || isShoutedID(s)
}

// isShoutedID recognises MY_SERVICE_ID and INSERT_ID_HERE.
func isShoutedID(s string) bool {
	return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == "" && strings.Contains("_"+s+"_", "_ID_")
}
