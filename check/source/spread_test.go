package source_test

import (
	"strings"
	"testing"
)

// An object may be spread into what takes its place.
func TestSpreadOfItself(t *testing.T) {
	t.Parallel()
	const call = "o.gone.x; return o.api.fetch('http://h') } };\n"
	for name, text := range map[string]string{
		"once":     "export default { fetch(r, env) { let o = { api: env.API }; o = { ...o, b: 1 };\n" + call,
		"twice":    "export default { fetch(r, env) { let o = { api: env.API }; o = { ...o, ...o };\n" + call,
		"a circle": "let p = {}; export default { fetch(r, env) { let o = { ...p, api: env.API }; p = { ...o };\n" + call,
		"by turns": strings.Repeat("var p = { ...o, ...o }; var o = { ...p, ...p };", 30) + "export default { fetch(r, env) { var o = { ...p, api: env.API };\n" + call,
	} {
		w := read(t, "-- a.js --\n"+text)
		if got := strings.Join(uses(w), "|"); got != `a.js:2:30 API.fetch "'http://h'" h` {
			t.Errorf("%s: got %q", name, got)
		}
	}
}
