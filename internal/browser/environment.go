package browser

import (
	"slices"
	"strings"
)

// get is the value that holds: the last one.
func (o Options) get(name string) string {
	for _, entry := range slices.Backward(o.Environ) {
		key, value, _ := strings.Cut(entry, "=")
		if key == name || o.OS == "windows" && strings.EqualFold(key, name) {
			return value
		}
	}
	return ""
}

// harmless is the environment for a program that has nothing to do with
// Cloudflare. A variable that is no secret today may be one tomorrow, so that
// they all go.
func (o Options) harmless() []string {
	return slices.DeleteFunc(slices.Clone(o.Environ), func(entry string) bool {
		name, _, _ := strings.Cut(strings.ToUpper(entry), "=")
		return slices.ContainsFunc([]string{"CLOUDFLARE_", "CF_", "WRANGLER_", "LARIAT_", "TUNNEL_"},
			func(prefix string) bool { return strings.HasPrefix(name, prefix) })
	})
}
