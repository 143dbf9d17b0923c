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

	envs []envTable
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
	f := &faults{path: path, index: diag.NewIndex(data)}
	d := &Document{Path: path, Format: format, Source: data}
	if start, ok := textStart(data, f); ok && format == TOML {
		d.Root = parseTOML(data, start, f)
	} else if ok {
		d.Root, d.Findings = parseJSONC(data, start, f)
	}
	if err := f.err(data); err != nil {
		return nil, err
	}
	d.read()
	return d, nil
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
