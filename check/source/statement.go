package source

import (
	"bytes"

	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/file"
)

// IgnoreWord begins the comments that count for a whole statement.
const IgnoreWord = "lariat-ignore"

// hasComments reports whether it matters to anybody where statements begin.
func (w *Worker) hasComments() bool {
	for _, data := range w.Files {
		if bytes.Contains(data, []byte(IgnoreWord)) {
			return true
		}
	}
	return false
}

// begin is where a call begins in the bundle, and the statement that it is in.
type begin struct{ call, statement file.Idx }

// begins are those of all calls, by what they are given, or by themselves: as
// uses are placed.
func begins(tree *ast.Program) map[file.Idx]begin {
	b := &beginner{calls: map[file.Idx]begin{}}
	for _, s := range tree.Body {
		b.node(s)
	}
	return b.calls
}

type beginner struct {
	statement file.Idx // the innermost
	calls     map[file.Idx]begin
}

func (b *beginner) node(n ast.Node) {
	outer := b.statement
	switch n := n.(type) {
	case ast.Statement, *ast.ExpressionBody:
		b.statement = n.Idx0()
	case *ast.CallExpression:
		at := n.Callee.Idx0()
		if len(n.ArgumentList) > 0 {
			at = n.ArgumentList[0].Idx0()
		}
		if _, outerCall := b.calls[at]; !outerCall {
			b.calls[at] = begin{n.Callee.Idx0(), b.statement}
		}
	}
	children(n, b.node)
	b.statement = outer
}

// lines are those of the original file on which a call begins, and its
// statement.
func (l *locator) lines(b begin, path string) (lines [2]int) {
	for i, idx := range []file.Idx{b.call, b.statement} {
		if at, ok := l.place(idx); ok && at.Path == path {
			lines[i] = at.Range.Start.Line
		}
	}
	return lines
}
