package app

import (
	"cmp"
	"errors"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/internal/atomicfile"
	"github.com/lariat-cli/lariat/suggest"
)

// explainEdit explains why the project's configuration was not changed.
func (a *App) explainEdit(err error) *Problem {
	if e, ok := errors.AsType[*configfile.UnknownEnvironmentError](err); ok {
		return a.unknownEnvironment(e)
	}
	p := &Problem{Kind: KindFailed, Msg: err.Error()}
	if e, ok := errors.AsType[*configfile.EditError](err); ok {
		p.Hint = cmp.Or(e.Hint, "mend the file first")
		return p
	}
	if _, ok := errors.AsType[*atomicfile.ChangedError](err); ok {
		p.Hint = "look at what it holds now, and try again"
		return p
	}
	if e, ok := errors.AsType[*atomicfile.OwnerError](err); ok {
		p.Hint = "change it by hand, or as its owner"
		if e.Group {
			p.Hint = `chgrp "$(id -gn)" ` + Quote(e.Path) + " # gives it a group of yours"
		}
		return p
	}
	if _, ok := errors.AsType[*atomicfile.LockedError](err); ok {
		p.Hint = "close what else has it open, and try again"
		return p
	}
	if e, ok := errors.AsType[*configfile.BindingExistsError](err); ok {
		p.Kind, p.Hint = KindConflict, "lariat vpc unbind "+Quote(e.Binding)+" # or choose another name"
		return p
	}
	if e, ok := errors.AsType[*configfile.UnknownBindingError](err); ok {
		p.Kind, p.Hint = KindNotFound, "those of an environment: --env NAME; those of the top level: --env ''"
		if near, ok := suggest.Nearest(e.Binding, e.Known); ok {
			p.Hint = "lariat vpc unbind " + Quote(near) + " # did you mean " + Quote(near) + "?"
		}
		return p
	}
	return nil
}
