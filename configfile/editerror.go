package configfile

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/diag"
)

// EditError says why a file does not allow an edit. Nothing was changed.
type EditError struct {
	Path   string
	Range  diag.Range // of what is in the way; zero if that is no one place
	Reason string
	Hint   string // may be empty
}

// Error names the place and the reason.
func (e *EditError) Error() string {
	if !e.Range.IsValid() {
		return e.Path + ": " + e.Reason
	}
	return e.Path + ":" + e.Range.Start.String() + ": " + e.Reason
}

// BindingExistsError says that an environment has a VPC binding of that name.
type BindingExistsError struct {
	Path    string
	Env     string // "" is the top level
	Binding string
	Field   string     // the list that has it: vpc_services or vpc_networks
	Range   diag.Range // of the entry
	Service string     // the service_id of a VPC Service; may be empty
}

func newBindingExistsError(t target, en entry, binding string) *BindingExistsError {
	e := &BindingExistsError{Path: t.doc.Path, Env: t.env, Binding: binding, Field: en.field, Range: en.node.Range}
	if id := en.node.At("service_id"); en.field == vpcServices && id != nil && id.Kind == String {
		e.Service = id.Text
	}
	return e
}

// Error names the binding and where it is.
func (e *BindingExistsError) Error() string {
	return fmt.Sprintf("%s:%s: binding %q exists already in %s%s", e.Path, e.Range.Start, e.Binding, e.Field, inEnv(e.Env))
}

// UnknownBindingError says that an environment has no VPC binding of that name.
type UnknownBindingError struct {
	Path    string
	Env     string // "" is the top level
	Binding string
	Known   []string // the VPC bindings that there are
}

// Error names the binding and those there are.
func (e *UnknownBindingError) Error() string {
	known := make([]string, len(e.Known))
	for i, name := range e.Known {
		known[i] = strconv.Quote(name)
	}
	if len(known) == 0 {
		known = []string{"no VPC bindings"}
	}
	return fmt.Sprintf("no VPC binding %q in %q%s, which has %s",
		e.Binding, e.Path, inEnv(e.Env), strings.Join(known, ", "))
}

func inEnv(env string) string {
	if env == "" {
		return ""
	}
	return " of environment " + strconv.Quote(env)
}
