// Package layout holds the test of which package may import which. It has no
// code: a rule that only a reader enforces does not last.
package layout
