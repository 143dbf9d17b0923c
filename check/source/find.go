package source

import (
	"cmp"
	"slices"

	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/file"
)

// found is a use, by where it is in the bundle.
type found struct {
	binding  string // "" for the fetch() of the runtime itself
	at       file.Idx
	method   string
	url      URL
	optional bool
}

// finder looks for uses of bindings, and for what lets env out of sight.
type finder struct {
	*evaluator
	found []found
	open  bool

	// later is what can be told once it is known what goes where it is not
	// followed, and what is assigned there.
	later []func()

	handed map[value]bool // to others

	// doubted are the bindings of which the source asks whether they are there.
	doubted map[string]bool
}

// find looks through all of a program.
func (f *finder) find() {
	for _, of := range f.wild {
		f.overwrite(of)
	}
	for _, s := range f.tree.Body {
		f.node(s)
	}
	clear(f.texts)
	for _, tell := range f.later {
		tell()
	}
	slices.SortStableFunc(f.found, func(x, y found) int { return cmp.Compare(x.at, y.at) })
}

func (f *finder) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Identifier:
		f.open = f.open || f.global(n, "arguments")
	case *ast.DotExpression, *ast.BracketExpression:
		f.member(n)
	case *ast.Binding:
		f.destructured(n.Target, n.Initializer)
	case *ast.AssignExpression:
		f.assigned(n)
	case *ast.CallExpression:
		if f.frozen(n) == nil && !isAsyncGenerator(n.Callee) && decorated(n.Callee, n.ArgumentList) == "" {
			f.call(n.ArgumentList, f.callOf(n.Callee, false))
		}
		f.fetching(n)
	case *ast.NewExpression:
		f.call(n.ArgumentList, f.callOf(n.Callee, true))
	case *ast.ForInStatement:
		f.escape(n.Source)
	case *ast.ForOfStatement:
		f.escape(n.Source)
	case *ast.SpreadElement:
		f.escape(n.Expression)
	case *ast.YieldExpression:
		f.escape(n.Argument)
	case *ast.ThrowStatement:
		f.escape(n.Argument)
	case *ast.ArrayLiteral:
		for _, item := range n.Value {
			f.escape(item)
		}
	case *ast.FunctionLiteral:
		f.parameters(n.ParameterList, f.functions[n])
	case *ast.ArrowFunctionLiteral:
		f.parameters(n.ParameterList, f.functions[n])
	}
	f.asks(n)
	children(n, f.node)
}

// member notes a name of env.
func (f *finder) member(n ast.Node) {
	expr, _ := n.(ast.Expression)
	left, _, _ := member(expr)
	if left == nil || !f.isEnv(f.eval(left)) {
		return
	}
	switch n := n.(type) {
	case *ast.DotExpression:
		f.use(n.Identifier.Name.String(), n.Identifier.Idx)
	case *ast.BracketExpression:
		f.later = append(f.later, func() { f.computed(n) })
	}
}

// computed notes a name of env that is worked out. It may be any.
func (f *finder) computed(n *ast.BracketExpression) {
	if t := f.text(n.Member); t.Complete {
		f.use(t.Prefix, n.Member.Idx0())
		return
	}
	f.open = true
}

func (f *finder) use(name string, at file.Idx) {
	f.found = append(f.found, found{binding: name, at: at})
}

func (f *finder) isEnv(vs values) bool {
	for _, v := range vs {
		if v.kind == envValue {
			return true
		}
	}
	return false
}

// assigned is for destructuring, and for what is put where it is not followed.
func (f *finder) assigned(n *ast.AssignExpression) {
	left, _, isMember := member(n.Left)
	_, ofThis := left.(*ast.ThisExpression)
	switch n.Left.(type) {
	case *ast.ObjectPattern, *ast.ArrayPattern:
		f.destructured(n.Left, n.Right)
	case *ast.Identifier:
	default:
		if !isMember || !ofThis || f.this[left].class == nil {
			f.escape(n.Right)
		}
	}
}

// parameters are destructured like variables.
func (f *finder) parameters(list *ast.ParameterList, fn *function) {
	if fn == nil {
		return
	}
	for i := range fn.seeds {
		f.open = f.open || list.Rest != nil && i >= len(list.List)
	}
	for i, p := range list.List {
		if o, ok := p.Target.(*ast.ObjectPattern); ok {
			f.names(o, f.argument(&argument{of: fn, index: i}))
		}
	}
}

func (f *finder) destructured(target, from ast.Expression) {
	if from == nil {
		return
	}
	switch target := target.(type) {
	case *ast.ObjectPattern:
		f.names(target, f.eval(from))
	case *ast.ArrayPattern:
		f.escape(from)
	}
}

// names notes the names that are taken from env, or from what has it.
func (f *finder) names(n *ast.ObjectPattern, vs values) {
	if n.Rest != nil && f.expose(vs) {
		f.open = true
	}
	for _, p := range n.Properties {
		switch p := p.(type) {
		case *ast.PropertyShort:
			if f.isEnv(vs) {
				f.use(p.Name.Name.String(), p.Name.Idx)
			}
		case *ast.PropertyKeyed:
			f.keyed(p, vs)
		}
	}
}

func (f *finder) keyed(p *ast.PropertyKeyed, vs values) {
	key, ok := p.Key.(*ast.StringLiteral)
	if !ok {
		f.open = f.expose(vs) || f.open
		return
	}
	if f.isEnv(vs) {
		f.use(key.Value.String(), key.Idx)
	}
	value := p.Value
	if a, ok := value.(*ast.AssignExpression); ok {
		value = a.Left
	}
	if inner, ok := value.(*ast.ObjectPattern); ok {
		f.names(inner, f.members(vs, key.Value.String()))
	}
}
