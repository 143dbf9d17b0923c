package source

import (
	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/token"
)

// asks notes the bindings of which a node asks whether they are there.
func (f *finder) asks(n ast.Node) {
	switch n := n.(type) {
	case *ast.Optional:
		f.doubt(n.Expression)
	case *ast.IfStatement:
		f.doubt(n.Test)
	case *ast.WhileStatement:
		f.doubt(n.Test)
	case *ast.ConditionalExpression:
		f.doubt(n.Test)
	case *ast.UnaryExpression:
		if n.Operator == token.NOT || n.Operator == token.TYPEOF {
			f.doubt(n.Operand)
		}
	case *ast.BinaryExpression:
		f.compared(n)
	case *ast.CallExpression:
		if f.global(n.Callee, "Boolean") && len(n.ArgumentList) == 1 {
			f.doubt(n.ArgumentList[0])
		}
	}
}

func (f *finder) compared(n *ast.BinaryExpression) {
	switch n.Operator {
	case token.LOGICAL_AND, token.LOGICAL_OR, token.COALESCE,
		token.EQUAL, token.NOT_EQUAL, token.STRICT_EQUAL, token.STRICT_NOT_EQUAL:
		f.doubt(n.Left)
		f.doubt(n.Right)
	case token.INSTANCEOF:
		f.doubt(n.Left)
	case token.IN:
		if name := f.text(n.Left); name.Complete {
			f.doubted[name.Prefix] = true
		}
	}
}

func (f *finder) doubt(n ast.Expression) {
	if _, parts := n.(*ast.BinaryExpression); parts {
		return // each of which is asked for
	}
	for _, v := range f.eval(n) {
		if v.kind == bindingValue {
			f.doubted[v.name] = true
		}
	}
}
