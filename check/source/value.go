package source

import (
	"slices"
	"strings"

	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/token"
)

// kind says what a value is, as far as bindings are concerned. Everything else
// is no value.
type kind uint8

const (
	envValue      kind = iota + 1
	bindingValue       // name: the binding's
	contextValue       // has env, as Hono's c
	honoValue          // comes from Hono: functions that it is given get a context; name: what it gives
	workersValue       // the module cloudflare:workers
	importValue        // name: of another module
	functionValue      // of: *function
	classValue         // of: *class
	instanceValue      // of: *class
	objectValue        // of: *ast.ObjectLiteral
)

type value struct {
	kind kind
	name string
	of   any
}

// values are all that an expression may be.
type values []value

// maxValues is how many things one expression is followed as.
const maxValues = 32

func (vs *values) add(more ...value) {
	for _, v := range more {
		if len(*vs) < maxValues && !slices.Contains(*vs, v) {
			*vs = append(*vs, v)
		}
	}
}

// maxDepth bounds how far values are followed, and how deep expressions nest.
const maxDepth = 2_000

// maxSteps bounds how much is followed at all: 10 MiB of code are a fifth of it.
const maxSteps = 20_000_000

// evaluator tells what expressions may be. What calls give to parameters leads
// to more calls that are known, so it goes in rounds, in which values only grow.
type evaluator struct {
	*program
	fields  map[field]*cell
	spreads map[spread]*cell
	round   int
	changed bool // in this round

	texts map[any]text
	depth int
	steps int

	// lost is set where something was too much to follow.
	lost bool

	// ways says of those that were gone whether they are known to their end.
	ways map[any]bool

	// overwritten are the classes and objects whose members are assigned by names
	// that are not known. For env there is otherEnv.
	overwritten map[any]bool
	otherEnv    bool

	// made are the classes that the source makes instances of by their own names.
	made map[*class]bool

	// exposed are those that go to others, who may change them.
	exposed map[any]bool
}

// cell is what is known so far of a variable, a parameter, a field or what a
// function returns.
type cell struct {
	values values
	round  int // in which it was looked at last
}

// remember evaluates something once a round. Where it is given in terms of
// itself, that is what the round before knew.
func (e *evaluator) remember(c *cell, f func() values) values {
	if c.round == e.round {
		return c.values
	}
	c.round = e.round
	before := len(c.values)
	c.values.add(f()...)
	e.changed = e.changed || len(c.values) > before
	e.lost = e.lost || len(c.values) == maxValues
	return c.values
}

// eval is what an expression may be.
func (e *evaluator) eval(n ast.Expression) values {
	e.depth++
	if e.steps++; e.depth > maxDepth || e.steps > maxSteps {
		e.depth--
		e.lost = true
		return nil
	}
	defer func() { e.depth-- }()
	switch n := n.(type) {
	case *ast.Identifier:
		return e.variable(e.refs[n])
	case *ast.DotExpression, *ast.PrivateDotExpression, *ast.BracketExpression:
		return e.member(n)
	case *ast.CallExpression:
		if same := e.frozen(n); same != nil {
			return e.eval(same)
		}
		if i := e.importedBy(n); i != nil {
			return i.values()
		}
		return e.result(e.eval(n.Callee))
	case *ast.NewExpression:
		return e.instances(n)
	case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral:
		return values{{kind: functionValue, of: e.functions[n]}}
	case *ast.ClassLiteral:
		return values{{kind: classValue, of: e.classes[n]}}
	case *ast.ObjectLiteral:
		return values{{kind: objectValue, of: n}}
	case *ast.ThisExpression:
		return thisValue(e.this[n])
	case *ast.Optional:
		return e.eval(n.Expression)
	case *ast.OptionalChain:
		return e.eval(n.Expression)
	case *ast.AwaitExpression:
		return e.eval(n.Argument)
	case *ast.SequenceExpression:
		return e.eval(n.Sequence[len(n.Sequence)-1])
	case *ast.AssignExpression:
		if n.Operator == token.COALESCE || n.Operator == token.LOGICAL_OR {
			return e.either(n.Left, n.Right)
		}
		return e.eval(n.Right)
	case *ast.ConditionalExpression:
		return e.either(n.Consequent, n.Alternate)
	case *ast.BinaryExpression:
		switch n.Operator {
		case token.LOGICAL_AND:
			return e.eval(n.Right) // the left has to be false, and what is has no members
		case token.LOGICAL_OR, token.COALESCE:
			return e.either(n.Left, n.Right)
		}
	}
	return nil
}

