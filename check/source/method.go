package source

import (
	"github.com/grafana/sobek/ast"
)

// fetching notes what a call asks for, which is told later.
func (f *finder) fetching(n *ast.CallExpression) {
	left, key, isMember := member(n.Callee)
	isMethod := isMember && (key == "fetch" || key == "connect")
	ofGlobal := isMethod && key == "fetch" && (f.global(left, "globalThis") || f.global(left, "self"))
	switch {
	case ofGlobal || f.global(n.Callee, "fetch"):
		f.later = append(f.later, func() { f.globalFetch(n) })
	case isMethod:
		f.later = append(f.later, func() { f.method(n, left, key) })
	}
}

// method notes a fetch() or connect() of what can be nothing but a binding. What
// may be one of several is a use of each.
func (f *finder) method(n *ast.CallExpression, left ast.Expression, key string) {
	for _, name := range f.onlyBindings(left) {
		found := found{binding: name, method: key, at: n.Callee.Idx0(), optional: f.doubted[name]}
		if len(n.ArgumentList) > 0 {
			found.at = n.ArgumentList[0].Idx0()
			if key == "fetch" {
				found.url = f.url(n.ArgumentList[0])
			}
		}
		f.found = append(f.found, found)
	}
}

// url is what is known of an URL, of one or another what is known of both.
func (f *finder) url(n ast.Expression) URL {
	c, ok := n.(*ast.ConditionalExpression)
	if !ok {
		return readURL(f.text(n))
	}
	a, b := f.url(c.Consequent), f.url(c.Alternate)
	if a == b || a.Relative && b.Relative {
		return a
	}
	return URL{}
}

// globalFetch notes a fetch() that is no binding's, where it is known of which
// host.
func (f *finder) globalFetch(n *ast.CallExpression) {
	if len(n.ArgumentList) == 0 {
		return
	}
	if url := readURL(f.text(n.ArgumentList[0])); url.Host != "" {
		f.found = append(f.found, found{method: "fetch", at: n.ArgumentList[0].Idx0(), url: url})
	}
}
