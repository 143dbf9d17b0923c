package source

import (
	"math"
	"slices"
	"strconv"

	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/token"
)

// text is what is known of a text: how it begins, and whether that is all.
type text struct {
	Prefix   string
	Complete bool
	Number   bool // it is that of a whole number
}

// plus puts texts together.
func (t text) plus(more text) text {
	if !t.Complete {
		return t
	}
	if len(t.Prefix)+len(more.Prefix) > maxText {
		return text{Prefix: t.Prefix}
	}
	return text{Prefix: t.Prefix + more.Prefix, Complete: more.Complete}
}

// sum is what + makes of two: numbers are added, and what may be one may be.
func (t text) sum(more text) text {
	switch {
	case !t.Number:
		return t.plus(more)
	case more.Number:
		a, _ := strconv.ParseInt(t.Prefix, 10, 64)
		b, _ := strconv.ParseInt(more.Prefix, 10, 64)
		return whole(float64(a) + float64(b))
	case more.Prefix == "" && !more.Complete:
		return text{}
	default:
		return t.plus(more)
	}
}

// maxText is longer than any URL: a text may be made of itself many times over.
const maxText = 8 << 10

// recall works out a text once. What is given in terms of itself is not known.
func (e *evaluator) recall(what any, f func() text) text {
	t, ok := e.texts[what]
	if !ok {
		e.texts[what] = text{}
		t = f()
		e.texts[what] = t
	}
	return t
}

// text is what is known of what an expression is as a text, or as an URL. What
// may be one thing or another is not known.
func (e *evaluator) text(n ast.Expression) text {
	if e.depth++; e.depth > maxDepth {
		e.depth--
		return text{}
	}
	defer func() { e.depth-- }()
	switch n := n.(type) {
	case *ast.StringLiteral:
		return text{Prefix: n.Value.String(), Complete: true}
	case *ast.NumberLiteral:
		return number(n)
	case *ast.TemplateLiteral:
		return e.template(n)
	case *ast.BinaryExpression:
		if n.Operator == token.PLUS {
			return e.text(n.Left).sum(e.text(n.Right))
		}
	case *ast.Identifier:
		return e.constant(n)
	case *ast.NewExpression:
		return e.newText(n)
	case *ast.CallExpression:
		return e.callText(n)
	case *ast.DotExpression, *ast.PrivateDotExpression, *ast.BracketExpression:
		return e.memberText(n)
	case *ast.Optional:
		return e.text(n.Expression)
	case *ast.OptionalChain:
		return e.text(n.Expression)
	}
	return text{}
}

// number is a whole number, however it is written: ports are wanted, and others
// are not known.
func number(n *ast.NumberLiteral) text {
	switch v := n.Value.(type) {
	case int64:
		return whole(float64(v))
	case float64:
		return whole(v)
	default:
		return text{}
	}
}

func whole(v float64) text {
	if v != math.Trunc(v) || math.Abs(v) >= 1e15 {
		return text{}
	}
	return text{Prefix: strconv.FormatInt(int64(v), 10), Complete: true, Number: true}
}

func (e *evaluator) template(n *ast.TemplateLiteral) text {
	if n.Tag != nil {
		return text{}
	}
	t := text{Complete: true}
	for i, part := range n.Elements {
		t = t.plus(text{Prefix: part.Parsed.String(), Complete: part.Valid})
		if i < len(n.Expressions) {
			t = t.plus(e.text(n.Expressions[i]))
		}
	}
	return t
}

// constant is a variable that is given one thing once.
func (e *evaluator) constant(n *ast.Identifier) text {
	v := e.refs[n]
	if v == nil || v.loose || len(v.defs) != 1 || v.defs[0].expr == nil {
		return text{}
	}
	return e.recall(v, func() text {
		d := v.defs[0]
		_, changes := d.expr.(*ast.NewExpression)
		switch {
		case len(d.path) == 1:
			return e.memberOf(d.expr, d.path[0])
		case len(d.path) > 0 || changes && v.hidden:
			return text{}
		}
		return e.text(d.expr)
	})
}

func (e *evaluator) global(n ast.Expression, name string) bool {
	id, ok := n.(*ast.Identifier)
	return ok && id.Name.String() == name && e.refs[id] == nil
}

func (e *evaluator) newText(n *ast.NewExpression) text {
	switch {
	case len(n.ArgumentList) == 0 || spreads(n.ArgumentList):
	case e.global(n.Callee, "Request"):
		return e.text(n.ArgumentList[0])
	case e.global(n.Callee, "URL") && len(n.ArgumentList) == 1:
		return e.text(n.ArgumentList[0])
	case e.global(n.Callee, "URL"):
		return resolve(e.text(n.ArgumentList[1]), e.text(n.ArgumentList[0]))
	}
	return text{}
}

