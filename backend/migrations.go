package backend

import (
	"fmt"
	"net/http"
)

// The codes of migrations: cloudflare/workers-sdk issue 6953 and
// cloudflare/cloudflare-docs issue 32982.
const (
	codeMigrationTag       = 10079
	codeMigrationInVersion = 10211
)

// migrations change the classes of a Worker's Durable Objects. Of them nothing
// but how far they have come is kept: Wrangler sends those that follow.
type migrations struct {
	OldTag string `json:"old_tag"`
	NewTag string `json:"new_tag"`
}

// migrate takes a Worker from the tag that it has to a new one.
func (u *upload) migrate(wk *worker) error {
	m := u.Migrations
	switch {
	case m == nil:
		return nil
	case !u.deploy:
		return &apiError{
			status: http.StatusBadRequest, code: codeMigrationInVersion,
			msg: "Version upload failed. You attempted to upload a version of a Worker that includes a Durable Object " +
				"migration, but migrations must be fully applied via a non-versioned deployment. Refer to the documentation " +
				"for more information.",
			docs: "https://developers.cloudflare.com/workers/configuration/versions-and-deployments/gradual-deployments/" +
				"#gradual-deployments-for-durable-objects",
		}
	case m.OldTag != wk.MigrationTag:
		return &apiError{
			status: http.StatusPreconditionFailed, code: codeMigrationTag,
			msg: fmt.Sprintf("Migration tag precondition failed; current tag is '%s'", wk.MigrationTag),
		}
	case m.NewTag != "":
		wk.MigrationTag = m.NewTag
	}
	return nil
}
