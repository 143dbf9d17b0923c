package check

import (
	"slices"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// maxRounds ends the making of fixes that bring up each other; a list and what
// is in it take two rounds.
const maxRounds = 8

// maxTries ends the search of a round for fixes that go together, which costs a
// check each. A file that needs as many was made for it.
const maxTries = 200

// Fix makes the fixes of a configuration and returns the result, with what is
// mended by them, as it was found on the way. Each fix may bring to light what
// the one before it hid: the entries of a misspelt list are looked at under its
// right name. Without a fix the result is doc.
func Fix(doc *configfile.Document, o Options) (*configfile.Document, diag.Set, error) {
	var mended diag.Set
	for range maxRounds {
		found, err := Document(doc, o)
		if err != nil {
			return nil, nil, err
		}
		next, done := fixRound(doc, found, o)
		if len(done) == 0 {
			break
		}
		doc, mended = next, append(mended, done...)
	}
	return doc, mended, nil
}

// fixRound makes all fixes at once, or where these do not go together, those of
// each half that do.
func fixRound(doc *configfile.Document, found diag.Set, o Options) (fixed *configfile.Document, done diag.Set) {
	var all diag.Set
	for _, f := range found {
		if f.Fix != nil && f.Path == doc.Path {
			all.Add(f)
		}
	}
	tries := 0
	var add func(diag.Set)
	add = func(some diag.Set) {
		if tries++; len(some) == 0 || tries > maxTries {
			return
		}
		more := slices.Concat(done, some)
		if next, ok := withFixes(doc, found, more, o); ok {
			fixed, done = next, more
		} else if half := len(some) / 2; half > 0 {
			add(some[:half])
			add(some[half:])
		}
	}
	add(all)
	return fixed, done
}

// withFixes is the document after fixes, if all that they are for is gone from
// it and no key comes twice that did not before.
func withFixes(doc *configfile.Document, found, fixes diag.Set, o Options) (*configfile.Document, bool) {
	changes := make([]diag.Fix, len(fixes))
	for i, f := range fixes {
		changes[i] = *f.Fix
	}
	text, err := diag.Apply(doc.Source, changes)
	if err != nil {
		return nil, false
	}
	next, err := configfile.Parse(doc.Path, text)
	if err != nil {
		return nil, false
	}
	left, err := Document(next, o)
	if err != nil {
		return nil, false
	}
	return next, !adds(found, fixes, left)
}

// adds reports that a finding is still there after its fix, or that a key comes
// twice which did not before. Positions do not tell findings apart: they move.
func adds(before, fixes, after diag.Set) bool {
	type saying struct{ rule, message string }
	allowed, aimed := map[saying]int{}, map[saying]bool{}
	for _, f := range before {
		allowed[saying{f.Rule, f.Message}]++
	}
	for _, f := range fixes {
		allowed[saying{f.Rule, f.Message}]--
		aimed[saying{f.Rule, f.Message}] = true
	}
	for _, f := range after {
		s := saying{f.Rule, f.Message}
		allowed[s]--
		if allowed[s] < 0 && (aimed[s] || f.Rule == configfile.RuleDuplicateKey) {
			return true
		}
	}
	return false
}
