package configfile

import (
	"errors"

	"github.com/BurntSushi/toml"
)

// verifyTOML finds what only a strict decoder knows: tables that are defined
// twice in different ways, dates and numbers out of range. It runs on files
// that are well formed and not nested too deep, since it has no bounds itself.
func verifyTOML(src []byte, start int, f *faults) {
	var content map[string]any
	_, err := toml.Decode(string(src[start:]), &content)
	if err == nil {
		return
	}
	fault, ok := errors.AsType[toml.ParseError](err)
	if !ok {
		f.add(start, start, lowerFirst(err.Error()), "")
		return
	}
	at := min(max(start+fault.Position.Start, start), len(src))
	f.add(at, min(at+max(fault.Position.Len, 0), len(src)), lowerFirst(fault.Message), "")
}
