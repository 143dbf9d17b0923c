package source

import (
	"github.com/grafana/sobek/ast"
)

// member is what a member expression may be.
func (e *evaluator) member(n ast.Expression) values {
	left, key, ok := e.key(n)
	if left == nil {
		return nil
	}
	vs := e.eval(left)
	if !ok {
		return nil
	}
	return e.members(vs, key)
}

// key takes a member expression apart, where the name of the member is known.
func (e *evaluator) key(n ast.Expression) (left ast.Expression, key string, ok bool) {
	left, key, ok = member(n)
	if bracket, computed := n.(*ast.BracketExpression); computed && !ok {
		t := e.text(bracket.Member)
		return left, t.Prefix, t.Complete
	}
	return left, key, ok
}

func (e *evaluator) members(of values, key string) (vs values) {
	for _, v := range of {
		switch v.kind {
		case envValue:
			vs.add(value{kind: bindingValue, name: key})
		case contextValue:
			if key == "env" {
				vs.add(value{kind: envValue})
			}
		case workersValue:
			if v.name == "" {
				vs.add(workersMember(key)...)
			}
		case honoValue:
			vs.add(value{kind: honoValue})
		case classValue:
			if key == "prototype" {
				vs.add(value{kind: instanceValue, of: v.of})
			}
			vs.add(e.staticMember(v.of.(*class), key, 0)...) //nolint:errcheck // a class value has a class
		case instanceValue:
			vs.add(e.field(v.of.(*class), key, 0)...) //nolint:errcheck // an instance has a class
		case objectValue:
			vs.add(e.property(v.of.(*ast.ObjectLiteral), key)...) //nolint:errcheck // an object value has an object
		}
	}
	return vs
}

// maxBases bounds a chain of classes, which may be a circle in bad code.
const maxBases = 20

// field is a field, a method or what a getter gives, of a class or of those
// below it. this.env is there in what the runtime makes, and maybe in what has a
// base of others.
func (e *evaluator) field(c *class, key string, depth int) (vs values) {
	if defs := c.fields[key]; len(defs) > 0 {
		vs.add(e.once(c, key, defs)...)
	}
	if f := c.methods[key]; f != nil {
		vs.add(value{kind: functionValue, of: f})
	}
	if f := c.getters[key]; f != nil {
		vs.add(e.result(values{{kind: functionValue, of: f}})...)
	}
	if len(vs) == 0 && c.super != nil && depth < maxBases {
		for _, base := range e.eval(c.super) {
			switch base.kind {
			case classValue:
				vs.add(e.field(base.of.(*class), key, depth+1)...) //nolint:errcheck // a class value has a class
			case workersValue, importValue:
				if key == "env" {
					vs.add(value{kind: envValue})
				}
			}
		}
	}
	return vs
}

func (e *evaluator) staticMember(c *class, key string, depth int) (vs values) {
	if defs := c.static[key]; len(defs) > 0 {
		vs.add(e.once(c, "static "+key, defs)...)
	}
	if f := c.staticMethods[key]; f != nil {
		vs.add(value{kind: functionValue, of: f})
	}
	if len(vs) == 0 && c.super != nil && depth < maxBases {
		for _, base := range e.eval(c.super) {
			if b, ok := base.of.(*class); ok && base.kind == classValue {
				vs.add(e.staticMember(b, key, depth+1)...)
			}
		}
	}
	return vs
}

// field is a name that a class gives to its instances, or has itself.
type field struct {
	class *class
	key   string
}

// once evaluates the fields of a name.
func (e *evaluator) once(c *class, key string, defs []def) values {
	at := field{c, key}
	if e.fields[at] == nil {
		e.fields[at] = &cell{}
	}
	return e.remember(e.fields[at], func() values { return e.defs(defs) })
}

// property is a property of an object literal: the last of its name counts.
func (e *evaluator) property(o *ast.ObjectLiteral, key string) values {
	for i := len(o.Value) - 1; i >= 0; i-- {
		switch p := o.Value[i].(type) {
		case *ast.PropertyShort:
			if p.Name.Name.String() == key {
				return e.eval(&p.Name)
			}
		case *ast.PropertyKeyed:
			if name, ok := p.Key.(*ast.StringLiteral); !ok || name.Value.String() != key {
				continue
			}
			if p.Kind == ast.PropertyKindGet {
				return e.result(e.eval(p.Value))
			}
			return e.eval(p.Value)
		case *ast.SpreadElement:
			if vs := e.spreadMember(p, key); len(vs) > 0 {
				return vs
			}
		}
	}
	return nil
}

// valueOf is the expression of a property, where the object has no doubtful
// ones: nil else.
func valueOf(o *ast.ObjectLiteral, key string) (found ast.Expression) {
	for _, p := range o.Value {
		switch p := p.(type) {
		case *ast.PropertyShort:
			if p.Name.Name.String() == key {
				found = &p.Name
			}
		case *ast.PropertyKeyed:
			name, ok := p.Key.(*ast.StringLiteral)
			switch {
			case !ok:
				return nil
			case name.Value.String() != key:
			case p.Kind != ast.PropertyKindValue:
				return nil
			default:
				found = p.Value
			}
		case *ast.SpreadElement:
			return nil
		}
	}
	return found
}
