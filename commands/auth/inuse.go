package auth

import (
	"errors"
	"slices"

	"github.com/lariat-cli/lariat/auth"
)

// noteUsed tells a person what commands use where no login of the list is marked.
func (o *listOptions) noteUsed(s auth.Sources, views []loginView) {
	if t, err := o.app.Target(); err == nil && t.Local {
		o.app.Note("Commands use the local state, which needs no login: %s chooses it.", t.Source)
		return
	}
	winner, err := auth.Find(s)
	switch {
	case winner.Profile != "":
	case winner.FromEnv:
		o.app.Note("Commands use %s, which wins over every login.", winner.Source)
	case winner.Source != "":
		o.app.Note("Commands use %s.", winner.Source)
	case len(views) > 0:
		o.app.Note("Commands use none of these: %s.", whyNone(s, views, err))
	}
}

// whyNone is why nothing is used. The login that is marked is Wrangler's then,
// since all others are there as long as their files.
func whyNone(s auth.Sources, views []loginView, err error) string {
	switch {
	case !errors.Is(err, auth.ErrNone):
		return err.Error()
	case slices.ContainsFunc(views, func(v loginView) bool { return v.Active }):
		return "Wrangler has no login here any more"
	}
	return (&auth.ProfileError{Name: s.Profile, API: s.API}).Error()
}
