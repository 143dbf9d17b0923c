package source

import (
	"slices"

	"github.com/grafana/sobek/ast"
)

// maxRounds bounds how long calls are followed.
const maxRounds = 13

// link connects calls with the functions that they call until nothing new is
// known, and hands out what the runtime gives.
func (p *program) link() *evaluator {
	e := &evaluator{
		program: p, fields: map[field]*cell{}, texts: map[any]text{},
		overwritten: map[any]bool{}, exposed: map[any]bool{}, made: map[*class]bool{}, ways: map[any]bool{}, round: 1,
	}
	e.make()
	linked := map[edge]bool{}
	for e.round = 2; e.round <= maxRounds; e.round++ {
		e.changed = false
		e.entry()
		for _, c := range p.calls {
			e.linkCall(c, linked)
		}
		if !e.changed {
			break
		}
	}
	e.round++
	clear(e.texts) // some were asked for before all was known
	return e
}

// make notes the classes that the source makes instances of.
func (e *evaluator) make() {
	for _, c := range e.calls {
		if !c.isNew {
			continue
		}
		for _, v := range e.eval(c.callee) {
			if of, ok := v.of.(*class); ok {
				e.made[of] = true
			}
		}
	}
}

type edge struct {
	call *call
	to   *function
}

func (e *evaluator) linkCall(c *call, linked map[edge]bool) {
	for _, f := range e.callees(c) {
		if !linked[edge{c, f}] {
			linked[edge{c, f}] = true
			f.calls = append(f.calls, c.args)
			e.changed = true
		}
	}
	for _, v := range e.eval(c.callee) {
		switch {
		case v.kind == honoValue:
			for _, a := range c.args {
				e.handle(e.eval(a), 0)
			}
		case v == value{kind: workersValue, name: "then"} && len(c.args) > 0:
			e.each(c.args[0], func(f *function) { e.seed(f, 0, value{kind: workersValue}) })
		}
	}
}

// maxOptions is how deep handlers lie in what Hono is given.
const maxOptions = 2

// handle gives a context to what Hono is given: functions, or options with some.
func (e *evaluator) handle(vs values, depth int) {
	for _, v := range vs {
		switch of := v.of.(type) {
		case *function:
			for i := range of.params.List {
				e.seed(of, i, value{kind: contextValue})
			}
			if of.params.Rest != nil {
				e.seed(of, len(of.params.List), value{kind: contextValue})
			}
		case *ast.ObjectLiteral:
			for _, p := range of.Value {
				if p, ok := p.(*ast.PropertyKeyed); ok && depth < maxOptions {
					e.handle(e.eval(p.Value), depth+1)
				}
			}
		}
	}
}

// callees are the functions of the source that a call calls.
func (e *evaluator) callees(c *call) (list []*function) {
	if _, isSuper := c.callee.(*ast.SuperExpression); isSuper {
		if c.this.class != nil && c.this.class.super != nil {
			list = e.constructors(e.eval(c.this.class.super))
		}
		return list
	}
	vs := e.eval(c.callee)
	if c.isNew {
		return e.constructors(vs)
	}
	for _, v := range vs {
		if f, ok := v.of.(*function); ok {
			list = append(list, f)
		}
	}
	return list
}

// constructors are those of classes, or of what they extend.
func (e *evaluator) constructors(vs values) (list []*function) {
	for range maxBases {
		var bases values
		for _, v := range vs {
			c, ok := v.of.(*class)
			switch {
			case !ok || v.kind != classValue:
			case c.constructor != nil:
				list = append(list, c.constructor)
			case c.super != nil:
				bases.add(e.eval(c.super)...)
			}
		}
		vs = bases
	}
	return list
}

// each calls f with the functions that an expression may be.
func (e *evaluator) each(n ast.Expression, f func(*function)) {
	for _, v := range e.eval(n) {
		if fn, ok := v.of.(*function); ok {
			f(fn)
		}
	}
}

func (e *evaluator) seed(f *function, index int, v value) {
	if f.seeds[index] == v {
		return
	}
	if f.seeds == nil {
		f.seeds = map[int]value{}
	}
	f.seeds[index] = v
	e.changed = true
}

// handlers are the methods of a Worker that get env as their second parameter.
func handlers() []string {
	return []string{"fetch", "scheduled", "queue", "email", "tail", "trace", "tailStream", "test"}
}

// entry hands env to what the Worker exports.
func (e *evaluator) entry() {
	for as, name := range e.exports {
		for _, v := range e.eval(name) {
			e.export(v, as)
		}
	}
	if name, ok := e.exports["default"]; ok {
		e.wrapped(name)
	}
}

func (e *evaluator) export(v value, as string) {
	env := value{kind: envValue}
	switch v.kind {
	case classValue:
		if c, ok := v.of.(*class); !ok || !e.getsEnv(c, as) {
			return
		}
		for _, f := range e.constructors(values{v}) {
			e.seed(f, 1, env)
		}
	case objectValue, instanceValue:
		for _, name := range handlers() {
			for _, h := range e.members(values{v}, name) {
				if f, ok := h.of.(*function); ok {
					e.seed(f, 1, env)
				}
			}
		}
	}
}

// getsEnv reports whether an exported class is one that the runtime makes, with
// env. A durable object need not extend anything, but nobody else makes one.
func (e *evaluator) getsEnv(c *class, as string) bool {
	if as == "default" || e.below(c, workersValue) || e.below(c, importValue) {
		return true
	}
	return c.methods["fetch"] != nil && !e.made[c]
}

// below reports whether a class extends something of a kind.
func (e *evaluator) below(c *class, of kind) bool {
	return slices.ContainsFunc(e.bases(c), func(c *class) bool {
		return c.super != nil && slices.ContainsFunc(e.eval(c.super), func(v value) bool { return v.kind == of })
	})
}

// wrapped is for a default export that is made by a function of others, such as
// one that reports errors, from the handlers.
func (e *evaluator) wrapped(n ast.Expression) {
	id, ok := n.(*ast.Identifier)
	if !ok || e.refs[id] == nil {
		return
	}
	for _, d := range e.refs[id].defs {
		made, ok := d.expr.(*ast.CallExpression)
		if !ok || len(e.eval(made)) > 0 {
			continue
		}
		for _, a := range made.ArgumentList {
			for _, v := range e.eval(a) {
				e.export(v, "default")
			}
		}
	}
}
