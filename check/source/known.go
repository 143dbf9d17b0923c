package source

import (
	"maps"
	"slices"
	"strings"

	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/token"
)

// onlyBindings are the bindings that an expression may be; none where it may be
// anything else, too.
func (e *evaluator) onlyBindings(n ast.Expression) (names []string) {
	for _, v := range e.eval(n) {
		if v.kind != bindingValue {
			return nil
		}
		names = append(names, v.name)
	}
	q := inquiry{evaluator: e, seen: map[any]bool{}}
	if len(names) == 0 || e.lost || !q.expr(n) || e.lost {
		return nil
	}
	maps.Copy(e.ways, q.seen)
	return names
}

// inquiry asks whether an expression is nothing else than what the evaluator
// knows that it may be. It goes the same ways, each of which has to be known to
// its end: where one has been gone already there is nothing more to ask.
type inquiry struct {
	*evaluator
	seen map[any]bool // all true
	deep int
}

// maxInquiry bounds how far an inquiry goes, which is once through everything.
const maxInquiry = 10_000

// expr reports whether an expression is known. What has no members, such as
// null, is: no call of it comes to anything.
func (q *inquiry) expr(n ast.Expression) bool {
	q.deep++
	defer func() { q.deep-- }()
	if q.deep > maxInquiry {
		return false
	}
	switch n := n.(type) {
	case *ast.Identifier:
		return q.variable(q.refs[n]) || q.global(n, "undefined")
	case *ast.DotExpression, *ast.PrivateDotExpression, *ast.BracketExpression:
		left, key, ok := q.key(n)
		return ok && q.expr(left) && q.members(q.eval(left), key)
	case *ast.CallExpression:
		return q.call(n)
	case *ast.NewExpression:
		return q.expr(n.Callee)
	case *ast.FunctionLiteral, *ast.ArrowFunctionLiteral, *ast.ClassLiteral, *ast.ObjectLiteral, *ast.NullLiteral:
		return true
	case *ast.ThisExpression:
		return q.this[n].class != nil
	case *ast.Optional:
		return q.expr(n.Expression)
	case *ast.OptionalChain:
		return q.expr(n.Expression)
	case *ast.AwaitExpression:
		return q.expr(n.Argument)
	case *ast.SequenceExpression:
		return q.expr(n.Sequence[len(n.Sequence)-1])
	case *ast.AssignExpression:
		return q.assigned(n)
	case *ast.ConditionalExpression:
		return q.expr(n.Consequent) && q.expr(n.Alternate)
	case *ast.BinaryExpression:
		return q.binary(n)
	case *ast.UnaryExpression:
		return n.Operator == token.VOID
	}
	return false
}

func (q *inquiry) assigned(n *ast.AssignExpression) bool {
	switch n.Operator {
	case token.ASSIGN:
		return q.expr(n.Right)
	case token.COALESCE, token.LOGICAL_OR:
		return q.expr(n.Left) && q.expr(n.Right)
	default:
		return false
	}
}

func (q *inquiry) binary(n *ast.BinaryExpression) bool {
	switch n.Operator {
	case token.LOGICAL_AND:
		return q.expr(n.Right)
	case token.LOGICAL_OR, token.COALESCE:
		return q.expr(n.Left) && q.expr(n.Right)
	default:
		return false
	}
}

// way reports whether a way is known to its end. Where it comes back to itself it
// adds nothing. That it is not is so for good; that it is, if all is.
func (q *inquiry) way(way any, known func() bool) bool {
	if before, gone := q.ways[way]; gone {
		return before
	}
	if q.seen[way] {
		return true
	}
	q.seen[way] = true
	if known() {
		return true
	}
	q.ways[way] = false
	return false
}

func (q *inquiry) variable(v *variable) bool {
	return v != nil && !v.loose && q.way(v, func() bool { return q.defs(v.defs) })
}

func (q *inquiry) defs(defs []def) bool {
	for _, d := range defs {
		if !q.def(d) {
			return false
		}
	}
	return true
}

func (q *inquiry) def(d def) bool {
	var known bool
	switch {
	case d.expr != nil:
		known = q.expr(d.expr)
	case d.arg != nil:
		known = q.argument(d.arg)
	case d.from != nil:
		known = len(d.from.values()) > 0
	}
	vs := q.start(d)
	for _, key := range d.path {
		known = known && q.members(vs, key)
		vs = q.evaluator.members(vs, key)
	}
	return known
}

// argument reports whether a parameter is given nothing but what is known. The
// runtime and frameworks give what they are known to.
func (q *inquiry) argument(a *argument) bool {
	f := a.of
	if _, seeded := f.seeds[a.index]; !seeded && (f.exposed || len(f.calls) == 0) {
		return false
	}
	type parameter struct {
		of    *function
		index int
	}
	return q.way(parameter{f, a.index}, func() bool {
		return !slices.ContainsFunc(f.calls, func(args []ast.Expression) bool {
			return spreads(args[:min(a.index+1, len(args))]) || a.index < len(args) && !q.expr(args[a.index])
		})
	})
}

