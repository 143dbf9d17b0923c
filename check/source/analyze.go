package source

import (
	"slices"

	"github.com/grafana/sobek/ast"
	"github.com/grafana/sobek/parser"
)

// analysis is what a bundle tells.
type analysis struct {
	found   []found  // the uses of bindings, in order
	open    bool     // there may be more
	modules []string // that it imports
	tree    *ast.Program
}

// analyze finds the uses of bindings in a bundle, by their places there.
func analyze(code string) (*analysis, error) {
	tree, err := parser.ParseFile(nil, "bundle", code, 0, parser.WithDisableSourceMaps, parser.IsModule)
	if err != nil {
		return nil, err
	}
	p := bind(tree)
	f := &finder{evaluator: p.link(), handed: map[value]bool{}, doubted: map[string]bool{}}
	f.find()
	return &analysis{f.found, f.open || f.lost || !f.understood(), p.modules, tree}, nil
}

// understood reports whether it is known who gets env: what is exported, and is
// not a thing of others.
func (f *finder) understood() bool {
	for as, name := range f.exports {
		vs := f.eval(name)
		if as == "default" && len(vs) != 1 {
			return false
		}
		for _, v := range vs {
			if !f.exportUnderstood(v, as) {
				return false
			}
		}
	}
	return len(f.exports) > 0
}

func (f *finder) exportUnderstood(v value, as string) bool {
	switch v.kind {
	case honoValue:
		return true
	case classValue:
		c, ok := v.of.(*class)
		return ok && !f.below(c, importValue) && f.getsEnv(c, as)
	case objectValue:
		o, ok := v.of.(*ast.ObjectLiteral)
		return ok && (as != "default" || f.plain(o))
	default:
		return false
	}
}

// plain reports whether the handlers of an object are all known.
func (f *finder) plain(o *ast.ObjectLiteral) bool {
	if f.overwritten[o] || slices.ContainsFunc(handlers(), func(name string) bool { return f.written[name] }) {
		return false
	}
	for _, p := range o.Value {
		switch p := p.(type) {
		case *ast.PropertyShort:
			if len(f.eval(&p.Name)) == 0 {
				return false
			}
		case *ast.PropertyKeyed:
			for _, v := range f.eval(p.Value) {
				if v.kind != functionValue && v.kind != honoValue {
					return false
				}
			}
			if len(f.eval(p.Value)) == 0 {
				return false
			}
		case *ast.SpreadElement:
			return false
		}
	}
	return true
}
