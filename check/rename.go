package check

import (
	"bytes"
	"slices"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// rename is the fix that gives a member of obj the key that was meant. There is
// none where that key is taken, where another member may be meant, too, and where
// the value is of another kind than the key takes.
func (p *pass) rename(obj *configfile.Node, m configfile.Member, key string, meant map[string]int) *diag.Fix {
	if !p.fits(m.Value, key) || obj.At(key) != nil || meant[key] != 1 {
		return nil
	}
	text := key
	if p.Doc.Format == configfile.JSONC {
		text = `"` + key + `"`
	}
	fix := &diag.Fix{Message: "rename it to " + key}
	for _, at := range p.mentions(m) {
		fix.Edits = append(fix.Edits, diag.Edit{Range: at, New: text})
	}
	if len(fix.Edits) == 0 {
		return nil
	}
	return fix
}

// meanings counts the members of obj that were meant to have each key.
func meanings(obj *configfile.Node, near func(string) (string, bool)) map[string]int {
	meant := map[string]int{}
	for m := range obj.Fields() {
		if key, ok := near(m.Key); ok {
			meant[key]++
		}
	}
	return meant
}

// fits says that a value is of the kind that a field takes, or that wrong-type can
// make it so: one entry where a list of them belongs.
func (p *pass) fits(v *configfile.Node, key string) bool {
	if v.Kind == kindOfField(key) {
		return true
	}
	isEntry := func(field string) bool { return v.At(field) != nil }
	return kindOfField(key) == configfile.Array && v.Kind == configfile.Object &&
		slices.ContainsFunc(entryFields(key), isEntry) &&
		(v.Header.IsValid() || p.Doc.Source[v.Range.Start.Offset] == '{')
}

// kindOfField is the kind of value that a field of VPC bindings takes.
func kindOfField(key string) configfile.Kind {
	switch key {
	case listServices, listNetworks:
		return configfile.Array
	case "remote":
		return configfile.Bool
	default:
		return configfile.String
	}
}

// mentions are the places where a key is written: in TOML it ends the header of
// each table of its list. They are none where one is not found.
func (p *pass) mentions(m configfile.Member) []diag.Range {
	places := []diag.Range{m.KeyRange}
	src := p.Doc.Source
	key := src[m.KeyRange.Start.Offset:m.KeyRange.End.Offset]
	index := (*diag.Index)(nil)
	for i, item := range m.Value.Items {
		if i == 0 || !item.Header.IsValid() {
			continue // the first header is where the key is
		}
		start := item.Header.Start.Offset
		header := bytes.TrimRight(src[start:item.Header.End.Offset], "] \t")
		before, found := bytes.CutSuffix(header, key)
		if !found || bytes.IndexByte([]byte("[. \t"), before[len(before)-1]) < 0 {
			return nil
		}
		if index == nil {
			index = diag.NewIndex(src)
		}
		places = append(places, index.Range(start+len(before), start+len(header)))
	}
	return places
}
