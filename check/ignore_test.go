package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// What a comment suppresses, by where it stands. Every case has remote: false,
// which warns but for the comment.
func TestIgnorePlaces(t *testing.T) {
	t.Parallel()
	const ignore = "lariat-ignore remote-false: we never run it"
	for _, c := range []struct {
		name, format, text string
		suppressed         bool
	}{
		{"same line", "toml", "[[vpc_services]]\nremote = false # " + ignore + "\n", true},
		{"line above", "toml", "[[vpc_services]]\n# " + ignore + "\nremote = false\n", true},
		{"line above, CRLF", "toml", "[[vpc_services]]\r\n# " + ignore + "\r\nremote = false\r\n", true},
		{"first of two above", "toml", "[[vpc_services]]\n# " + ignore + "\n# more\nremote = false\n", true},
		{"two lines above", "toml", "[[vpc_services]]\n# " + ignore + "\n\nremote = false\n", false},
		{"trailing the line above", "toml", "[[vpc_services]] # " + ignore + "\nremote = false\n", false},
		{"line below", "toml", "[[vpc_services]]\nremote = false\n# " + ignore + "\n", false},
		{"the end of the line above a text", "toml", "[[vpc_services]]\nbinding = '''\n\n''' # " + ignore + "\nremote = false\n", false},
		{"in a text", "toml", "[[vpc_services]]\nbinding = \"\"\"\n# " + ignore + "\"\"\"\nremote = false\n", false},
		{"in a key that comes again", "toml", "\"#x\".a = 1\n\"#x\".b = 1\n\"#x# " + ignore + "\".c = 1\nvpc_services = [{remote = false}]\n", false},
		{"in a header that comes again", "toml", "[[\"# x\"]]\n[[\"# x\"]]\n[[vpc_services]]\nremote = false # " + ignore, true},
		{"after a literal key", "toml", "vpc_services = [{'a#' = 1, \"b\\\"#\" = 2, remote = false}] # " + ignore, true},
		{"within an array", "toml", "vpc_services = [\n# " + ignore + "\n{remote = false}]\n", true},
		{"same line", "jsonc", "{\"vpc_services\": [\n{\"remote\": false} // " + ignore + "\n]}", true},
		{"line above", "jsonc", "{\"vpc_services\": [\n// " + ignore + "\n{\"remote\": false}]}", true},
		{"block above", "jsonc", "{\"vpc_services\": [\n/*\n * It is so.\n * " + ignore + "\n */\n{\"remote\": false}]}", true},
		{"block before it", "jsonc", "{\"vpc_services\": [\n/* " + ignore + " */ {\"remote\": false}]}", true},
		{"block behind it", "jsonc", "{\"vpc_services\": [\n{\"remote\": false} /* " + ignore + "\n*/\n]}", true},
		{"block above, with code before", "jsonc", "{\"vpc_services\": [ /* " + ignore + "\n*/\n{\"remote\": false}]}", false},
		{"block that ends before it", "jsonc", "{\"vpc_services\": [ /* " + ignore + "\n*/ {\"remote\": false}]}", true},
		{"in a text", "jsonc", "{\"vpc_services\": [\n{\"remote\": false, \"binding\": \"// " + ignore + "\"}\n]}", false},
		{"in a key", "jsonc", "{\"vpc_services\": [\n{\"/* " + ignore + " */\": 1, \"remote\": false}\n]}", false},
		{"within a word", "jsonc", "{\"vpc_services\": [\n{\"remote\": false/* " + ignore + " */}\n]}", true},
		{"after a byte-order mark", "jsonc", "\ufeff// " + ignore + "\n{\"vpc_services\": [{\"remote\": false}]}", true},
		{"not first in its line", "jsonc", "{\"vpc_services\": [\n{\"remote\": false} // see " + ignore + "\n]}", false},
		{"another word", "jsonc", "{\"vpc_services\": [\n{\"remote\": false} // " + strings.Replace(ignore, "ignore", "ignored", 1) + "\n]}", false},
	} {
		t.Run(c.format+"/"+c.name, func(t *testing.T) {
			t.Parallel()
			found := findings(t, wrangler(c.format, c.text), check.Options{})
			if has(found, "remote-false") == c.suppressed {
				t.Errorf("suppressed: %v, want %v\n%s", !c.suppressed, c.suppressed, c.text)
			}
			if c.suppressed && has(found, "unused-ignore") {
				t.Errorf("and yet unused: %v\n%s", found, c.text)
			}
		})
	}
}

