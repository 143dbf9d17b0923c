package configfile

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/diag"
)

// utf8BOM is the UTF-8 byte-order mark.
const utf8BOM = "\xef\xbb\xbf"

// foreignBOM knows the byte-order marks that Wrangler refuses too
// (facts/wrangler.md 1). UTF-32 LE starts as UTF-16 LE does, so it goes first.
func foreignBOM(src []byte) (encoding string, found bool) {
	for _, b := range []struct{ mark, name string }{
		{"\xff\xfe\x00\x00", "UTF-32 LE"},
		{"\x00\x00\xfe\xff", "UTF-32 BE"},
		{"\xff\xfe", "UTF-16 LE"},
		{"\xfe\xff", "UTF-16 BE"},
	} {
		if bytes.HasPrefix(src, []byte(b.mark)) {
			return b.name, true
		}
	}
	return "", false
}

// textStart is where the text begins: after a UTF-8 byte-order mark. It records
// a fault and returns false if the file is not UTF-8 text at all.
func textStart(src []byte, f *faults) (start int, ok bool) {
	if name, found := foreignBOM(src); found {
		f.set.Add(diag.Finding{
			Rule: RuleSyntax, Severity: diag.Error, Path: f.path,
			Message: "the file is encoded as " + name + ", not as UTF-8",
			Hint:    `save it as UTF-8: "Save with encoding" in an editor, or iconv -f ` + iconvName(name) + " -t UTF-8",
		})
		return 0, false
	}
	if bytes.HasPrefix(src, []byte(utf8BOM)) {
		start = len(utf8BOM)
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		f.add(i, i+1, "the file has a NUL byte, so it is not a text file", "save it as UTF-8 text")
		return start, false
	}
	if i := invalidUTF8(src); i >= 0 {
		f.add(i, i+1, "the file has bytes that are not UTF-8", "save it as UTF-8")
		return start, false
	}
	return start, true
}

// iconvName is the name without its space, as iconv writes it.
func iconvName(name string) string { return strings.ReplaceAll(name, " ", "") }

// invalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(src []byte) int {
	if utf8.Valid(src) {
		return -1
	}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
