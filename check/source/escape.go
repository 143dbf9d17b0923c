package source

import (
	"slices"

	"github.com/grafana/sobek/ast"
)

func (f *finder) callOf(callee ast.Expression, isNew bool) *call {
	return &call{callee: callee, isNew: isNew, this: f.this[callee]}
}

// call looks at what a call is given. Functions of the source are followed.
func (f *finder) call(args []ast.Expression, c *call) {
	fns, framework := f.callees(c), f.framework(c)
	for i, a := range args {
		follows := len(fns) > 0 && !spreads(args[:i+1])
		for _, fn := range fns {
			follows = follows && i < len(fn.params.List)
		}
		switch {
		case follows:
		case framework == honoValue:
			f.given(a)
		case framework == workersValue, f.prints(c.callee):
		default:
			f.escape(a)
		}
	}
	f.special(args, c)
	f.open = f.open || f.global(c.callee, "eval") || f.listens(args, c)
}

// listens reports whether a call adds a handler that gets env in its own way.
func (f *finder) listens(args []ast.Expression, c *call) bool {
	left, key, ok := member(c.callee)
	ofGlobal := ok && key == "addEventListener" && (f.global(left, "globalThis") || f.global(left, "self"))
	if len(args) == 0 || !ofGlobal && !f.global(c.callee, "addEventListener") {
		return false
	}
	event := f.text(args[0])
	return !event.Complete || slices.Contains(handlers(), event.Prefix)
}

// prints reports whether a call only looks at what it is given.
func (f *finder) prints(callee ast.Expression) bool {
	left, key, ok := member(callee)
	return ok && (f.global(left, "console") || f.global(left, "JSON") && key == "stringify")
}

// special is for what changes more than calls do.
func (f *finder) special(args []ast.Expression, c *call) {
	left, key, ok := member(c.callee)
	switch {
	case !ok:
	case f.global(left, "Object") || f.global(left, "Reflect"):
		if slices.Contains(changing(), key) && len(args) > 0 {
			f.overwrite(args[0])
		}
	case key == "call" || key == "apply" || key == "bind":
		f.each(left, func(fn *function) { fn.exposed = true })
	}
}

// changing are the methods of Object and Reflect that assign members.
func changing() []string {
	return []string{"assign", "defineProperty", "defineProperties", "set", "deleteProperty", "setPrototypeOf"}
}

// overwrite notes that members of an expression are assigned by names that are
// not known.
func (e *evaluator) overwrite(n ast.Expression) {
	for _, v := range e.eval(n) {
		switch of := v.of.(type) {
		case *class:
			for _, c := range e.bases(of) {
				e.overwritten[c] = true
			}
		case *ast.ObjectLiteral:
			e.overwritten[of] = true
		default:
			e.otherEnv = e.otherEnv || v.kind == envValue
		}
	}
}

// framework is what a call belongs to that is known to keep env to itself.
func (f *finder) framework(c *call) kind {
	vs := f.eval(c.callee)
	if _, isSuper := c.callee.(*ast.SuperExpression); isSuper && c.this.class != nil && c.this.class.super != nil {
		vs = f.eval(c.this.class.super)
	}
	if len(vs) != 1 || vs[0].kind != honoValue && vs[0].kind != workersValue {
		return 0
	}
	if vs[0] == (value{kind: workersValue, name: "withEnv"}) {
		f.otherEnv = true
	}
	return vs[0].kind
}

// given looks at what Hono is given: it hands env to every function.
func (f *finder) given(n ast.Expression) {
	switch n := n.(type) {
	case *ast.StringLiteral, *ast.TemplateLiteral, *ast.NumberLiteral, *ast.BooleanLiteral, *ast.ArrayLiteral,
		*ast.ObjectLiteral, *ast.NullLiteral:
		f.escape(n)
		return
	}
	if len(f.eval(n)) == 0 && !f.text(n).Complete {
		f.open = true
	}
	for _, v := range f.eval(n) {
		if v.kind == importValue {
			f.open = true
		}
	}
}

// escape notes that an expression goes where it is not followed.
func (f *finder) escape(n ast.Expression) {
	if n != nil && f.expose(f.eval(n)) {
		f.open = true
	}
}

// expose notes that all that values lead to may be changed and called by others,
// and reports whether they get env by that. What they have had before they do
// not get again.
func (f *finder) expose(vs values) (env bool) {
	for _, v := range vs {
		if v.kind == envValue || v.kind == contextValue || v == (value{kind: workersValue}) {
			env = true
		}
		if v.of == nil || f.handed[v] {
			continue
		}
		f.handed[v], f.exposed[v.of] = true, true
		switch of := v.of.(type) {
		case *class:
			env = f.exposeClass(v, of) || env
		case *ast.ObjectLiteral:
			env = f.exposeObject(of) || env
		case *function:
			of.exposed = true
			env = f.expose(f.result(values{v})) || env
		}
	}
	return env
}

// exposeClass is for a class or an instance of it.
func (f *finder) exposeClass(v value, c *class) (env bool) {
	for _, base := range f.bases(c) {
		f.exposed[base] = true
		for _, method := range base.methods {
			method.exposed = true
		}
		for _, defs := range base.static {
			env = f.expose(f.defs(defs)) || env
		}
		if v.kind == classValue {
			if base.constructor != nil {
				base.constructor.exposed = true
			}
			continue // who makes one has what it is made of
		}
		for _, defs := range base.fields {
			env = f.expose(f.defs(defs)) || env
		}
	}
	return env || v.kind == instanceValue && f.isEnv(f.field(c, "env", 0))
}

func (f *finder) exposeObject(o *ast.ObjectLiteral) (env bool) {
	for _, p := range o.Value {
		var vs values
		switch p := p.(type) {
		case *ast.PropertyShort:
			vs = f.eval(&p.Name)
		case *ast.PropertyKeyed:
			vs = f.eval(p.Value)
		case *ast.SpreadElement:
			vs = f.eval(p.Expression)
		}
		env = f.expose(vs) || env
	}
	return env
}
