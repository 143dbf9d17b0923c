package source

import (
	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/unistring"
)

// scope is where names are looked up: a block, a function or the module.
type scope struct {
	outer    *scope
	function bool // where var declares
	vars     map[unistring.String]*variable
}

func (s *scope) declare(name unistring.String) *variable {
	if v, ok := s.vars[name]; ok {
		return v
	}
	if s.vars == nil {
		s.vars = map[unistring.String]*variable{}
	}
	v := &variable{}
	s.vars[name] = v
	return v
}

// lookup is nil for what is global.
func (s *scope) lookup(name unistring.String) *variable {
	for ; s != nil; s = s.outer {
		if v, ok := s.vars[name]; ok {
			return v
		}
	}
	return nil
}

// variable is all that may be in a variable, whatever the order of things.
type variable struct {
	defs []def

	// loose is set where it is also assigned in ways that are not followed.
	loose bool

	// hidden is set where what it holds may be changed: it is handed to others,
	// or a member that matters is assigned.
	hidden bool

	cell cell
}

// def is one thing that a variable or a field is given.
type def struct {
	expr ast.Expression // or
	arg  *argument      // or
	from *imported

	path []string // what of it, by destructuring
}

// argument is a parameter of a function.
type argument struct {
	of    *function
	index int
	cell  cell
}

// imported is a name of another module: "*" is the module as a whole.
type imported struct{ module, name string }

// function is a function that the source has.
type function struct {
	params  *ast.ParameterList
	returns []ast.Expression
	calls   [][]ast.Expression // the arguments of the calls that are known
	seeds   map[int]value      // what the runtime or a framework gives it
	result  cell

	// exposed is set where it goes to others, who may call it with anything.
	exposed bool
}

// class is a class that the source has. Private names keep their #.
type class struct {
	name          string
	super         ast.Expression
	constructor   *function
	fields        map[string][]def // of instances
	methods       map[string]*function
	getters       map[string]*function
	static        map[string][]def
	staticMethods map[string]*function
}

// owner is what this means.
type owner struct {
	class  *class // or
	object *ast.ObjectLiteral
	static bool
}

// call is a call that the source has.
type call struct {
	callee ast.Expression
	args   []ast.Expression
	isNew  bool
	this   owner
}