func (e *evaluator) either(a, b ast.Expression) (vs values) {
	vs.add(e.eval(a)...)
	vs.add(e.eval(b)...)
	return vs
}

func thisValue(o owner) values {
	switch {
	case o.object != nil:
		return values{{kind: objectValue, of: o.object}}
	case o.class == nil:
		return nil
	case o.static:
		return values{{kind: classValue, of: o.class}}
	default:
		return values{{kind: instanceValue, of: o.class}}
	}
}

func (e *evaluator) variable(v *variable) values {
	if v == nil {
		return nil
	}
	return e.remember(&v.cell, func() values { return e.defs(v.defs) })
}

func (e *evaluator) defs(defs []def) (vs values) {
	for _, d := range defs {
		vs.add(e.def(d)...)
	}
	return vs
}

func (e *evaluator) def(d def) values {
	vs := e.start(d)
	for _, key := range d.path {
		vs = e.members(vs, key)
	}
	return vs
}

// start is what the path of a def begins at.
func (e *evaluator) start(d def) values {
	switch {
	case d.expr != nil:
		return e.eval(d.expr)
	case d.arg != nil:
		return e.argument(d.arg)
	case d.from != nil:
		return d.from.values()
	default:
		return nil
	}
}

func (i *imported) values() values {
	switch {
	case i.module == "cloudflare:workers" && i.name == "*":
		return values{{kind: workersValue}}
	case i.module == "cloudflare:workers":
		return workersMember(i.name)
	case strings.HasPrefix(i.module, "hono/"), i.module == "hono", strings.HasPrefix(i.module, "@hono/"):
		return values{{kind: honoValue, name: i.givenByHono()}}
	default:
		return values{{kind: importValue, name: i.module}}
	}
}

// importedBy is the module that a call imports, or nil. esbuild leaves require()
// under another name.
func (e *evaluator) importedBy(n *ast.CallExpression) *imported {
	name, isName := n.Callee.(*ast.Identifier)
	_, isImport := n.Callee.(*ast.DynamicImportExpression)
	if !isImport && (!isName || name.Name != "__require" && !e.global(name, "require")) || len(n.ArgumentList) == 0 {
		return nil
	}
	if module, ok := n.ArgumentList[0].(*ast.StringLiteral); ok {
		return &imported{module.Value.String(), "*"}
	}
	return nil
}

// givenByHono is what a function of Hono gives.
func (i *imported) givenByHono() string {
	switch *i {
	case imported{"hono/adapter", "env"}:
		return "env"
	case imported{"hono/context-storage", "getContext"}, imported{"hono/context-storage", "tryGetContext"}:
		return "context"
	default:
		return ""
	}
}

func (v value) givenByHono() value {
	switch v.name {
	case "env":
		return value{kind: envValue}
	case "context":
		return value{kind: contextValue}
	default:
		return v
	}
}

func workersMember(name string) values {
	if name == "env" {
		return values{{kind: envValue}}
	}
	return values{{kind: workersValue, name: name}}
}

// argument is all that is given to a parameter by those who are known to.
func (e *evaluator) argument(a *argument) values {
	return e.remember(&a.cell, func() (vs values) {
		if seed, ok := a.of.seeds[a.index]; ok {
			vs.add(seed)
		}
		for _, args := range a.of.calls {
			if a.index < len(args) && !spreads(args[:a.index+1]) {
				vs.add(e.eval(args[a.index])...)
			}
		}
		return vs
	})
}

func spreads(args []ast.Expression) bool {
	return slices.ContainsFunc(args, func(n ast.Expression) bool {
		_, ok := n.(*ast.SpreadElement)
		return ok
	})
}

// result is what a call gives.
func (e *evaluator) result(callees values) (vs values) {
	for _, c := range callees {
		switch c.kind {
		case functionValue:
			f, _ := c.of.(*function)
			vs.add(e.remember(&f.result, func() (vs values) {
				for _, r := range f.returns {
					vs.add(e.eval(r)...)
				}
				return vs
			})...)
		case honoValue:
			vs.add(c.givenByHono())
		}
	}
	return vs
}

func (e *evaluator) instances(n *ast.NewExpression) (vs values) {
	for _, c := range e.eval(n.Callee) {
		switch c.kind {
		case classValue:
			vs.add(value{kind: instanceValue, of: c.of})
		case honoValue:
			vs.add(c)
		}
	}
	return vs
}
