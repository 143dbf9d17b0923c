package source

import "github.com/grafana/sobek/ast"

// spread is a name that an object literal takes over from another object.
type spread struct {
	from *ast.SpreadElement
	key  string
}

// spreadMember is what it is there: perhaps one of the literal's own making, as
// in o = { ...o }.
func (e *evaluator) spreadMember(n *ast.SpreadElement, key string) values {
	at := spread{n, key}
	if e.spreads[at] == nil {
		if e.spreads == nil {
			e.spreads = map[spread]*cell{}
		}
		e.spreads[at] = &cell{}
	}
	return e.remember(e.spreads[at], func() values { return e.members(e.eval(n.Expression), key) })
}
