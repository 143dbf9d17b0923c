package source

import (
	"github.com/grafana/sobek/ast"
)

func (b *binder) functionLiteral(n *ast.FunctionLiteral) { b.function(n, owner{}) }

// function walks a function whose this is known. Its name is its own.
func (b *binder) function(n *ast.FunctionLiteral, this owner) *function {
	f := &function{params: n.ParameterList}
	b.functions[n] = f
	outer := b.this
	b.this = this
	b.within(true, func() {
		if n.Name != nil {
			b.declareLet(n.Name)
			b.assign(n.Name, def{expr: n})
		}
		b.body(f, n.Body)
	})
	b.this = outer
	return f
}

func (b *binder) arrow(n *ast.ArrowFunctionLiteral) {
	f := &function{params: n.ParameterList}
	b.functions[n] = f
	b.within(true, func() { b.body(f, n.Body) })
}

func (b *binder) body(f *function, body ast.Node) {
	outer := b.fn
	b.fn = f
	for i, p := range f.params.List {
		names(p, b.declareLet)
		b.binding(p, def{arg: &argument{of: f, index: i}}, b.assign)
	}
	if rest := f.params.Rest; rest != nil {
		names(rest, b.declareLet)
		b.pattern(rest, def{}, b.give)
	}
	switch body := body.(type) {
	case *ast.ExpressionBody:
		b.returned(body.Expression)
	case *ast.BlockStatement:
		for _, s := range body.List {
			b.node(s)
		}
	}
	b.fn = outer
}

func (b *binder) class(n *ast.ClassLiteral) {
	c := &class{
		super: n.SuperClass, fields: map[string][]def{}, methods: map[string]*function{},
		getters: map[string]*function{}, static: map[string][]def{}, staticMethods: map[string]*function{},
	}
	b.classes[n] = c
	b.within(false, func() {
		if n.Name != nil {
			c.name = n.Name.Name.String()
			b.declareLet(n.Name)
			b.assign(n.Name, def{expr: n})
		}
		if n.SuperClass != nil {
			b.node(n.SuperClass)
		}
		for _, e := range n.Body {
			b.element(c, e)
		}
	})
}

func (b *binder) element(c *class, e ast.ClassElement) {
	outer, fn := b.this, b.fn
	defer func() { b.this, b.fn = outer, fn }()
	switch e := e.(type) {
	case *ast.MethodDefinition:
		key := b.key(e.Key)
		c.add(key, e, b.function(e.Body, owner{class: c, static: e.Static}))
	case *ast.FieldDefinition:
		key := b.key(e.Key)
		b.this, b.fn = owner{class: c, static: e.Static}, nil
		fields := c.fields
		if e.Static {
			fields = c.static
		}
		if e.Initializer != nil {
			b.within(true, func() { b.node(e.Initializer) })
			fields[key] = append(fields[key], def{expr: e.Initializer})
		}
	case *ast.ClassStaticBlock:
		b.this, b.fn = owner{class: c, static: true}, nil
		b.within(true, func() { b.node(e.Block) })
	}
}

// object walks an object, whose functions have it as this.
func (b *binder) object(n *ast.ObjectLiteral) {
	for _, p := range n.Value {
		keyed, ok := p.(*ast.PropertyKeyed)
		if !ok {
			children(p, b.node)
			continue
		}
		b.node(keyed.Key)
		if f, ok := keyed.Value.(*ast.FunctionLiteral); ok {
			b.function(f, owner{object: n})
		} else {
			b.node(keyed.Value)
		}
	}
}

func (c *class) add(key string, e *ast.MethodDefinition, f *function) {
	switch {
	case key == "":
	case key == "constructor" && !e.Static:
		c.constructor = f
	case e.Static:
		c.staticMethods[key] = f
	case e.Kind == ast.PropertyKindGet:
		c.getters[key] = f
	case e.Kind == ast.PropertyKindSet:
	default:
		c.methods[key] = f
	}
}

// key is the name of an element, "" where it is computed.
func (b *binder) key(n ast.Expression) string {
	switch n := n.(type) {
	case *ast.StringLiteral:
		return n.Value.String()
	case *ast.PrivateIdentifier:
		return "#" + n.Name.String()
	default:
		b.node(n)
		return ""
	}
}
