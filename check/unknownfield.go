package check

import (
	"slices"
	"strings"
	"unicode"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/suggest"
)

// unknownField finds fields that Wrangler passes over with a warning
// (facts/wrangler.md 3). Of the keys beside the lists it minds only those that
// were meant to be one of them: the others may be of a newer Wrangler.
func unknownField() Rule {
	return Rule{
		ID: "unknown-field", Severity: diag.Warning,
		Summary: "a field that VPC bindings do not have, or a misspelt list of them",
		check: func(p *pass) {
			for i := range p.Levels {
				p.checkListNames(p.Levels[i].Node)
			}
			for list, entry := range p.entries {
				p.checkEntryFields(list, entry)
			}
		},
	}
}

// entryFields are the fields of an entry (facts/wrangler.md 3).
func entryFields(list string) []string {
	if list == listServices {
		return []string{"binding", "service_id", "remote"}
	}
	return []string{"binding", "tunnel_id", "network_id", "remote"}
}

// checkListNames is stricter than the rule is else: under another name a list
// binds nothing at all.
func (p *pass) checkListNames(level *configfile.Node) {
	var meant map[string]int
	for m := range level.Fields() {
		if list, ok := nearList(m.Key); ok {
			if meant == nil {
				meant = meanings(level, nearList)
			}
			f := p.report(m.KeyRange, "%q is no field that Wrangler knows, so it binds nothing", m.Key)
			f.Severity, f.Hint = diag.Error, didYouMean(list)
			f.Fix = p.rename(level, m, list, meant)
		}
	}
}

func (p *pass) checkEntryFields(list string, entry *configfile.Node) {
	near := func(key string) (string, bool) { return nearField(list, entry, key) }
	var meant map[string]int
	for m := range entry.Fields() {
		if slices.Contains(entryFields(list), m.Key) {
			continue
		}
		f := p.report(m.KeyRange, "%q is no field of %s", m.Key, list)
		f.Hint = fieldHint(list, entry, m.Key)
		if key, ok := near(m.Key); ok {
			if meant == nil {
				meant = meanings(entry, near)
			}
			f.Fix = p.rename(entry, m, key, meant)
			if key != "remote" { // without which Wrangler stops the deploy
				f.Severity = diag.Error
			}
		}
	}
}

// fieldHint names the field that was probably meant, which cannot be one that
// the entry has.
func fieldHint(list string, entry *configfile.Node, key string) string {
	if slices.Contains(entryFields(otherList(list)), key) {
		return "an entry with " + key + " belongs into " + otherList(list)
	}
	if near, ok := nearField(list, entry, key); ok {
		return didYouMean(near)
	}
	// Other kinds of bindings have these names for the same things.
	field := map[string]string{"name": "binding", "id": "service_id"}[strings.ToLower(key)]
	if slices.Contains(missingFields(list, entry), field) {
		return didYouMean(field)
	}
	return "an entry has " + strings.Join(entryFields(list), ", ")
}

// nearField is the field that a key was meant to be: serviceId, Binding.
func nearField(list string, entry *configfile.Node, key string) (string, bool) {
	if slices.Contains(append(entryFields(otherList(list)), entryFields(list)...), key) {
		return "", false
	}
	return suggest.Nearest(key, missingFields(list, entry))
}

func missingFields(list string, entry *configfile.Node) []string {
	return slices.DeleteFunc(entryFields(list), func(field string) bool { return entry.At(field) != nil })
}

func otherList(list string) string {
	if list == listServices {
		return listNetworks
	}
	return listServices
}

// nearList is the list that a key was meant to be: vpc_service, vpcServices,
// VPC-Services, vcp_networks.
func nearList(key string) (string, bool) {
	if slices.Contains(lists(), key) {
		return "", false
	}
	letters := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, key))
	for _, prefix := range []string{"vpc", "vcp", "pvc", "vp", "vc"} {
		rest, ok := strings.CutPrefix(letters, prefix)
		if !ok {
			continue
		}
		if near, ok := suggest.Nearest(rest, []string{"services", "networks"}); ok {
			return "vpc_" + near, true
		}
	}
	return "", false
}

func didYouMean(field string) string { return "did you mean " + field + "?" }
