package app

import (
	"cmp"
	"context"
	"errors"

	"github.com/lariat-cli/lariat/client"
)

// explainUncertain comes before what its cause would be explained as: whatever
// lost the reply, the next step is to look.
func explainUncertain(err error) *Problem {
	e, ok := errors.AsType[*client.UncertainError](err)
	if !ok {
		return nil
	}
	hint := look(e.What, cmp.Or(e.ID, e.Name))
	if e.Done == "deleted" {
		hint = list(e.What) // a deleted tunnel can still be got
	}
	if errors.Is(err, context.Canceled) {
		return &Problem{Kind: KindInterrupted, Msg: "interrupted: " + e.Doubt(), Hint: hint}
	}
	p := &Problem{Kind: KindUnavailable, Msg: err.Error(), Hint: hint}
	p.fromAPI(err)
	return p
}

// Named tells the name of the thing whose change or deletion err leaves in
// doubt, if it does: the client knows the id alone.
func Named(err error, name string) error {
	e, ok := errors.AsType[*client.UncertainError](err)
	if !ok {
		return err
	}
	named := *e
	named.Name = name
	return &named
}

// look is the command that shows whether a thing exists.
func look(noun, ref string) string { return group(noun) + " get " + Quote(ref) }

// list is the command that shows what there is.
func list(noun string) string { return group(noun) + " list" }

func group(noun string) string {
	if noun == "service" {
		noun = "vpc service"
	}
	return "lariat " + noun
}
