package settings

import (
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// values are what a file of settings holds: by keys in lower case, with a dot
// before each part but the first, as --check.fail_on would be written.
type values map[string]any

// readValues parses TOML. It fails with a *toml.DecodeError.
func readValues(src []byte) (values, error) {
	var tree map[string]any
	if err := toml.Unmarshal(src, &tree); err != nil {
		return nil, err
	}
	v := values{}
	v.add("", tree)
	return v, nil
}

func (v values) add(prefix string, table map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(table)) {
		name := prefix + strings.ToLower(key)
		if inner, ok := table[key].(map[string]any); ok {
			v.add(name+".", inner)
			continue
		}
		v[name] = table[key]
	}
}

// has says whether there is a setting or a table of this key.
func (v values) has(key string) bool {
	if _, ok := v[key]; ok {
		return true
	}
	for name := range v {
		if strings.HasPrefix(name, key+".") {
			return true
		}
	}
	return false
}