// callText is for what gives a text as it is.
func (e *evaluator) callText(n *ast.CallExpression) (t text) {
	if e.global(n.Callee, "String") && len(n.ArgumentList) == 1 {
		t = e.text(n.ArgumentList[0])
	}
	if left, key, ok := member(n.Callee); ok && len(n.ArgumentList) == 0 && (key == "toString" || key == "toJSON") {
		t = e.text(left)
	}
	t.Number = false
	return t
}

func (e *evaluator) memberText(n ast.Expression) text {
	left, key, ok := member(n)
	if !ok {
		return text{}
	}
	if key == "href" && e.isURL(left) {
		return e.text(left)
	}
	return e.memberOf(left, key)
}

// isURL reports whether an expression is an URL that is made right there, or a
// variable that holds it.
func (e *evaluator) isURL(n ast.Expression) bool {
	if name, ok := n.(*ast.Identifier); ok {
		v := e.refs[name]
		if v == nil || len(v.defs) != 1 || len(v.defs[0].path) > 0 {
			return false
		}
		n = v.defs[0].expr
	}
	made, ok := n.(*ast.NewExpression)
	return ok && e.global(made.Callee, "URL")
}

// memberOf is a member of a constant object, or a field that is given once.
func (e *evaluator) memberOf(left ast.Expression, key string) text {
	if o := e.literal(left); o != nil {
		return e.valueText(o, key)
	}
	if name, ok := left.(*ast.Identifier); ok {
		v := e.refs[name]
		if v == nil {
			return text{}
		}
		if len(v.defs) == 1 && !v.loose && !v.hidden && len(v.defs[0].path) == 0 {
			if o := e.literal(v.defs[0].expr); o != nil {
				return e.valueText(o, key)
			}
		}
	}
	if o := e.constantObject(left); o != nil {
		return e.valueText(o, key)
	}
	return e.fieldText(left, key)
}

// property is a name that an object has.
type property struct {
	of  *ast.ObjectLiteral
	key string
}

func (e *evaluator) valueText(o *ast.ObjectLiteral, key string) text {
	return e.recall(property{o, key}, func() text {
		v := valueOf(o, key)
		if _, changes := v.(*ast.NewExpression); v == nil || changes || e.written[key] || e.exposed[o] || e.overwritten[o] {
			return text{}
		}
		return e.text(v)
	})
}

// constantObject is an object within a constant object: the b of a.b.c.
func (e *evaluator) constantObject(n ast.Expression) *ast.ObjectLiteral {
	left, key, ok := member(n)
	name, isName := left.(*ast.Identifier)
	if !ok || !isName || e.written[key] {
		return nil
	}
	v := e.refs[name]
	if v == nil || len(v.defs) != 1 || v.loose || v.hidden || len(v.defs[0].path) > 0 {
		return nil
	}
	if outer := e.literal(v.defs[0].expr); outer != nil {
		return e.literal(valueOf(outer, key))
	}
	return nil
}

// literal is the object of an expression, frozen or not.
func (e *evaluator) literal(n ast.Expression) *ast.ObjectLiteral {
	switch n := n.(type) {
	case *ast.ObjectLiteral:
		return n
	case *ast.CallExpression:
		return e.literal(e.frozen(n))
	}
	return nil
}

// frozen is what Object.freeze() is given, and gives back; nil for other calls.
func (e *evaluator) frozen(n *ast.CallExpression) ast.Expression {
	left, key, ok := member(n.Callee)
	if ok && key == "freeze" && e.global(left, "Object") && len(n.ArgumentList) == 1 {
		return n.ArgumentList[0]
	}
	return nil
}

// fieldText is a field that no other class has and nothing assigns again.
func (e *evaluator) fieldText(left ast.Expression, key string) text {
	vs := e.eval(left)
	if len(vs) != 1 || e.written[key] {
		return text{}
	}
	var found []def
	for _, c := range e.classes {
		found = append(found, c.fields[key]...)
		found = append(found, c.static[key]...)
		if c.getters[key] != nil {
			return text{}
		}
	}
	if len(found) != 1 || found[0].expr == nil {
		return text{}
	}
	c, ok := vs[0].of.(*class)
	if !ok || len(c.fields[key])+len(c.static[key]) == 0 {
		return text{}
	}
	if _, changes := found[0].expr.(*ast.NewExpression); changes || slices.ContainsFunc(e.bases(c), e.changes) {
		return text{} // through any of its names, or by others
	}
	return e.recall(key, func() text { return e.text(found[0].expr) })
}

// changes reports whether the fields of a class may be assigned out of sight.
func (e *evaluator) changes(c *class) bool { return e.exposed[c] || e.overwritten[c] }
