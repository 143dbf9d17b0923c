package check

import (
	"bytes"
	"testing"

	"github.com/lariat-cli/lariat/configfile"
)

// What is taken for a comment can go without a change of the document, and when
// all are gone there are no more.
func FuzzComments(f *testing.F) {
	for _, seed := range []string{
		"# a\n'#' = \"#\" # b\n[\"#\"] # c\nx = '''\n#'''#d\n", "a = [ # b\n1, # c\n]\n\"#\".a = 1\n\"#\".b = '#'\n",
		"{/* a */\"//\": \"/* */\", // b\n\"x\": 1/**/}// c", "\ufeff// a\r\n[1//b\r,2]", "[[\"#\"]]\n[[\"#\"]]#\na=2020-01-01 #",
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, toml bool) {
		path := "wrangler.jsonc"
		if toml {
			path = "wrangler.toml"
		}
		doc, err := configfile.Parse(path, []byte(text))
		if err != nil {
			t.Skip()
		}
		blank := bytes.Clone(doc.Source)
		for _, c := range comments(doc) {
			for i := c.start; i < c.end; i++ {
				if b := blank[i]; b != '\n' && b != '\r' {
					blank[i] = ' '
				}
			}
		}
		without, err := configfile.Parse(path, blank)
		if err != nil || !doc.Equal(without) {
			t.Fatalf("%q without its comments is %q: %v", text, blank, err)
		}
		for _, c := range comments(without) {
			if len(bytes.TrimSpace(blank[c.start:c.end])) > 0 {
				t.Errorf("%q has the comment %q in it", blank, blank[c.start:c.end])
			}
		}
	})
}
