package check

import (
	"context"
	"slices"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/diag"
)

// maxOthers caps the accounts that are asked; some people see thousands.
const maxOthers = 50

// askOthers looks for services that are not known in the other accounts that
// the credentials see, and says whether there is more to check against now. It
// can only add to what is known: who cannot be asked is passed over.
func (o *options) askOthers(ctx context.Context, found diag.Set) bool {
	f := o.fetched
	if f == nil || f.asked || o.app.IsLocal() || o.isOff("other-account") ||
		!slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Rule == "unknown-service" }) {
		return false
	}
	f.asked = true
	var others []*check.Directory
	for account, err := range f.client.Accounts.List(ctx) {
		if err != nil || len(others) == maxOthers {
			break
		}
		if f.known[account.ID] == nil {
			others = append(others, &check.Directory{Account: account.ID})
		}
	}
	make(slots, atOnce).each(len(others), func(i int) {
		services, err := all(f.client.ForAccount(others[i].Account).Services.List(ctx, client.ServiceListParams{}))
		if err == nil {
			others[i].Services = services
		}
		others[i].Index()
	})
	for _, d := range f.known {
		d.Others = slices.Clone(others)
		for _, known := range f.known {
			if known != d {
				d.Others = append(d.Others, known)
			}
		}
	}
	return true
}
