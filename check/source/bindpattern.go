package source

import (
	"slices"

	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/token"
)

// pattern gives each name of a destructuring its part of d.
func (b *binder) pattern(n ast.Expression, d def, give func(*ast.Identifier, def)) {
	switch n := n.(type) {
	case *ast.Identifier:
		give(n, d)
	case *ast.ObjectPattern:
		for _, p := range n.Properties {
			b.property(p, d, give)
		}
		if n.Rest != nil {
			b.pattern(n.Rest, def{}, give)
		}
	case *ast.ArrayPattern:
		for _, e := range n.Elements {
			if e != nil {
				b.pattern(e, def{}, give)
			}
		}
		if n.Rest != nil {
			b.pattern(n.Rest, def{}, give)
		}
	case *ast.AssignExpression: // with a default
		if n.Operator == token.ASSIGN {
			b.node(n.Right)
			b.pattern(n.Left, d, give)
			b.pattern(n.Left, def{expr: n.Right}, give)
		}
	case *ast.Binding:
		b.binding(n, d, give)
	default:
		b.target(n, func(name *ast.Identifier) { b.refer(name, mangled) })
	}
}

func (b *binder) property(p ast.Property, d def, give func(*ast.Identifier, def)) {
	switch p := p.(type) {
	case *ast.PropertyShort:
		give(&p.Name, d.at(p.Name.Name.String()))
		if p.Initializer != nil {
			b.node(p.Initializer)
			give(&p.Name, def{expr: p.Initializer})
		}
	case *ast.PropertyKeyed:
		key, ok := p.Key.(*ast.StringLiteral)
		if !ok {
			b.node(p.Key)
			b.pattern(p.Value, def{}, give)
			return
		}
		b.pattern(p.Value, d.at(key.Value.String()), give)
	}
}

// at is a member of what d gives; nothing where d gives nothing.
func (d def) at(key string) def {
	if d.expr != nil || d.arg != nil || d.from != nil {
		d.path = append(slices.Clip(d.path), key)
	}
	return d
}

// known reports whether it is known what is given.
func (d def) known() bool { return d.expr != nil || d.arg != nil || d.from != nil }

// binding is a declared name or pattern with what it is given at first.
func (b *binder) binding(n *ast.Binding, d def, give func(*ast.Identifier, def)) {
	if n.Initializer != nil {
		b.given(n.Target, n.Initializer)
		if d.known() {
			b.pattern(n.Target, d, give)
		}
		d = def{expr: n.Initializer}
	}
	b.pattern(n.Target, d, give)
}

// given walks what is assigned. By another name it may be changed, by the names
// of its parts it is not.
func (b *binder) given(to, what ast.Expression) {
	name, ok := what.(*ast.Identifier)
	if !ok {
		b.node(what)
		return
	}
	how := exposed
	if _, parts := to.(*ast.ObjectPattern); parts {
		how = safe
	}
	b.refer(name, how)
}

// give is assign for a declared name: one without a value is given nothing.
func (b *binder) give(n *ast.Identifier, d def) {
	if d.known() {
		b.assign(n, d)
		return
	}
	b.refer(n, mangled)
}

// declared is a list of var, let or const.
func (b *binder) declared(list []*ast.Binding, declare func(*ast.Identifier)) {
	for _, n := range list {
		names(n.Target, declare)
		if name, ok := n.Target.(*ast.Identifier); ok && n.Initializer == nil {
			b.refer(name, safe)
			continue
		}
		b.binding(n, def{}, b.give)
	}
}

// names are those that a pattern declares.
func names(n ast.Expression, f func(*ast.Identifier)) {
	switch n := n.(type) {
	case *ast.Identifier:
		f(n)
	case *ast.Binding:
		names(n.Target, f)
	case *ast.AssignExpression:
		names(n.Left, f)
	case *ast.ObjectPattern:
		for _, p := range n.Properties {
			names(p, f)
		}
		names(n.Rest, f)
	case *ast.PropertyShort:
		f(&n.Name)
	case *ast.PropertyKeyed:
		names(n.Value, f)
	case *ast.ArrayPattern:
		for _, e := range n.Elements {
			names(e, f)
		}
		names(n.Rest, f)
	}
}
