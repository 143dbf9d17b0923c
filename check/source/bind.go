package source

import (
	"slices"

	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/token"
	"github.com/grafana/sobek/unistring"
)

// program is a parsed bundle with all that is declared and called in it.
type program struct {
	tree      *ast.Program
	refs      map[*ast.Identifier]*variable // nil for what is global
	functions map[ast.Node]*function
	classes   map[*ast.ClassLiteral]*class
	this      map[ast.Node]owner // of this and super
	calls     []*call
	exports   map[string]ast.Expression

	modules []string // that are imported

	// written are the members that are assigned by another name than this. A
	// field of that name may hold anything.
	written map[string]bool

	// wild is of what members are assigned by names that are worked out.
	wild []ast.Expression
}

// binder makes a program of a tree, in one walk.
type binder struct {
	*program
	scope *scope
	fn    *function
	this  owner

	uses []use
}

// use is a name as it is used. Which variable it means is known at the end,
// since what is below may declare it.
type use struct {
	name  *ast.Identifier
	scope *scope
	how   usage
	def   *def // where it is assigned
}

type usage uint8

const (
	safe    usage = iota // read, and nothing it holds is changed
	exposed              // may be changed elsewhere
	defined              // assigned def
	mangled              // assigned in a way that is not followed
)

func bind(tree *ast.Program) *program {
	b := &binder{
		program: &program{
			tree: tree, functions: map[ast.Node]*function{},
			classes: map[*ast.ClassLiteral]*class{}, this: map[ast.Node]owner{}, exports: map[string]ast.Expression{},
			written: map[string]bool{},
		},
		scope: &scope{function: true},
	}
	for _, s := range tree.Body {
		b.node(s)
	}
	b.refs = make(map[*ast.Identifier]*variable, len(b.uses))
	for _, u := range b.uses {
		b.settle(u)
	}
	return b.program
}

// settle gives a use to the variable that it is one of.
func (b *binder) settle(u use) {
	v := u.scope.lookup(u.name.Name)
	b.refs[u.name] = v
	if v == nil {
		return
	}
	switch u.how {
	case exposed:
		v.hidden = true
	case defined:
		v.defs = append(v.defs, *u.def)
	case mangled:
		v.loose = true
	case safe:
	}
}

func (b *binder) refer(n *ast.Identifier, how usage) {
	b.uses = append(b.uses, use{name: n, scope: b.scope, how: how})
}

func (b *binder) assign(n *ast.Identifier, d def) {
	b.uses = append(b.uses, use{name: n, scope: b.scope, how: defined, def: &d})
}

// within runs f in a new scope.
func (b *binder) within(function bool, f func()) {
	b.scope = &scope{outer: b.scope, function: function}
	f()
	b.scope = b.scope.outer
}

// hoist declares a var.
func (b *binder) hoist(name unistring.String) {
	s := b.scope
	for !s.function {
		s = s.outer
	}
	s.declare(name)
}

// node walks what declares, assigns or means something, and leaves the rest to
// children. A name that comes here is one whose value goes anywhere.
func (b *binder) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Identifier:
		b.refer(n, exposed)
	case *ast.ThisExpression, *ast.SuperExpression:
		b.program.this[n] = b.this
	case ast.Statement:
		b.statement(n)
	case *ast.FunctionLiteral:
		b.functionLiteral(n)
	case *ast.ArrowFunctionLiteral:
		b.arrow(n)
	case *ast.ClassLiteral:
		b.class(n)
	case *ast.ObjectLiteral:
		b.object(n)
	case *ast.AssignExpression:
		b.assignment(n)
	case *ast.UnaryExpression:
		b.unary(n)
	case *ast.CallExpression:
		b.call(n.Callee, n.ArgumentList, false)
	case *ast.NewExpression:
		b.call(n.Callee, n.ArgumentList, true)
	case *ast.DotExpression, *ast.BracketExpression, *ast.PrivateDotExpression, *ast.Optional,
		*ast.BinaryExpression, *ast.TemplateLiteral, *ast.ConditionalExpression:
		b.reading(n)
	default:
		children(n, b.node)
	}
}

// reading is for what looks at a value and leaves it as it is.
func (b *binder) reading(n ast.Node) {
	handed := handedOn(n)
	children(n, func(child ast.Node) {
		if name, ok := child.(*ast.Identifier); ok && !slices.Contains(handed, child) {
			b.refer(name, safe)
			return
		}
		b.node(child)
	})
}

