package check

import (
	"strings"

	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// placeholderID finds a service_id that was copied from an example, or is no
// UUID at all. Wrangler takes any text (facts/wrangler.md 3).
func placeholderID() Rule {
	return Rule{
		ID: "placeholder-id", Severity: diag.Error,
		Summary: "service_id is a placeholder or no UUID",
		check: func(p *pass) {
			for level, b := range p.services {
				id := b.ServiceID
				switch {
				case !id.Set || vpc.IsUUID(id.V):
				case isPlaceholder(id.V):
					p.report(id.Range, "service_id %q is a placeholder", id.V).Hint =
						"put the id of a service there: lariat vpc service list"
				case level.Directory == nil:
					// With the directory at hand service-name and unknown-service know more.
					p.report(id.Range, "service_id %q is not a UUID", id.V).Hint =
						"the id of a service looks like 0191dd2e-0000-7000-8000-000000000000: lariat vpc service list"
				}
			}
		},
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
	return s == "" || strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") ||
		lower == "service_id" || lower == "service-id" || lower == "serviceid" || lower == "tunnel_id"
}
