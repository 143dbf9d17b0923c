package source

import (
	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/file"
)

// found is a use, by where it is in the bundle.
type found struct {
	binding string // "" for the fetch() of the runtime itself
	at      file.Idx
	method  string
	url     URL
}

// finder looks for uses of bindings, and for what lets env out of sight.
type finder struct {
	*evaluator
	found []found
	open  bool
}

func (f *finder) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.DotExpression, *ast.BracketExpression:
		f.member(n)
	case *ast.Binding:
		f.destructured(n.Target, n.Initializer)
	case *ast.AssignExpression:
		f.assigned(n)
	case *ast.CallExpression:
		f.call(n.ArgumentList, f.callOf(n.Callee, false))
		f.method(n)
		f.globalFetch(n)
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
	children(n, f.node)
}

// member notes a name of env. One that is worked out may be any.
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
		if t := f.text(n.Member); t.Complete {
			f.use(t.Prefix, n.Member.Idx0())
			return
		}
		f.open = true
	}
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
	for i, p := range list.List {
		if o, ok := p.Target.(*ast.ObjectPattern); ok && fn != nil {
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
	if n.Rest != nil && f.bear(vs, 0) {
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
		f.open = f.open || f.bear(vs, 0)
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
		case framework == workersValue:
		default:
			f.escape(a)
		}
	}
}

// framework is what a call belongs to that is known to keep env to itself.
func (f *finder) framework(c *call) kind {
	vs := f.eval(c.callee)
	if _, isSuper := c.callee.(*ast.SuperExpression); isSuper && c.this.class != nil && c.this.class.super != nil {
		vs = f.eval(c.this.class.super)
	}
	if len(vs) == 1 && (vs[0].kind == honoValue || vs[0].kind == workersValue) {
		return vs[0].kind
	}
	return 0
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

// method notes a fetch() or connect() of a binding.
func (f *finder) method(n *ast.CallExpression) {
	left, key, ok := member(n.Callee)
	if !ok || key != "fetch" && key != "connect" {
		return
	}
	for _, v := range f.eval(left) {
		if v.kind != bindingValue {
			continue
		}
		found := found{binding: v.name, method: key, at: n.Callee.Idx0()}
		if len(n.ArgumentList) > 0 {
			found.at = n.ArgumentList[0].Idx0()
			if key == "fetch" {
				found.url = readURL(f.text(n.ArgumentList[0]))
			}
		}
		f.found = append(f.found, found)
	}
}

// globalFetch notes a fetch() that is no binding's, where it is known of which
// host.
func (f *finder) globalFetch(n *ast.CallExpression) {
	left, key, isMember := member(n.Callee)
	ofGlobal := isMember && key == "fetch" && (f.global(left, "globalThis") || f.global(left, "self"))
	if len(n.ArgumentList) == 0 || !ofGlobal && !f.global(n.Callee, "fetch") {
		return
	}
	if url := readURL(f.text(n.ArgumentList[0])); url.Host != "" {
		f.found = append(f.found, found{method: "fetch", at: n.ArgumentList[0].Idx0(), url: url})
	}
}

// escape notes that an expression goes where it is not followed.
func (f *finder) escape(n ast.Expression) {
	if n != nil && !f.open && f.bear(f.eval(n), 0) {
		f.open = true
	}
}

// maxBearing bounds how deep objects are searched for env. What is deeper is
// taken to have it.
const maxBearing = 8

// bear reports whether one of the values leads to env.
func (f *finder) bear(vs values, depth int) bool {
	for _, v := range vs {
		switch v.kind {
		case envValue, contextValue:
			return true
		case instanceValue:
			if c, ok := v.of.(*class); ok && f.instanceBears(c, depth) {
				return true
			}
		case objectValue:
			if o, ok := v.of.(*ast.ObjectLiteral); ok && f.objectBears(o, depth) {
				return true
			}
		case functionValue:
			if fn, ok := v.of.(*function); ok && f.returnsEnv(fn, depth) {
				return true
			}
		}
	}
	return false
}

func (f *finder) instanceBears(c *class, depth int) bool {
	if depth > maxBearing || f.isEnv(f.field(c, "env", 0)) {
		return true
	}
	for _, defs := range c.fields {
		if f.bear(f.defs(defs), depth+1) {
			return true
		}
	}
	return false
}

func (f *finder) objectBears(o *ast.ObjectLiteral, depth int) bool {
	if depth > maxBearing {
		return true
	}
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
		if f.bear(vs, depth+1) {
			return true
		}
	}
	return false
}

func (f *finder) returnsEnv(fn *function, depth int) bool {
	return depth > maxBearing || f.bear(f.result(values{{kind: functionValue, of: fn}}), depth+1)
}
