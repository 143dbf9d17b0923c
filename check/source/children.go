package source

import (
	"github.com/grafana/sobek/ast"
)

// children calls f with every node right below n.
func children(n ast.Node, f func(ast.Node)) {
	switch n := n.(type) {
	case ast.Expression:
		expressionChildren(n, f)
	case ast.Statement:
		statementChildren(n, f)
	case *ast.ExpressionBody:
		one(f, n.Expression)
	case *ast.ParameterList:
		bindings(f, n.List)
		one(f, n.Rest)
	case *ast.FieldDefinition:
		one(f, n.Key)
		one(f, n.Initializer)
	case *ast.MethodDefinition:
		one(f, n.Key)
		f(n.Body)
	case *ast.ClassStaticBlock:
		f(n.Block)
	case *ast.ForLoopInitializerExpression:
		one(f, n.Expression)
	case *ast.ForLoopInitializerVarDeclList:
		bindings(f, n.List)
	case *ast.ForLoopInitializerLexicalDecl:
		bindings(f, n.LexicalDeclaration.List)
	case *ast.ForIntoVar:
		f(n.Binding)
	case *ast.ForDeclaration:
		one(f, n.Target)
	case *ast.ForIntoExpression:
		one(f, n.Expression)
	}
}

// one calls f unless there is nothing: an interface that is nil is no node.
func one[T ast.Node](f func(ast.Node), n T) {
	if any(n) != nil {
		f(n)
	}
}

func many[T ast.Node](f func(ast.Node), list []T) {
	for _, n := range list {
		one(f, n)
	}
}

func bindings(f func(ast.Node), list []*ast.Binding) {
	for _, b := range list {
		f(b)
	}
}

//nolint:funlen // a table of one line a type
func expressionChildren(n ast.Expression, f func(ast.Node)) {
	switch n := n.(type) {
	case *ast.ArrayLiteral:
		many(f, n.Value)
	case *ast.ArrayPattern:
		many(f, n.Elements)
		one(f, n.Rest)
	case *ast.AssignExpression:
		one(f, n.Left)
		one(f, n.Right)
	case *ast.AwaitExpression:
		one(f, n.Argument)
	case *ast.BinaryExpression:
		one(f, n.Left)
		one(f, n.Right)
	case *ast.Binding:
		one(f, n.Target)
		one(f, n.Initializer)
	case *ast.BracketExpression:
		one(f, n.Left)
		one(f, n.Member)
	case *ast.CallExpression:
		one(f, n.Callee)
		many(f, n.ArgumentList)
	case *ast.ClassLiteral:
		one(f, n.SuperClass)
		many(f, n.Body)
	case *ast.ConditionalExpression:
		one(f, n.Test)
		one(f, n.Consequent)
		one(f, n.Alternate)
	case *ast.DotExpression:
		one(f, n.Left)
	case *ast.PrivateDotExpression:
		one(f, n.Left)
	case *ast.FunctionLiteral:
		f(n.ParameterList)
		f(n.Body)
	case *ast.ArrowFunctionLiteral:
		f(n.ParameterList)
		one(f, n.Body)
	case *ast.NewExpression:
		one(f, n.Callee)
		many(f, n.ArgumentList)
	case *ast.ObjectLiteral:
		many(f, n.Value)
	case *ast.ObjectPattern:
		many(f, n.Properties)
		one(f, n.Rest)
	case *ast.Optional:
		one(f, n.Expression)
	case *ast.OptionalChain:
		one(f, n.Expression)
	case *ast.PropertyShort:
		f(&n.Name)
		one(f, n.Initializer)
	case *ast.PropertyKeyed:
		one(f, n.Key)
		one(f, n.Value)
	case *ast.SequenceExpression:
		many(f, n.Sequence)
	case *ast.SpreadElement:
		one(f, n.Expression)
	case *ast.TemplateLiteral:
		one(f, n.Tag)
		many(f, n.Expressions)
	case *ast.UnaryExpression:
		one(f, n.Operand)
	case *ast.YieldExpression:
		one(f, n.Argument)
	}
}

//nolint:funlen // a table of one line a type
func statementChildren(n ast.Statement, f func(ast.Node)) {
	switch n := n.(type) {
	case *ast.BlockStatement:
		many(f, n.List)
	case *ast.CaseStatement:
		one(f, n.Test)
		many(f, n.Consequent)
	case *ast.CatchStatement:
		one(f, n.Parameter)
		f(n.Body)
	case *ast.ClassDeclaration:
		f(n.Class)
	case *ast.DoWhileStatement:
		one(f, n.Body)
		one(f, n.Test)
	case *ast.ExportDeclaration:
		exportChildren(n, f)
	case *ast.ExpressionStatement:
		one(f, n.Expression)
	case *ast.ForInStatement:
		one(f, n.Into)
		one(f, n.Source)
		one(f, n.Body)
	case *ast.ForOfStatement:
		one(f, n.Into)
		one(f, n.Source)
		one(f, n.Body)
	case *ast.ForStatement:
		one(f, n.Initializer)
		one(f, n.Test)
		one(f, n.Update)
		one(f, n.Body)
	case *ast.FunctionDeclaration:
		f(n.Function)
	case *ast.IfStatement:
		one(f, n.Test)
		one(f, n.Consequent)
		one(f, n.Alternate)
	case *ast.LabelledStatement:
		one(f, n.Statement)
	case *ast.LexicalDeclaration:
		bindings(f, n.List)
	case *ast.ReturnStatement:
		one(f, n.Argument)
	case *ast.SwitchStatement:
		one(f, n.Discriminant)
		for _, c := range n.Body {
			f(c)
		}
	case *ast.ThrowStatement:
		one(f, n.Argument)
	case *ast.TryStatement:
		f(n.Body)
		if n.Catch != nil {
			f(n.Catch)
		}
		if n.Finally != nil {
			f(n.Finally)
		}
	case *ast.VariableStatement:
		bindings(f, n.List)
	case *ast.WhileStatement:
		one(f, n.Test)
		one(f, n.Body)
	case *ast.WithStatement:
		one(f, n.Object)
		one(f, n.Body)
	}
}

// exportChildren is for what esbuild leaves exported in place; it mostly exports
// by a list of names at the end.
func exportChildren(n *ast.ExportDeclaration, f func(ast.Node)) {
	one(f, n.AssignExpression)
	if n.Variable != nil {
		f(n.Variable)
	}
	if n.LexicalDeclaration != nil {
		f(n.LexicalDeclaration)
	}
	if n.ClassDeclaration != nil {
		f(n.ClassDeclaration)
	}
	if n.HoistableDeclaration != nil && n.HoistableDeclaration.FunctionDeclaration != nil {
		f(n.HoistableDeclaration.FunctionDeclaration)
	}
}
