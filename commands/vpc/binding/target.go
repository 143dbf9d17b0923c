// Package binding edits the VPC bindings of the project's configuration, for the
// verbs that do.
package binding

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/vpc"
)

// Target is a name that a service is to be bound under in the environment of
// the project's configuration.
type Target struct {
	Name string

	app *app.App
	doc *configfile.Document
	env string // "" is the top level
}

// Open reads the configuration, and refuses a name that no VPC Service can have
// there.
func Open(a *app.App, name string) (*Target, error) {
	if !check.IsBindingName(name) {
		return nil, app.Usage("did you mean --binding "+check.BindingNameLike(name)+"?",
			"--binding %q is no name that JavaScript can use as env.NAME", name)
	}
	doc, err := a.Document()
	if err != nil {
		return nil, err
	}
	a.AddsEnvironment = true
	t := &Target{Name: name, app: a, doc: doc, env: a.Environment()}
	bound, err := check.Bindings(doc, t.env)
	if err != nil {
		return nil, err
	}
	for _, b := range bound {
		if b.Name == name && b.Kind != "vpc_services" {
			return nil, &app.Problem{
				Kind: app.KindConflict, Hint: "choose another name",
				Msg: fmt.Sprintf("%s:%s: %q is bound already, in %s", doc.Path, b.At.Start, name, b.Kind),
			}
		}
	}
	return t, nil
}

// CheckFree tries out whether a service that is yet to be made can be bound.
func (t *Target) CheckFree() error {
	_, err := t.doc.AddVPCService(t.env, t.Name, "00000000-0000-0000-0000-000000000000")
	return err
}

// CheckWritable tries out whether the file can be written.
func (t *Target) CheckWritable() error { return configfile.CheckWritable(t.doc.Path) }

// Bind adds the binding. One of that name that leads elsewhere is only changed
// with replace.
func (t *Target) Bind(s vpc.Service, replace bool) (*Edit, error) {
	after, err := t.doc.AddVPCService(t.env, t.Name, s.ID)
	if exists, ok := errors.AsType[*configfile.BindingExistsError](err); ok {
		id := s.ID
		switch {
		case strings.EqualFold(exists.Service, id):
			id = exists.Service // the letters may stay as they are
		case !replace:
			return nil, t.refusal(exists, s)
		}
		after, err = t.doc.SetServiceID(t.env, t.Name, id)
	}
	if err != nil {
		return nil, err
	}
	return &Edit{
		app: t.app, before: t.doc, after: after,
		env: t.env, name: t.Name, serviceID: s.ID, serviceName: s.Name,
	}, nil
}

// refusal has the two ways out.
func (t *Target) refusal(e *configfile.BindingExistsError, s vpc.Service) error {
	leads := "has no service_id"
	if e.Service != "" {
		leads = fmt.Sprintf("leads to service %q", e.Service)
	}
	again := "lariat vpc bind " + s.ID + " --binding " // a name may be that of two, or look like a flag
	return &app.Problem{
		Kind: app.KindConflict, Err: e,
		Msg: fmt.Sprintf("%s:%s: binding %q exists already, and %s", e.Path, e.Range.Start, t.Name, leads),
		Hint: again + app.Quote(t.Name) + " --replace # lets it lead to " + app.Quote(s.Name) + "\n" +
			again + app.Quote(t.unused()) + " # or binds that under another name",
	}
}

// unused is a name like the target's that nothing has.
func (t *Target) unused() string {
	bound, _ := check.Bindings(t.doc, t.env) // Open has asked
	for n := 2; ; n++ {
		name := fmt.Sprintf("%s_%d", t.Name, n)
		if !slices.ContainsFunc(bound, func(b check.Bound) bool { return b.Name == name }) {
			return name
		}
	}
}
