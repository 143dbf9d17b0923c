package deploy

import (
	"strings"

	"github.com/spf13/pflag"
)

// argv is a command line, taken apart.
type argv struct {
	ours   []given           // the flags that lariat reads, in order
	theirs []string          // what Wrangler gets: as typed, in order
	said   map[string]string // the flags that are Wrangler's alone; the last one wins
	path   string            // the argument: the Worker's script, or a folder of assets
}

// given is a flag as the user gave it.
type given struct {
	name  string
	value string
	bare  bool // it needs a value and has none
}

// split takes lariat's own flags out of a command line, those in flags but for
// the ones that Wrangler reads as well, and reads the rest as Wrangler will.
// Nothing else is taken out, whether it is known or not.
func split(args []string, flags *pflag.FlagSet) argv {
	a := argv{said: map[string]string{}}
	t := taker{flags: flags, words: args}
	for t.more() {
		if !t.take(&a) {
			a.theirs = append(a.theirs, t.next())
		}
	}
	a.theirs = append(a.theirs, t.words...)
	t.words = a.theirs
	for t.more() {
		t.read(&a)
	}
	if len(t.words) > 1 {
		a.argument(t.words[1])
	}
	return a
}

func (a *argv) argument(word string) {
	if a.path == "" {
		a.path = word
	}
}

// taker takes words from the front of a command line.
type taker struct {
	flags *pflag.FlagSet
	words []string // those that are left
}

// more says whether there are words ahead of the end or of "--".
func (t *taker) more() bool { return len(t.words) > 0 && t.words[0] != "--" }

func (t *taker) next() string {
	word := t.words[0]
	t.words = t.words[1:]
	return word
}

// isFlag tells flags from words; "-" alone is a word.
func isFlag(word string) bool { return len(word) > 1 && word[0] == '-' }

// lookup finds the name of the next flag, and lariat's flag of that name, if it
// has one.
func (t *taker) lookup() (f *pflag.Flag, name, value string, hasValue bool) {
	word := t.words[0]
	if long, ok := strings.CutPrefix(word, "--"); ok {
		name, value, hasValue = strings.Cut(long, "=")
		name = kebab(name)
		return t.flags.Lookup(name), name, value, hasValue
	}
	if short := t.flags.ShorthandLookup(word[1:2]); short != nil {
		return short, short.Name, strings.TrimPrefix(word[2:], "="), len(word) > 2
	}
	name, value, hasValue = strings.Cut(word[1:], "=")
	return nil, name, value, hasValue
}

// take takes a flag that is lariat's own, as pflag would, if one is next.
func (t *taker) take(a *argv) bool {
	if !isFlag(t.words[0]) {
		return false
	}
	f, _, value, hasValue := t.lookup()
	if f == nil || isShared(f.Name) {
		return false
	}
	t.next()
	g := given{name: f.Name, value: value}
	switch {
	case hasValue:
	case f.NoOptDefVal != "":
		g.value = f.NoOptDefVal
	case len(t.words) == 0:
		g.bare = true
	default:
		g.value = t.next()
	}
	a.ours = append(a.ours, g)
	return true
}

// read reads the next flag with its values, or the next word, as Wrangler does.
func (t *taker) read(a *argv) {
	if !isFlag(t.words[0]) {
		a.argument(t.next())
		return
	}
	f, name, value, hasValue := t.lookup()
	t.next()
	positive, isNegated := strings.CutPrefix(name, "no-")
	if isNegated && !hasValue {
		a.said[positive] = "false"
		return
	}
	values := t.values(arityOf(name), value, hasValue)
	switch {
	case f == nil && len(values) == 0:
		a.said[name] = "true"
	case f == nil:
		a.said[name] = values[len(values)-1]
	case len(values) == 0:
		a.ours = append(a.ours, given{name: name, bare: true})
	}
	for i := 0; f != nil && i < len(values); i++ {
		a.ours = append(a.ours, given{name: name, value: values[i]})
	}
}

// values takes those of a flag. A flag is no value for Wrangler.
func (t *taker) values(kind arity, value string, hasValue bool) (values []string) {
	if hasValue {
		values = []string{value}
	}
	for len(t.words) > 0 && !isFlag(t.words[0]) {
		isSwitch := t.words[0] == "true" || t.words[0] == "false"
		if kind != many && len(values) > 0 || kind == none && !isSwitch {
			break
		}
		values = append(values, t.next())
	}
	return values
}