func TestIgnoreFaults(t *testing.T) {
	t.Parallel()
	const form = "; hint: write lariat-ignore rule-id: reason"
	cases := []ruleCase{
		{"misspelt", "toml", "# lariat-ignore remote-flase: because\n", []string{
			`1:3 warning: lariat-ignore names "remote-flase", which is no rule; hint: did you mean remote-false?`,
		}},
		{"no such rule", "toml", "x = 1 # lariat-ignore this: because\n", []string{
			`1:9 warning: lariat-ignore names "this", which is no rule` + form,
		}},
		{"no rule", "jsonc", "{\n/* lariat-ignore */\n}// lariat-ignore: because", []string{
			"2:4 warning: lariat-ignore names no rule" + form,
			"3:5 warning: lariat-ignore names no rule" + form,
		}},
		{"nothing to suppress", "jsonc", "{\n/* Two of them:\n * lariat-ignore remote-false: because\n * lariat-ignore syntax: because\n */\n}", []string{
			`3:4 warning: lariat-ignore of "remote-false" suppresses nothing; hint: remove it, or put it on the line of the finding or on the line above`,
			`4:4 warning: lariat-ignore of "syntax" suppresses nothing; hint: remove it, or put it on the line of the finding or on the line above`,
		}},
		{"it cannot be suppressed", "toml", "# lariat-ignore unused-ignore: because\n# lariat-ignore remote-false: because\n", []string{
			`1:3 warning: lariat-ignore of "unused-ignore" suppresses nothing; hint: remove it, or put it on the line of the finding or on the line above`,
			`2:3 warning: lariat-ignore of "remote-false" suppresses nothing; hint: remove it, or put it on the line of the finding or on the line above`,
		}},
		{"one line, two rules", "jsonc", `{"vpc_services": [
// lariat-ignore remote-false: because
// lariat-ignore missing-field: because
{"remote": false}]}`, nil},
	}
	checkRule(t, "unused-ignore", cases)
	for _, text := range []string{"remote-false", "remote-false:", "remote-false: ", "remote-false because it is so"} {
		found := findings(t, wrangler("toml", "[[vpc_services]]\nremote = false # lariat-ignore "+text+"\n"), check.Options{})
		want := []string{`2:18 warning: lariat-ignore of "remote-false" gives no reason, so it does not count` +
			"; hint: write lariat-ignore remote-false: and why it is all right"}
		if got := told(found, "ignore-without-reason"); !slices.Equal(got, want) || !has(found, "remote-false") {
			t.Errorf("%q: %q, %v", text, got, found)
		}
	}
}

// A comment at the top is also about the file as a whole.
func TestIgnoreOfTheFile(t *testing.T) {
	t.Parallel()
	o := check.Options{Place: func(string) *configfile.Place { return &configfile.Place{Preferred: "x"} }}
	for text, want := range map[string]bool{
		"# lariat-ignore shadowed-config: always -c\n\nname = \"x\"\n": false,
		"\n# A\n# lariat-ignore shadowed-config: always -c\nname = 1":  false,
		"name = \"x\"\n# lariat-ignore shadowed-config: always -c\n":   true,
		"name = \"x\" # lariat-ignore shadowed-config: always -c\n":    true,
	} {
		if found := findings(t, wrangler("toml", text), o); has(found, "shadowed-config") != want || has(found, "unused-ignore") != want {
			t.Errorf("%q: %v", text, found)
		}
	}
}

// A comment is unused only where its rule could have found something.
func TestIgnoreIsNotUnusedWhereTheRuleDidNotLook(t *testing.T) {
	t.Parallel()
	env, full := "", &check.Directory{}
	full.Index()
	known := func(string) *check.Directory { return full }
	for _, c := range []struct {
		name, rule string
		o          check.Options
		want       bool
	}{
		{"offline", "unknown-service", check.Options{}, false},
		{"with the directory", "unknown-service", check.Options{Directory: known}, true},
		{"place unknown", "shadowed-config", check.Options{Directory: known}, false},
		{"one environment", "remote-false", check.Options{Env: &env}, false},
		{"all environments", "remote-false", check.Options{}, true},
		{"turned off", "remote-false", check.Options{Severity: map[string]diag.Severity{"remote-false": check.Off}}, false},
		{"itself turned off", "remote-false", check.Options{Severity: map[string]diag.Severity{"unused-ignore": check.Off}}, false},
	} {
		found := findings(t, wrangler("toml", "name = \"x\" # lariat-ignore "+c.rule+": because\n"), c.o)
		if got := has(found, "unused-ignore"); got != c.want {
			t.Errorf("%s: unused %v, want %v", c.name, got, c.want)
		}
	}
}
