package output

import (
	"bytes"
	"encoding/json"
	"slices"
)

// pick keeps the named top-level keys of an object, or of each object of a
// list, in the order they are named. A key that an object leaves out is null,
// so that every object has the keys that were asked for.
func pick(text []byte, names []string) ([]byte, error) {
	if len(text) == 0 || text[0] != '[' {
		return pickOne(text, names)
	}
	var list []json.RawMessage
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, err
	}
	picked := make([][]byte, len(list))
	for i, item := range list {
		var err error
		if picked[i], err = pickOne(item, names); err != nil {
			return nil, err
		}
	}
	return slices.Concat([]byte{'['}, bytes.Join(picked, []byte{','}), []byte{']'}), nil
}

func pickOne(text []byte, names []string) ([]byte, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, err
	}
	b := []byte{'{'}
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"') // the name of a field needs no escapes
		b = append(b, name...)
		b = append(b, '"', ':')
		if value, ok := object[name]; ok {
			b = append(b, value...)
		} else {
			b = append(b, "null"...)
		}
	}
	return append(b, '}'), nil
}
