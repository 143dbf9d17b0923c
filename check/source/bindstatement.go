package source

import (
	"slices"

	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/unistring"
)

// statement is node for what is a statement.
func (b *binder) statement(n ast.Statement) {
	switch n := n.(type) {
	case *ast.VariableStatement:
		b.declared(n.List, b.declareVar)
	case *ast.LexicalDeclaration:
		b.declared(n.List, b.declareLet)
	case *ast.FunctionDeclaration:
		b.declareLet(n.Function.Name)
		b.assign(n.Function.Name, def{expr: n.Function})
		b.functionLiteral(n.Function)
	case *ast.ClassDeclaration:
		b.declareLet(n.Class.Name)
		b.assign(n.Class.Name, def{expr: n.Class})
		b.class(n.Class)
	case *ast.ReturnStatement:
		if n.Argument != nil {
			b.returned(n.Argument)
		}
	case *ast.ImportDeclaration:
		b.imports(n)
	case *ast.ExportDeclaration:
		b.exported(n)
		exportChildren(n, b.node)
	case *ast.ForStatement, *ast.ForInStatement, *ast.ForOfStatement, *ast.BlockStatement, *ast.SwitchStatement:
		b.within(false, func() { b.loop(n) })
	case *ast.CatchStatement:
		b.within(false, func() {
			names(n.Parameter, b.declareLet)
			names(n.Parameter, func(name *ast.Identifier) { b.refer(name, mangled) })
			b.node(n.Body)
		})
	default:
		children(n, b.node)
	}
}

func (b *binder) declareVar(n *ast.Identifier) { b.hoist(n.Name) }
func (b *binder) declareLet(n *ast.Identifier) { b.scope.declare(n.Name) }

// loop walks what has a scope of its own. What a loop goes through is not
// followed.
func (b *binder) loop(n ast.Node) {
	children(n, func(child ast.Node) {
		switch child := child.(type) {
		case *ast.ForLoopInitializerVarDeclList:
			b.declared(child.List, b.declareVar)
		case *ast.ForLoopInitializerLexicalDecl:
			b.declared(child.LexicalDeclaration.List, b.declareLet)
		case *ast.ForIntoVar:
			names(child.Binding, b.declareVar)
			names(child.Binding, func(name *ast.Identifier) { b.refer(name, mangled) })
		case *ast.ForDeclaration:
			names(child.Target, b.declareLet)
			names(child.Target, func(name *ast.Identifier) { b.refer(name, mangled) })
		case *ast.ForIntoExpression:
			b.pattern(child.Expression, def{}, func(name *ast.Identifier, _ def) { b.refer(name, mangled) })
		default:
			b.node(child)
		}
	})
}

func (b *binder) returned(n ast.Expression) {
	b.node(n)
	if b.fn != nil {
		b.fn.returns = append(b.fn.returns, n)
	}
}

func (b *binder) imports(n *ast.ImportDeclaration) {
	if n.ImportClause == nil || n.FromClause == nil {
		b.modules = append(b.modules, n.ModuleSpecifier.String())
		return
	}
	module := n.FromClause.ModuleSpecifier.String()
	b.modules = append(b.modules, module)
	add := func(local unistring.String, name string) {
		v := b.scope.declare(local)
		v.defs = append(v.defs, def{from: &imported{module, name}})
	}
	if d := n.ImportClause.ImportedDefaultBinding; d != nil {
		add(d.Name, "default")
	}
	if s := n.ImportClause.NameSpaceImport; s != nil {
		add(s.ImportedBinding, "*")
	}
	if l := n.ImportClause.NamedImports; l != nil {
		for _, s := range l.ImportsList {
			local := s.Alias
			if local == "" {
				local = s.IdentifierName
			}
			add(local, s.IdentifierName.String())
		}
	}
}

// exported notes what the bundle exports: esbuild lists names at its end.
func (b *binder) exported(n *ast.ExportDeclaration) {
	if n.NamedExports == nil || n.FromClause != nil {
		return
	}
	for _, s := range n.NamedExports.ExportsList {
		name := &ast.Identifier{Name: s.IdentifierName}
		b.refer(name, safe)
		as := s.Alias
		if as == "" {
			as = s.IdentifierName
		}
		b.exports[as.String()] = name
	}
}

// call walks a call. Those that read an URL do not change it.
func (b *binder) call(callee ast.Expression, args []ast.Expression, isNew bool) {
	if isAsyncGenerator(callee) && len(args) == 3 {
		if f, ok := args[2].(*ast.FunctionLiteral); ok {
			b.function(f, b.this)
			return
		}
	}
	if _, isImport := callee.(*ast.DynamicImportExpression); isImport && len(args) > 0 {
		if module, ok := args[0].(*ast.StringLiteral); ok {
			b.modules = append(b.modules, module.Value.String())
		}
	}
	if key := decorated(callee, args); key != "" {
		b.written[key] = true
		children(args[0], b.node)
		return
	}
	b.calls = append(b.calls, &call{callee, args, isNew, b.this})
	how := exposed
	if readsURL(callee) {
		how = safe
	}
	if name, ok := callee.(*ast.Identifier); ok {
		b.refer(name, safe)
	} else {
		b.node(callee)
	}
	for _, a := range args {
		if name, ok := a.(*ast.Identifier); ok {
			b.refer(name, how)
		} else {
			b.node(a)
		}
	}
}

// decorated is the member that a call decorates, which esbuild makes of a
// decorator; "" for other calls.
func decorated(callee ast.Expression, args []ast.Expression) string {
	name, ok := callee.(*ast.Identifier)
	if !ok || name.Name != "__decorateClass" || len(args) < 3 {
		return ""
	}
	key, ok := args[2].(*ast.StringLiteral)
	if !ok {
		return ""
	}
	return key.Value.String()
}

// isAsyncGenerator reports whether a call is what esbuild makes of one, which has
// its this and its arguments from the function around it.
func isAsyncGenerator(callee ast.Expression) bool {
	name, ok := callee.(*ast.Identifier)
	return ok && name.Name == "__asyncGenerator"
}

// readsURL reports whether a call leaves its arguments as they are.
func readsURL(callee ast.Expression) bool {
	if name, ok := callee.(*ast.Identifier); ok {
		return slices.Contains([]string{"URL", "Request", "String", "fetch", "encodeURIComponent"}, name.Name.String())
	}
	left, key, ok := member(callee)
	if name, isName := left.(*ast.Identifier); isName && name.Name == "console" {
		return true
	}
	return ok && key == "fetch"
}
