package check

import (
	"fmt"
	"iter"
	"slices"
	"strconv"

	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// bindingCall is a fetch() or connect() of a VPC binding in the source.
type bindingCall struct {
	source.Use
	level   *Level
	list    string     // that the binding stands in
	bound   diag.Range // its name there
	service vpc.Service
	known   bool // the service is
}

// bindingCalls yields the calls whose bindings are all known: mostly one, several
// where a call may be of any of them. A name that is bound more than once is left
// to duplicate-binding.
func (p *pass) bindingCalls(yield func([]bindingCall) bool) {
	for i := range p.Levels {
		level := &p.Levels[i]
		if level.Source == nil {
			continue
		}
		names := p.names(level)
		for _, uses := range level.Source.Calls() {
			if calls := callsOf(uses, names); len(calls) > 0 && !yield(calls) {
				return
			}
		}
	}
}

// callsOf are a call by each binding that it may be of; none where one of them is
// no binding of VPC.
func callsOf(uses []source.Use, names map[string]bindingCall) (calls []bindingCall) {
	for _, use := range uses {
		c := names[use.Binding]
		if c.list == "" {
			return nil
		}
		c.Use = use
		calls = append(calls, c)
	}
	return calls
}

// wrongCalls yields the calls that are wrong, whichever binding they are of.
func (p *pass) wrongCalls(wrong func(bindingCall) bool) iter.Seq[bindingCall] {
	return func(yield func(bindingCall) bool) {
		for calls := range p.bindingCalls {
			right := slices.ContainsFunc(calls, func(c bindingCall) bool { return !wrong(c) })
			if !right && !yield(calls[0]) {
				return
			}
		}
	}
}

// names are the bindings of a level, by name: those of VPC have a list.
func (p *pass) names(level *Level) map[string]bindingCall {
	names := map[string]bindingCall{}
	for _, b := range bindings(p.Doc, level.Node) {
		if _, again := names[b.Name]; again {
			names[b.Name] = bindingCall{}
			continue
		}
		c := bindingCall{level: level, bound: b.At}
		if b.Kind == listServices || b.Kind == listNetworks {
			c.list = b.Kind
		}
		names[b.Name] = c
	}
	for _, b := range level.VPCServices.V {
		if c, ok := names[b.Binding.V]; ok && c.list == listServices {
			c.service, c.known = level.service(b)
			names[b.Binding.V] = c
		}
	}
	return names
}

// ofService reports whether a call is a fetch() of an http service that is known.
func (c bindingCall) ofService() bool {
	return c.Method == "fetch" && c.known && c.service.Type == vpc.TypeHTTP
}

// reportCall reports what is wrong with a call, at its place in the source.
func (p *pass) reportCall(c bindingCall, format string, args ...any) *diag.Finding {
	f := p.report(c.At.Range, format, args...)
	f.Path = c.At.Path
	f.Related = []diag.Related{{Path: p.Doc.Path, Range: c.bound, Message: fmt.Sprintf("%q is bound here", c.Binding)}}
	return f
}

// mainRange is where main stands in the configuration; zero where it does not.
func mainRange(l *Level) diag.Range { return l.Main.Range }

// quoteShort quotes a text of the source, cut to a readable length.
func quoteShort(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return strconv.Quote(text)
}