// handedOn are the parts of an expression that it may come to, by which they get
// another name. A template with a tag hands its parts to a function.
func handedOn(n ast.Node) (list []ast.Node) {
	switch n := n.(type) {
	case *ast.ConditionalExpression:
		return []ast.Node{n.Consequent, n.Alternate}
	case *ast.BinaryExpression:
		switch n.Operator {
		case token.LOGICAL_AND:
			return []ast.Node{n.Right}
		case token.LOGICAL_OR, token.COALESCE:
			return []ast.Node{n.Left, n.Right}
		}
	case *ast.TemplateLiteral:
		for _, e := range n.Expressions {
			if n.Tag != nil {
				list = append(list, e)
			}
		}
	}
	return list
}

// unary is for ++ and delete, and for operators that change nothing.
func (b *binder) unary(n *ast.UnaryExpression) {
	switch n.Operator {
	case token.INCREMENT, token.DECREMENT, token.DELETE:
		b.target(n.Operand, func(name *ast.Identifier) { b.refer(name, mangled) })
	default:
		b.reading(n)
	}
}

// assignment notes what is assigned to where. By ??= and ||= it is one more thing
// that may be there.
func (b *binder) assignment(n *ast.AssignExpression) {
	plain := n.Operator == token.ASSIGN || n.Operator == token.COALESCE || n.Operator == token.LOGICAL_OR
	b.given(n.Left, n.Right)
	if plain && b.field(n) {
		b.node(n.Left)
		return
	}
	if !plain {
		b.target(n.Left, func(name *ast.Identifier) { b.refer(name, mangled) })
		return
	}
	b.pattern(n.Left, def{expr: n.Right}, b.assign)
}

// field notes an assignment to a field of this.
func (b *binder) field(n *ast.AssignExpression) bool {
	left, key, ok := member(n.Left)
	if _, isThis := left.(*ast.ThisExpression); !ok || !isThis || b.this.class == nil {
		return false
	}
	fields := b.this.class.fields
	if b.this.static {
		fields = b.this.class.static
	}
	fields[key] = append(fields[key], def{expr: n.Right})
	return true
}

// target is what ++, delete or an assignment changes.
func (b *binder) target(n ast.Expression, name func(*ast.Identifier)) {
	switch n := n.(type) {
	case *ast.Identifier:
		name(n)
	case *ast.DotExpression, *ast.BracketExpression, *ast.PrivateDotExpression:
		b.change(n)
	default:
		b.node(n)
	}
}

// change notes that a member of something is assigned. What an URL's path and
// query are is of no interest.
func (b *binder) change(n ast.Expression) {
	left, key, ok := member(n)
	if ok {
		b.written[key] = true
	} else {
		b.wild = append(b.wild, left)
	}
	harmless := ok && (key == "pathname" || key == "search" || key == "hash")
	if name, isName := left.(*ast.Identifier); isName && harmless {
		b.refer(name, safe)
		return
	}
	if bracket, isBracket := n.(*ast.BracketExpression); isBracket {
		b.node(bracket.Member)
	}
	for {
		if name, isName := left.(*ast.Identifier); isName {
			b.refer(name, exposed)
			return
		}
		next, _, isMember := member(left)
		if !isMember {
			b.node(left)
			return
		}
		left = next
	}
}

// member takes a member expression apart, where the name of the member is
// written there.
func member(n ast.Expression) (left ast.Expression, key string, ok bool) {
	switch n := n.(type) {
	case *ast.OptionalChain:
		return member(n.Expression)
	case *ast.Optional:
		return member(n.Expression)
	case *ast.DotExpression:
		return inner(n.Left), n.Identifier.Name.String(), true
	case *ast.PrivateDotExpression:
		return inner(n.Left), "#" + n.Identifier.Name.String(), true
	case *ast.BracketExpression:
		key, ok := n.Member.(*ast.StringLiteral)
		if !ok {
			return inner(n.Left), "", false
		}
		return inner(n.Left), key.Value.String(), true
	default:
		return nil, "", false
	}
}

// inner is what stands before a question mark.
func inner(n ast.Expression) ast.Expression {
	if o, ok := n.(*ast.Optional); ok {
		return o.Expression
	}
	return n
}
