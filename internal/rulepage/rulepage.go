// Package rulepage reads the examples in the pages of docs/rules, for the tests
// that execute them.
package rulepage

import (
	"cmp"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

// Example is a code block of a page: one file, or an archive of them. The word
// after the block's language is the file's path; without one it is a Wrangler
// configuration in that language.
type Example struct{ Path, Text string }

var codeBlock = regexp.MustCompile("(?s)```(\\w+)(?: (\\S+))?\n(.*?)```")

// Examples are those of the section with the title.
func Examples(page, title string) []Example {
	_, section, _ := strings.Cut(page, "\n## "+title+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var list []Example
	for _, m := range codeBlock.FindAllStringSubmatch(section, -1) {
		list = append(list, Example{cmp.Or(m[2], "wrangler."+m[1]), m[3]})
	}
	return list
}

// IsArchive tells whether the example is a txtar archive of files.
func (e Example) IsArchive() bool { return e.Path == "wrangler.txtar" }

// Archive holds the files of the example.
func (e Example) Archive() *txtar.Archive {
	if e.IsArchive() {
		return txtar.Parse([]byte(e.Text))
	}
	return &txtar.Archive{Files: []txtar.File{{Name: e.Path, Data: []byte(e.Text)}}}
}
