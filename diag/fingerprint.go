package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// fingerprints names findings so that systems which keep them recognise one in
// a later report. What a finding says and of which file makes the name, not
// where in the file: lines move with every change above them. Equal findings
// are numbered in the order of the file.
type fingerprints struct {
	base Base
	seen map[string]int
}

func newFingerprints(base Base) *fingerprints {
	return &fingerprints{base, map[string]int{}}
}

// next is the fingerprint of a finding. Findings come in the order of the set.
func (p *fingerprints) next(f Finding) string {
	what := fmt.Sprintf("%q %q %q", f.Rule, p.base.name(f.Path), f.Message)
	p.seen[what]++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", what, p.seen[what]))
	return hex.EncodeToString(sum[:16])
}