func (q *inquiry) call(n *ast.CallExpression) bool {
	if same := q.frozen(n); same != nil {
		return q.expr(same)
	}
	if q.importedBy(n) != nil {
		return true
	}
	if !q.expr(n.Callee) {
		return false
	}
	for _, v := range q.eval(n.Callee) {
		f, ok := v.of.(*function)
		if ok && !q.returns(f) || !ok && v.givenByHono().kind == v.kind {
			return false
		}
	}
	return true
}

func (q *inquiry) returns(f *function) bool {
	return q.way(f, func() bool {
		return !slices.ContainsFunc(f.returns, func(r ast.Expression) bool { return !q.expr(r) })
	})
}

// members reports whether a member is known of everything. A name that anything
// is assigned to is not, whosever it is.
func (q *inquiry) members(of values, key string) bool {
	if q.written[key] {
		return false
	}
	for _, v := range of {
		if !q.memberIn(v, key) {
			return false
		}
	}
	return true
}

func (q *inquiry) memberIn(v value, key string) bool {
	switch of := v.of.(type) {
	case *class:
		if q.overwritten[of] {
			return false
		}
		if v.kind == classValue {
			return q.way(field{of, "static " + key}, func() bool { return q.static(of, key) })
		}
		return q.way(field{of, key}, func() bool { return q.field(of, key) })
	case *ast.ObjectLiteral:
		return !q.overwritten[of] && q.way(property{of, key}, func() bool { return q.property(of, key) })
	}
	switch v.kind {
	case envValue:
		return !q.otherEnv
	case contextValue:
		return key == "env"
	case workersValue:
		return v.name == ""
	default:
		return false
	}
}

func (q *inquiry) field(c *class, key string) bool {
	for _, other := range q.classes {
		if other != c && other.super != nil && other.has(key) && q.extends(other, c) {
			return false // this may be one of the other
		}
	}
	if c.has(key) {
		getter := c.getters[key]
		return q.defs(c.fields[key]) && (getter == nil || q.returns(getter))
	}
	if c.super == nil {
		return false
	}
	for _, base := range q.eval(c.super) {
		if key == "env" && (base.kind == workersValue || base.kind == importValue && ofRuntime(base.name)) {
			continue
		}
		if b, ok := base.of.(*class); !ok || !q.memberIn(value{kind: instanceValue, of: b}, key) {
			return false
		}
	}
	return q.expr(c.super)
}

// ofRuntime reports whether the classes of a package are durable objects.
func ofRuntime(module string) bool {
	name, _, _ := strings.Cut(module, "/")
	return name == "agents" || name == "partyserver" || module == "@cloudflare/containers"
}

// has reports whether the instances of a class have a member by itself.
func (c *class) has(key string) bool {
	return len(c.fields[key]) > 0 || c.methods[key] != nil || c.getters[key] != nil
}

// extends reports whether a class is below another.
func (e *evaluator) extends(c, base *class) bool {
	return slices.Contains(e.bases(c), base)
}

// bases are a class and those that it extends.
func (e *evaluator) bases(c *class) []*class {
	list := []*class{c}
	for i := 0; i < len(list) && i < maxBases; i++ {
		if list[i].super == nil {
			continue
		}
		for _, v := range e.eval(list[i].super) {
			if b, ok := v.of.(*class); ok {
				list = append(list, b)
			}
		}
	}
	return list
}

func (q *inquiry) static(c *class, key string) bool {
	if c.staticMethods[key] != nil {
		return len(c.static[key]) == 0
	}
	return len(c.static[key]) > 0 && q.defs(c.static[key])
}

// property reports whether a property is known, and that none that is not may
// have its name.
func (q *inquiry) property(o *ast.ObjectLiteral, key string) bool {
	for _, p := range slices.Backward(o.Value) {
		switch p := p.(type) {
		case *ast.PropertyShort:
			if p.Name.Name.String() == key {
				return q.expr(&p.Name)
			}
		case *ast.PropertyKeyed:
			name, ok := p.Key.(*ast.StringLiteral)
			switch {
			case !ok:
				return false
			case name.Value.String() != key:
			case p.Kind == ast.PropertyKindGet:
				f, ok := p.Value.(*ast.FunctionLiteral)
				return ok && q.returns(q.functions[f])
			default:
				return q.expr(p.Value)
			}
		case *ast.SpreadElement:
			vs := q.eval(p.Expression)
			if !q.expr(p.Expression) || !q.members(vs, key) {
				return false
			}
			if len(q.evaluator.members(vs, key)) > 0 {
				return true
			}
		}
	}
	return true
}
