package output

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// decode reads JSON for jq and for templates. Whole numbers become int: a
// template then prints 3276800 and not 3.2768e+06, and compares it with 80, and
// jq loses no digit. absent takes the place of null.
func decode(text []byte, absent any) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return settle(v, absent), nil
}

func settle(v, absent any) any {
	switch v := v.(type) {
	case nil:
		return absent
	case json.Number:
		return number(v)
	case []any:
		for i := range v {
			v[i] = settle(v[i], absent)
		}
	case map[string]any:
		for key := range v {
			v[key] = settle(v[key], absent)
		}
	}
	return v
}

// number leaves what is neither an int nor a float64 as it is written.
func number(n json.Number) any {
	if i, err := strconv.Atoi(n.String()); err == nil {
		return i
	}
	if !bytes.ContainsAny([]byte(n), ".eE") {
		return n
	}
	if f, err := n.Float64(); err == nil {
		return f
	}
	return n
}

// null is JSON's null in a template: it prints as nothing, where Go's nil would
// print as <no value>, and is false to {{if}} as an empty list is.
type null []struct{}

func (null) String() string { return "" }

// MarshalJSON keeps null for the helper json.
func (null) MarshalJSON() ([]byte, error) { return []byte("null"), nil }
