package configfile

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tailscale/hujson"
)

// The dialect of facts/wrangler.md 1: comments and trailing commas in .json and
// .jsonc alike, no single quotes, no bare words.
func TestJSONCDialect(t *testing.T) {
	t.Parallel()
	const src = "// first\n{ /* in */ \"name\": \"w\", // end\n  \"main\": \"a\\u00e9\\ud83d\\ude00\\n\\/\", }\n// last"
	for _, path := range []string{"wrangler.json", "wrangler.jsonc"} {
		d := mustParse(t, path, src)
		if d.Top.Name.V != "w" || d.Top.Main.V != "aé😀\n/" {
			t.Errorf("%s: name %q, main %q", path, d.Top.Name.V, d.Top.Main.V)
		}
		if got := textAt(d, d.Top.Name.Range); got != `"w"` {
			t.Errorf("%s: the name ranges over %q", path, got)
		}
		if len(d.Findings) != 0 {
			t.Errorf("%s: findings %v", path, d.Findings)
		}
	}
}

func TestJSONCAccepts(t *testing.T) {
	t.Parallel()
	for _, src := range []string{
		"{}", "[]", "[{},]", "null", `"x"`, "-0", "1.5e+3", "{\"a\":[1,2,],}", "{}//x", "{}\r// y\r", "/**/{}", "/*/*/{}",
		`{"a":"\ud800"}`, "{\"\":1}", "{\"a\":\"\u2028\"}", "\xef\xbb\xbf{}",
	} {
		mustParse(t, "wrangler.json", src)
	}
}

// An array at the root is a configuration without fields (facts/wrangler.md 1),
// which nobody means.
func TestJSONCArrayRoot(t *testing.T) {
	t.Parallel()
	d := mustParse(t, "wrangler.json", `[{"account_id": "a"}]`)
	if d.Top.AccountID.Present() || len(d.Environments()) != 0 ||
		d.Findings.Error() != "wrangler.json:1:1: error: a configuration should be an object, not an array [wrong-type]" {
		t.Errorf("the array has fields: %+v, or %v", d.Top, d.Findings)
	}
}

func TestJSONCFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"empty", "", []string{"1:1 the file is empty"}},
		{"only comments", "// a\n", []string{"1:1 the file is empty"}},
		{"single quotes", `{'a': 'b'}`, []string{"1:2 single quotes do not make a string", "1:7 single quotes do not make a string"}},
		{"bare key", `{a: 1}`, []string{`1:2 property name "a" is not in quotes`}},
		{"bare value", `{"a": yes}`, []string{`1:7 "yes" is not a value`}},
		{"capital", `{"a": True}`, []string{`1:7 "True" is not a value`}},
		{"numbers", `[01, +1, .5, 1., 1e, 0x1, -]`, []string{
			`1:2 "01" is not a value`, `1:6 "+1" is not a value`, `1:10 ".5" is not a value`, `1:14 "1." is not a value`,
			`1:18 "1e" is not a value`, `1:22 "0x1" is not a value`, `1:27 "-" is not a value`}},
		{"missing comma", "{\n  \"a\": 1\n  \"b\": 2\n}", []string{"2:9 ',' expected"}},
		{"missing colon", `{"a" 1, "b": 2}`, []string{"1:5 ':' expected after the property name"}},
		{"missing value", `{"a": , "b": }`, []string{"1:7 value expected", "1:14 value expected"}},
		{"missing name", `{: 1}`, []string{"1:2 property name expected before ':'", `1:4 property name "1" is not in quotes`, "1:5 ':' expected after the property name"}},
		{"two commas", `[1,,2]`, []string{"1:4 value expected before ','"}},
		{"only comma", `{,}`, []string{"1:2 property name expected before ','"}},
		{"object as name", `{{"a": 1}}`, []string{"1:2 property name expected"}},
		{"open object", "{\"a\": {\n\"b\": 1", []string{"2:7 '}' expected before the end of the file"}},
		{"wrong closer", `{"a": [1, 2}`, []string{"1:12 ']' expected, not '}'"}},
		{"stray closer", `{"a": [1}]}`, []string{"1:9 ']' expected, not '}'", "1:10 nothing may follow the end of the configuration"}},
		{"closer of nothing", `[1}, 2]`, []string{"1:3 ']' expected, not '}'"}},
		{"second root", `{} {}`, []string{"1:4 nothing may follow the end of the configuration"}},
		{"open string", "{\"a\": \"b\n, \"c\": 1}", []string{"1:7 string is never closed"}},
		{"control in string", "{\"a\": \"b\tc\"}", []string{"1:9 control character U+0009 in a string"}},
		{"escapes", `{"a": "\x \u12 \é"}`, []string{`1:8 unknown escape "\x"`, `1:11 \u wants four hexadecimal digits`, `1:16 unknown escape "\é"`}},
		{"open comment", `{} /* x`, []string{"1:4 comment is never closed"}},
		{"NUL", "{\"a\"\x00: 1}", []string{"1:5 the file has a NUL byte, so it is not a text file"}},
		{"not UTF-8", "{\"é\": \"\xe9\"}", []string{"1:8 the file has bytes that are not UTF-8"}},
		{"several", "{\n  \"a\": 'x',\n  b: 2\n  \"c\": nope,\n}", []string{
			"2:8 single quotes do not make a string", `3:3 property name "b" is not in quotes`, "3:7 ',' expected", `4:8 "nope" is not a value`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			fault := syntaxError(t, "wrangler.jsonc", c.src)
			if got := lines(fault.Findings); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// A bracket that is closed by the wrong one names where it was opened.
func TestQuoteShort(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"word":                   `"word"`,
		`say "hi"`:               `"say \"hi\""`,
		strings.Repeat("a", 40):  `"` + strings.Repeat("a", 40) + `"`,
		strings.Repeat("a", 41):  `"` + strings.Repeat("a", 40) + `…"`,
		strings.Repeat("😀", 40):  `"` + strings.Repeat("😀", 40) + `"`,
		strings.Repeat("😀", 100): `"` + strings.Repeat("😀", 40) + `…"`,
	} {
		if got := quoteShort(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestJSONCRelatedPlace(t *testing.T) {
	t.Parallel()
	fault := syntaxError(t, "wrangler.jsonc", "{\n  \"a\": [1\n}")
	r := fault.Findings[0].Related
	if len(r) != 1 || r[0].Range.Start.String() != "2:8" {
		t.Errorf("related: %+v", r)
	}
}

// Duplicate keys: the last wins, as in Wrangler, and the others are on record.
func TestJSONCDuplicateKeys(t *testing.T) {
	t.Parallel()
	var many strings.Builder
	for i := range 2 * indexFrom {
		many.WriteString("\"" + strings.Repeat("k", i+1) + "\": 0,\n")
	}
	for name, filler := range map[string]string{"few": "", "many": many.String()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := mustParse(t, "wrangler.json", "{\"name\": \"a\",\n"+filler+"\"name\": \"b\", \"x\": {\"y\": 1, \"y\": 1}}")
			if d.Top.Name.V != "b" {
				t.Errorf("name is %q, want the last", d.Top.Name.V)
			}
			if len(d.Findings) != 2 || d.Findings[0].Rule != RuleDuplicateKey || d.Findings[0].Range.Start.String() != "1:2" {
				t.Fatalf("findings: %v", lines(d.Findings))
			}
			if got := textAt(d, d.Findings[0].Related[0].Range); got != `"name"` {
				t.Errorf("the related place is %q", got)
			}
			names := 0
			for m := range d.Root.Fields() {
				if m.Key == "name" {
					names++
				}
			}
			if names != 1 {
				t.Errorf("Fields yields the name %d times", names)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	for mark, name := range map[string]string{
		"\xff\xfe": "UTF-16 LE", "\xfe\xff": "UTF-16 BE", "\xff\xfe\x00\x00": "UTF-32 LE", "\x00\x00\xfe\xff": "UTF-32 BE",
	} {
		for _, path := range []string{"wrangler.json", "wrangler.toml"} {
			fault := syntaxError(t, path, mark+"{\x00}\x00")
			if f := fault.Findings[0]; !strings.Contains(f.Message, name) || !strings.Contains(f.Hint, "UTF-8") || len(fault.Findings) != 1 {
				t.Errorf("%s: %v", name, fault.Findings)
			}
		}
	}
}

// Offsets are those of the file on disk, columns those after the mark.
func TestUTF8BOM(t *testing.T) {
	t.Parallel()
	for path, src := range map[string]string{
		"wrangler.json": "\xef\xbb\xbf{\"name\": \"w\"}",
		"wrangler.toml": "\xef\xbb\xbfname   = \"w\"",
	} {
		d := mustParse(t, path, src)
		r := d.Top.Name.Range
		if r.Start.Column != 10 || r.Start.Offset != 12 || textAt(d, r) != `"w"` {
			t.Errorf("%s: %+v, %q", path, r, textAt(d, r))
		}
	}
	fault := syntaxError(t, "wrangler.toml", "\xef\xbb\xbfa = 1\na = 2")
	if got := fault.Findings[0].Range.Start; got.String() != "2:1" || got.Offset != 9 {
		t.Errorf("TOML fault at %+v", got)
	}
}

func TestNestingIsBounded(t *testing.T) {
	t.Parallel()
	const n = 200_000
	for path, sources := range map[string][]string{
		"wrangler.json": {strings.Repeat("[", n), strings.Repeat(`{"a":`, n), strings.Repeat("[", n) + strings.Repeat("]", n)},
		"wrangler.toml": {
			"a = " + strings.Repeat("[", n), "a = " + strings.Repeat("{a=", n),
			"a = " + strings.Repeat("[", 2*maxDepth) + strings.Repeat("]", 2*maxDepth),
			strings.Repeat("a.", n) + "a = 1", "[" + strings.Repeat("a.", n) + "a]",
			"a = " + strings.Repeat("{a=", 2*maxDepth) + "1" + strings.Repeat("}", 2*maxDepth),
		},
	} {
		for _, src := range sources {
			fault := syntaxError(t, path, src)
			if len(fault.Findings) > maxFaults {
				t.Errorf("%d faults for %.20q", len(fault.Findings), src)
			}
		}
	}
	deep := strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth)
	mustParse(t, "wrangler.json", deep)
}

// FuzzJSONC: no panic, ranges within the file, the text of a scalar at its range
// is the scalar, and what hujson takes is taken, with the same content.
func FuzzJSONC(f *testing.F) {
	for _, s := range []string{
		`{"account_id": "a", "vpc_services": [{"binding": "B", "service_id": "x", "remote": true}]}`,
		"// c\n{\"env\": {\"staging\": {\"name\": 'x', }}, /* d */ }", `{"a": [1, -2.5e3, null,], "a": "\ud83d\ude00\u0041"}`,
		`{"a": [1}]`, "\xef\xbb\xbf{}", "{\"a\" 1 b: }", `["\x", "`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := Parse("wrangler.jsonc", src)
		if err != nil {
			checkFault(t, err, src)
			return
		}
		checkRanges(t, d, d.Root, true)
		if v, err := hujson.Parse(src); err == nil && !loneCR(src) && !equalHuJSON(d.Root, v) {
			t.Fatalf("hujson reads %s", v)
		}
	})
}

// FuzzJSONCAgreesWithHuJSON: what hujson reads, this package reads too, but for
// bytes that are not UTF-8, which hujson lets through, and the bound on depth.
func FuzzJSONCAgreesWithHuJSON(f *testing.F) {
	f.Add([]byte("{\"a\": [1, // x\n ], /**/ }"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if _, err := hujson.Parse(src); err != nil || !utf8.Valid(src) || bytes.IndexByte(src, 0) >= 0 || loneCR(src) {
			t.Skip()
		}
		_, err := Parse("wrangler.json", src)
		if err != nil && !strings.Contains(err.Error(), "nested too deep") {
			t.Fatalf("hujson takes %q: %v", src, err)
		}
	})
}

func TestDuplicatesAreBounded(t *testing.T) {
	t.Parallel()
	d := mustParse(t, "wrangler.json", "{"+strings.Repeat(`"a": 1, `, 10*maxFaults)+`"a": 2}`)
	if len(d.Findings) != maxFaults || d.Root.At("a").Text != "2" {
		t.Errorf("%d findings, a = %s", len(d.Findings), d.Root.At("a").Text)
	}
}

// loneCR reports a carriage return without a line feed. It ends a comment for
// Wrangler's parser and for this package, but not for hujson.
func loneCR(src []byte) bool {
	return bytes.Count(src, []byte("\r")) != bytes.Count(src, []byte("\r\n"))
}
