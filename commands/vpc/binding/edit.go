package binding

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

// Edit is a change of one binding. Nothing is written before Write.
type Edit struct {
	app           *app.App
	before, after *configfile.Document

	env         string // "" is the top level
	name        string
	serviceID   string // "" where it is a network
	serviceName string // "" where nobody was asked
}

// Remove takes a binding of either kind away.
func Remove(a *app.App, name string) (*Edit, error) {
	doc, err := a.Document()
	if err != nil {
		return nil, err
	}
	e := &Edit{app: a, before: doc, env: a.Environment(), name: name}
	if e.after, err = doc.RemoveBinding(e.env, name); err != nil {
		return nil, err
	}
	if n := e.entry(doc).At("service_id"); n != nil && n.Kind == configfile.String {
		e.serviceID = n.Text
	}
	return e, nil
}

// Changes says whether the file is to be another one.
func (e *Edit) Changes() bool { return !bytes.Equal(e.before.Source, e.after.Source) }

// Write writes the file where it is to change.
func (e *Edit) Write() error {
	if !e.Changes() {
		return nil
	}
	e.warn()
	return configfile.WriteFile(e.before.Path, e.before.Source, e.after.Source)
}

// warn tells what a first environment brings with it: the Worker of that name
// was deployed with the bindings of the top level so far (facts/wrangler.md 2).
func (e *Edit) warn() {
	if len(e.before.Environments()) > 0 || len(e.after.Environments()) == 0 {
		return
	}
	has := map[string]bool{}
	own, _ := check.Bindings(e.after, e.env) // the edit has found the environment
	for _, b := range own {
		has[b.Name] = true
	}
	var lost []string
	top, _ := check.Bindings(e.after, "")
	for _, b := range top {
		if !has[b.Name] {
			lost = append(lost, strconv.Quote(b.Name))
		}
	}
	what := "the bindings of the top level"
	if len(lost) > 0 {
		what += ": " + strings.Join(lost, ", ")
	}
	e.app.Warn("%s: env.%s is the first environment, and does not inherit %s", e.before.Path, e.env, what)
}

// Place is where the entry stands, or stood.
func (e *Edit) Place() string {
	doc := e.after
	n := e.entry(doc)
	if n == nil {
		doc = e.before
		n = e.entry(doc)
	}
	return doc.Path + ":" + strconv.Itoa(n.Range.Start.Line)
}

// entry is the binding's entry in a document, nil if there is none.
func (e *Edit) entry(doc *configfile.Document) *configfile.Node {
	env, err := doc.Environment(e.env)
	if err != nil {
		return nil
	}
	for _, b := range env.VPCServices.V {
		if b.Binding.V == e.name {
			return b.Node
		}
	}
	for _, b := range env.VPCNetworks.V {
		if b.Binding.V == e.name {
			return b.Node
		}
	}
	return nil
}

// Done says what was done, for people.
func (e *Edit) Done() string { return e.verb("Removed", "Bound") + "." }

func (e *Edit) verb(removed, bound string) string {
	if e.entry(e.after) == nil {
		return fmt.Sprintf("%s binding %s from %s", removed, app.Quote(e.name), e.Place())
	}
	return fmt.Sprintf("%s service %s as %s in %s", bound, app.Quote(e.serviceName), app.Quote(e.name), e.Place())
}

// Finish writes the file unless it is a dry run, and prints what changes.
func (e *Edit) Finish(f *output.Format, dryRun bool) error {
	if dryRun {
		e.warn()
	} else if err := e.Write(); err != nil {
		return err
	}
	switch {
	case !e.Changes():
		e.app.Note("Nothing to change in %s.", e.Place())
	case !dryRun:
		e.app.Note("%s", e.Done())
	}
	v := e.view(dryRun)
	err := output.Print(f, e.app.Streams, v, func(out *term.Output) error {
		return printDiff(out, v.Diff)
	})
	if dryRun || !e.Changes() {
		return err
	}
	return app.Unprinted(err, "lariat check", e.verb("removed", "bound"))
}
