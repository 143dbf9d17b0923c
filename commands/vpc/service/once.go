package service

import (
	"fmt"

	"github.com/lariat-cli/lariat/vpc"
)

// once is a flag that takes one value: a second one that differs is a fault
// rather than the winner, and so is an empty one, which is most likely an
// unset variable of a script. Faults are kept, to be reported with all others.
type once struct {
	field  string // as in a vpc.Fault
	text   *string
	faults *vpc.Faults
}

func (o once) String() string {
	if o.text == nil { // pflag asks a zero value for its text
		return ""
	}
	return *o.text
}

func (once) Type() string { return "string" }

func (o once) Set(text string) error {
	switch {
	case text == "":
		o.fault("is empty")
	case *o.text != "" && *o.text != text:
		o.fault("is given twice, as %q and %q", *o.text, text)
	default:
		*o.text = text
	}
	return nil
}

func (o once) fault(format string, args ...any) {
	*o.faults = append(*o.faults, vpc.Fault{Field: o.field, Message: fmt.Sprintf(format, args...)})
}
