package configfile

import (
	"errors"
	"fmt"
	"strings"
)

// envVars are the variables of several files, in the order in which their names
// first came up, which is the order of expansion.
type envVars struct {
	order []string
	vars  map[string]EnvVar
}

// merge adds the variables of a file, which win over those before.
func (e *envVars) merge(path string, lines []envLine) {
	if e.vars == nil {
		e.vars = map[string]EnvVar{}
	}
	for _, l := range lines {
		if _, known := e.vars[l.name]; !known {
			e.order = append(e.order, l.name)
		}
		e.vars[l.name] = EnvVar{Value: l.value, File: path, Line: l.line}
	}
}

// expand replaces the names in all values. A variable that becomes too large
// is left out and reported.
func (e *envVars) expand(lookup func(string) (string, bool)) (map[string]EnvVar, error) {
	done := make(map[string]EnvVar, len(e.order))
	var v EnvVar
	x := expander{lookup: func(name string) string {
		if lookup != nil {
			if text, set := lookup(name); set {
				v.Borrowed = true
				return text
			}
		}
		other, known := done[name]
		v.Borrowed = v.Borrowed || other.Borrowed || known && other.File != v.File
		return other.Value
	}}
	var errs []error
	for _, name := range e.order {
		v = e.vars[name]
		x.out.Reset()
		x.text(v.Value, 0)
		if x.out.Len() > maxEnvValue {
			errs = append(errs, &FileError{Path: v.File, Reason: fmt.Sprintf(
				"has a value of more than %d KiB, for %q in line %d", maxEnvValue>>10, name, v.Line)})
			continue
		}
		v.Value = x.out.String()
		done[name] = v
	}
	return done, errors.Join(errs...)
}

const (
	// maxNesting bounds ${A:-${B:-...}}.
	maxNesting = 16

	// maxBraced bounds the text between braces, and so the search for their end.
	maxBraced = 1 << 10
)

// expander writes one value with the names replaced. What it puts in is not
// looked at again.
type expander struct {
	lookup func(name string) string
	out    strings.Builder
}

// text expands s. It stops once the value is too large.
func (x *expander) text(s string, depth int) {
	for s != "" && x.out.Len() <= maxEnvValue {
		i := strings.IndexAny(s, `\$`)
		if i < 0 {
			x.out.WriteString(s)
			return
		}
		x.out.WriteString(s[:i])
		s = s[i:]
		if strings.HasPrefix(s, `\$`) {
			x.out.WriteByte('$')
			s = s[2:]
			continue
		}
		n := 0
		if s[0] == '$' {
			n = x.name(s, depth)
		}
		if n == 0 { // a backslash or dollar sign that means itself
			x.out.WriteByte(s[0])
			n = 1
		}
		s = s[n:]
	}
}

// name expands the $NAME or ${...} that s starts with and returns its length,
// 0 if it is neither.
func (x *expander) name(s string, depth int) int {
	if strings.HasPrefix(s, "${") {
		end := closingBrace(s)
		if end < 0 || depth >= maxNesting {
			return 0
		}
		x.braced(s[2:end], depth)
		return end + 1
	}
	n := 1
	for n < len(s) && (s[n] == '_' || isBareKey(rune(s[n])) && s[n] != '-') {
		n++
	}
	if n == 1 || '0' <= s[1] && s[1] <= '9' {
		return 0
	}
	x.out.WriteString(x.lookup(s[1:n]))
	return n
}

// braced expands what stands between braces: NAME, NAME:-word, NAME-word,
// NAME:+word or NAME+word. As in dotenv-expand the colon changes nothing: an
// empty variable counts as unset in either form.
func (x *expander) braced(s string, depth int) {
	i := strings.IndexAny(s, "-+")
	if i < 0 {
		x.out.WriteString(x.lookup(s))
		return
	}
	name, word := strings.TrimSuffix(s[:i], ":"), s[i+1:]
	value := x.lookup(name)
	switch {
	case (value != "") == (s[i] == '+'):
		x.text(word, depth+1)
	case s[i] == '-':
		x.out.WriteString(value)
	}
}

// closingBrace is the index of the brace that closes the one s starts with, -1
// if there is none near enough.
func closingBrace(s string) int {
	open := 0
	for i := range min(len(s), maxBraced) {
		switch {
		case s[i] == '{' && i > 0 && s[i-1] == '$':
			open++
		case s[i] == '}':
			if open--; open == 0 {
				return i
			}
		}
	}
	return -1
}
