package configfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/diag"
)

// RuleUnknownEnvironment is about an environment that is asked for where the
// file has no environments at all.
const RuleUnknownEnvironment = "unknown-environment"

type envTable struct {
	name   string
	member Member
	fields Fields
	found  diag.Set // of RuleWrongType
}

// Environment is a configuration as one environment sees it.
type Environment struct {
	Name string // "" is the top level

	// Fields have what the environment inherits filled in. Their ranges lie
	// where the value was found: in the environment's table or at the top.
	// Node is the environment's own table, or the root where it has none.
	Fields

	// Key is the environment's name in the file; the zero Range at the top.
	Key diag.Range

	// Warnings has a finding if the file has no environments at all, though one
	// was asked for. Wrangler goes on then with the top level.
	Warnings diag.Set
}

// UnknownEnvironmentError says that a file has environments, but not this one.
type UnknownEnvironmentError struct {
	Name  string
	Path  string
	Known []string // in file order, never empty
}

// Error names the environment and those there are.
func (e *UnknownEnvironmentError) Error() string {
	known := make([]string, len(e.Known))
	for i, name := range e.Known {
		known[i] = strconv.Quote(name)
	}
	return fmt.Sprintf("no environment %q in %q, which has %s", e.Name, e.Path, strings.Join(known, ", "))
}

// Environments lists the names of the environments in file order.
func (d *Document) Environments() []string {
	names := make([]string, len(d.envs))
	for i, e := range d.envs {
		names[i] = e.name
	}
	return names
}

// Environment resolves an environment by its exact name; "" is the top level.
//
// Inherited are account_id, main, compatibility_date and the name, which takes
// the environment's as suffix. Bindings are not: an environment without
// vpc_services has none (facts/wrangler.md 2). An unknown name is an
// *UnknownEnvironmentError, or a warning if the file has no environments.
func (d *Document) Environment(name string) (Environment, error) {
	if name == "" {
		return Environment{Fields: d.Top}, nil
	}
	if len(d.envs) == 0 {
		return d.undefined(name), nil
	}
	if i, ok := d.byName[name]; ok {
		e := d.envs[i]
		return Environment{Name: name, Fields: e.fields.inherit(d.Top, name), Key: e.member.KeyRange}, nil
	}
	return Environment{}, &UnknownEnvironmentError{Name: name, Path: d.Path, Known: d.Environments()}
}

// FindingsOf are the Findings but for those of other environments than the one
// named; "" is the top level.
func (d *Document) FindingsOf(env string) diag.Set {
	elsewhere := map[diag.Range]bool{}
	var tables []diag.Range
	for _, e := range d.envs {
		if e.name == env {
			continue
		}
		tables = append(tables, e.member.Value.Range)
		for _, f := range e.found {
			elsewhere[f.Range] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(d.Findings), func(f diag.Finding) bool {
		if f.Rule == RuleDuplicateKey { // only in JSONC, where a table is one stretch
			return slices.ContainsFunc(tables, func(r diag.Range) bool { return r.Contains(f.Range) })
		}
		return elsewhere[f.Range]
	})
}

// AccountID is the account that an environment deploys to. V may be empty:
// Wrangler takes that for absent. The error is an *UnknownEnvironmentError, or
// a diag.Set of what makes the value doubtful: another type, or a key on the
// way to it that comes twice.
func (d *Document) AccountID(env string) (Value[string], error) {
	e, err := d.Environment(env)
	if err != nil {
		return Value[string]{}, err
	}
	var doubts diag.Set
	if env != "" {
		doubts.Add(d.about(d.Root, "env")...)
		doubts.Add(d.about(d.Root.At("env"), env)...)
	}
	const key = "account_id"
	level := e.Node
	if level.At(key) == nil {
		level = d.Root
	}
	doubts.Add(d.about(level, key)...)
	return e.AccountID, doubts.Err()
}

// about are the findings that lie on a key of obj or on its value as a whole.
func (d *Document) about(obj *Node, key string) diag.Set {
	var set diag.Set
	if obj == nil {
		return nil
	}
	for _, m := range obj.Members {
		for _, f := range d.Findings {
			if m.Key == key && (f.Range == m.KeyRange || f.Range == m.Value.Range) {
				set.Add(f)
			}
		}
	}
	return set
}

// undefined is the top level under the name of an environment.
func (d *Document) undefined(name string) Environment {
	e := Environment{Name: name, Fields: d.Top}
	e.Fields.Name = suffixed(d.Top.Name, name)
	e.Warnings.Add(diag.Finding{
		Rule: RuleUnknownEnvironment, Severity: diag.Warning, Path: d.Path,
		Message: fmt.Sprintf("the file has no environments, so %q means the top level with another name", name),
		Hint:    d.envHint(name),
	})
	return e
}

// envHint shows how to add an environment in the language of the file.
func (d *Document) envHint(name string) string {
	if d.Format == TOML {
		return "add a table [env." + strconv.Quote(name) + "]"
	}
	return `add "env": { ` + strconv.Quote(name) + ": {} }"
}

func (f Fields) inherit(top Fields, env string) Fields {
	f.AccountID = f.AccountID.or(top.AccountID)
	f.Main = f.Main.or(top.Main)
	f.CompatibilityDate = f.CompatibilityDate.or(top.CompatibilityDate)
	f.Name = f.Name.or(suffixed(top.Name, env))
	return f
}

// suffixed is the Worker's name for an environment that does not set its own.
func suffixed(name Value[string], env string) Value[string] {
	if name.Set && name.V != "" {
		name.V += "-" + env
	}
	return name
}
