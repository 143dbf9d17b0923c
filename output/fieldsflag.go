package output

import (
	"slices"
	"strings"
)

// all is what --json means without a value. No field has this name, and with
// it pflag shows the flag in help as one whose value may be left out.
const all = "true"

// fieldsFlag is the value of --json. The flag may be given more than once: the
// names add up, and a bare --json asks for all of them.
type fieldsFlag struct {
	all   bool
	names []string // nil means all
}

// String is the value as it would be typed; pflag shows it as the default.
func (v *fieldsFlag) String() string { return strings.Join(v.names, ",") }

// Type is bool because pflag shows the value that stands in for a missing one
// for every other type.
func (v *fieldsFlag) Type() string { return "bool" }

// Set adds names. Whether a command has such fields is Validate's question:
// there the error gets a hint.
func (v *fieldsFlag) Set(text string) error {
	v.all = v.all || text == all
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); !slices.Contains(v.names, name) {
			v.names = append(v.names, name)
		}
	}
	if v.all {
		v.names = nil
	}
	return nil
}

// wrap joins words by commas in lines that fit the help's text.
func wrap(words []string) string {
	const width = 90
	var b strings.Builder
	column := len("Fields of --json: ")
	for i, word := range words {
		if i > 0 {
			b.WriteByte(',')
			if column+len(word) > width {
				b.WriteByte('\n')
				column = 0
			} else {
				b.WriteByte(' ')
			}
		}
		b.WriteString(word)
		column += len(word) + 2
	}
	return b.String()
}
