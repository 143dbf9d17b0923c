package configfile

import (
	"path/filepath"

	"github.com/lariat-cli/lariat/diag"
)

// Format is the language of a configuration file.
type Format uint8

// The formats. Files named .json and .jsonc are read alike, as JSONC.
const (
	JSONC Format = iota + 1
	TOML
)

// Document is a configuration file: its tree of values with their ranges, and
// the fields that lariat works with. It is the same for equal content whatever
// the format, and does not change once made.
type Document struct {
	Path   string // as given
	Format Format
	Source []byte // the file as it is on disk, byte-order mark included
	Root   *Node  // an object, or in JSON whatever the file holds

	// Top holds the fields of the top level, without inheritance.
	Top Fields

	// Findings are of RuleDuplicateKey and RuleWrongType, in file order.
	Findings diag.Set

	envs   []envTable
	byName map[string]int // of envs; a hostile file has many
}

// Parse reads a document. The suffix of path, which must be .json, .jsonc or
// .toml, decides the format; the error is a *FileError for another suffix, or a
// *SyntaxError. The document keeps data, which must not change afterwards.
//
// As in Wrangler a root that is no object has no fields.
func Parse(path string, data []byte) (*Document, error) {
	format, err := formatOf(path)
	if err != nil {
		return nil, err
	}
	if err := checkSize(path, int64(len(data))); err != nil {
		return nil, err
	}
	d := &Document{Path: path, Format: format, Source: data}
	if err := d.parse(); err != nil {
		return nil, err
	}
	d.read()
	return d, nil
}

// ParseJSONC reads a JSONC text that is no configuration, such as the body of a
// request, under any name. Beside the tree it returns findings of
// RuleDuplicateKey; the error is a *FileError or a *SyntaxError.
func ParseJSONC(path string, data []byte) (*Node, diag.Set, error) {
	if err := checkSize(path, int64(len(data))); err != nil {
		return nil, nil, err
	}
	d := &Document{Path: path, Format: JSONC, Source: data}
	err := d.parse()
	return d.Root, d.Findings, err
}

// parse makes the tree.
func (d *Document) parse() error {
	f := &faults{path: d.Path, index: diag.NewIndex(d.Source)}
	if start, ok := textStart(d.Source, f); ok && d.Format == TOML {
		d.Root = parseTOML(d.Source, start, f)
	} else if ok {
		d.Root, d.Findings = parseJSONC(d.Source, start, f)
	}
	return f.err(d.Source)
}

// formatOf goes by the suffix. Wrangler reads any other file as an empty
// configuration without a word (facts/wrangler.md 1), which helps nobody.
func formatOf(path string) (Format, error) {
	switch filepath.Ext(path) {
	case ".json", ".jsonc":
		return JSONC, nil
	case ".toml":
		return TOML, nil
	default:
		return 0, &FileError{Path: path, Reason: "is neither .json nor .jsonc nor .toml",
			Hint: "Wrangler would read it as an empty configuration; give the file one of these endings in lower case"}
	}
}
