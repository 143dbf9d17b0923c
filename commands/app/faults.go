package app

import (
	"strings"

	"github.com/lariat-cli/lariat/vpc"
)

// FlagFaults turns the faults of a Spec into one usage problem that names the
// flags.
func FlagFaults(faults vpc.Faults, hint string) *Problem {
	parts := make([]string, len(faults))
	for i, f := range faults {
		parts[i] = flagOf(f.Field) + " " + f.Message
	}
	return Usage(hint, "%s", strings.Join(parts, "; "))
}

// flagOf names the flag that sets a wire field. Fields without a flag of their
// own name the choice the user has.
func flagOf(field string) string {
	switch {
	case strings.HasPrefix(field, "--"):
		return field
	case field == "name":
		return "the name"
	case field == "host":
		return "the host (--hostname, --ipv4, --ipv6)"
	}
	if i := strings.LastIndexByte(field, '.'); i >= 0 {
		field = field[i+1:]
	}
	return "--" + strings.ReplaceAll(field, "_", "-")
}
