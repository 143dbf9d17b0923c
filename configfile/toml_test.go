package configfile

import (
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/lariat-cli/lariat/diag"
)

const tomlSample = `# a project
name = "w"
account_id = 'acc'   # mine
vpc_services = [
  # one
  { binding = "API", service_id = "id-1" }, # tail
  {binding="DB",service_id="id-2",remote=true}
]
vars.nested.key = """
two
lines"""

[env.staging]
name = "w-st"

[[env.staging.vpc_services]]
binding = "API"
service_id = "id-3"

[[ env . "staging" . vpc_services ]]
binding = "DB"

[env.prod]
vpc_networks = [{binding = "N", tunnel_id = "t"}]
`

func TestTOMLRanges(t *testing.T) {
	t.Parallel()
	d := mustParse(t, "wrangler.toml", tomlSample)
	staging, err := d.Environment("staging")
	if err != nil {
		t.Fatal(err)
	}
	prod, err := d.Environment("prod")
	if err != nil {
		t.Fatal(err)
	}
	env := d.Root.At("env")
	api, _ := staging.VPCServices.V[0].Node.Member("binding")
	second := staging.VPCServices.V[1]
	for name, c := range map[string]struct {
		r    diag.Range
		want string
	}{
		"string":          {d.Top.AccountID.Range, "'acc'"},
		"inline boolean":  {d.Top.VPCServices.V[1].Remote.Range, "true"},
		"inline string":   {d.Top.VPCServices.V[0].ServiceID.Range, `"id-1"`},
		"inline table":    {d.Top.VPCServices.V[0].Node.Range, `{ binding = "API", service_id = "id-1" }`},
		"tight table":     {d.Top.VPCServices.V[1].Node.Range, `{binding="DB",service_id="id-2",remote=true}`},
		"multi-line text": {d.Root.At("vars").At("nested").At("key").Range, "\"\"\"\ntwo\nlines\"\"\""},
		"dotted table":    {d.Root.At("vars").Range, "vars.nested.key = \"\"\"\ntwo\nlines\"\"\""},
		"table":           {staging.Node.Range, "[env.staging]\nname = \"w-st\""},
		"header":          {staging.Node.Header, "[env.staging]"},
		"implied table":   {env.Range, "env"},
		"first element":   {staging.VPCServices.V[0].Node.Range, "[[env.staging.vpc_services]]\nbinding = \"API\"\nservice_id = \"id-3\""},
		"key":             {api.KeyRange, "binding"},
		"spaced header":   {second.Node.Header, `[[ env . "staging" . vpc_services ]]`},
		"second element":  {second.Node.Range, "[[ env . \"staging\" . vpc_services ]]\nbinding = \"DB\""},
		"environment":     {prod.Key, "prod"},
		"nested inline":   {prod.VPCNetworks.V[0].TunnelID.Range, `"t"`},
		"array":           {prod.VPCNetworks.Range, `[{binding = "N", tunnel_id = "t"}]`},
	} {
		if got := textAt(d, c.r); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	list := staging.VPCServices
	if list.Range.Start != staging.VPCServices.V[0].Node.Range.Start || list.Range.End != second.Node.Range.End {
		t.Errorf("the array of tables ranges over %q", textAt(d, list.Range))
	}
	if !list.Node.Header.IsValid() || prod.VPCNetworks.Node.Header.IsValid() {
		t.Error("headers do not tell arrays of tables from others")
	}
	if got := d.Environments(); !slices.Equal(got, []string{"staging", "prod"}) {
		t.Errorf("environments %q", got)
	}
}

func TestTOMLFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, src string
		want      []string // only the places
	}{
		{"missing value", "a =\nb = 1", []string{"1:4"}},
		{"several", "a = \nb = 1\nc == 2\n[x\ny = 1\n[ok]\nz = 1 1\n", []string{"1:5", "3:4", "4:3", "7:7"}},
		{"duplicate", "a = 1\na = 2\nb = 1\nb = 2\n", []string{"2:1", "4:1"}},
		{"duplicate table", "[a]\nx = 1\n[a]\nx = 1\n", []string{"3:2"}},
		{"value as table", "a = 1\n[a.b]\nx = 1\na.b.c = 2", []string{"2:2"}},
		{"value as array", "a = []\n[[a]]\nx = 1", []string{"2:3"}},
		{"inline table extended", "a = {b = 1}\n[a]\nc = 1", []string{"2:2"}},
		{"open text", "a = \"\"\"\nb = 1\nc ==\n", []string{"3:5"}},
		{"bad date", "a = 2024-13-01", []string{"1:5"}},
		{"bad number", "ab = 1__0", []string{"1:7"}},
		{"only the faulty header's keys", "[x\nname = 1\nname = 2\n[y]\nname = 3\nname = 4", []string{"1:3", "3:1", "6:1"}},
		{"inside an array", "a = [\n  1,\n  x,\n]\nb = 1\nb = 2\n", []string{"3:3", "6:1"}},
		{"bare word", "a = yes", []string{"1:5"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			fault := syntaxError(t, "wrangler.toml", c.src)
			var got []string
			for _, f := range fault.Findings {
				got = append(got, f.Range.Start.String())
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q\n%s", got, c.want,
					diag.Text(fault.Findings, func(string) []byte { return []byte(c.src) }))
			}
		})
	}
}

func TestTOMLDuplicateNamesTheFirst(t *testing.T) {
	t.Parallel()
	f := syntaxError(t, "wrangler.toml", "name = \"a\"\nname = \"b\"").Findings[0]
	if want := `key "name" is defined already, as a string`; f.Message != want {
		t.Errorf("message %q, want %q", f.Message, want)
	}
	if len(f.Related) != 1 || f.Related[0].Range.Start.String() != "1:1" {
		t.Errorf("related %+v", f.Related)
	}
}

func TestTOMLUnclosedNamesItsStart(t *testing.T) {
	t.Parallel()
	for _, src := range []string{"a = 1\n# c\nb = \"\"\"\nc = 1\n", "a = 1\n\nb = [\n1,\n"} {
		f := syntaxError(t, "wrangler.toml", src).Findings[0]
		if len(f.Related) != 1 || f.Related[0].Range.Start.String() != "3:1" {
			t.Errorf("%q: %+v", src, f)
		}
	}
}

// A date without quotes is no string in TOML; the hint says what to do.
func TestTOMLDateIsNoString(t *testing.T) {
	t.Parallel()
	d := mustParse(t, "wrangler.toml", "compatibility_date = 2024-01-01")
	v := d.Top.CompatibilityDate
	if v.Set || !v.Present() || v.Node.Kind != Datetime {
		t.Errorf("%+v", v)
	}
	if len(d.Findings) != 1 || d.Findings[0].Hint != `put it in quotes: "2024-01-01"` {
		t.Errorf("%v", d.Findings)
	}
}

// FuzzTOML: no panic, ranges within the file, and the content that the strict
// decoder reads.
func FuzzTOML(f *testing.F) {
	for _, s := range []string{
		tomlSample, "a = [[1, {b = 2, c.d = [ # x\n]}], 'y']\n", "[[a.b]]\nc = 1\n[a.b.d]\ne = 1\n[[a.b]]\n",
		"a = \nb = \"\"\"\n", "[x\n[y]\nz = 1979-05-27T07:32:00Z", "\xef\xbb\xbfa=0x1F\n\"\".\"\"='''x'''",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		d, err := Parse("wrangler.toml", src)
		if err != nil {
			checkFault(t, err, src)
			return
		}
		checkRanges(t, d, d.Root, false)
		checkInline(t, d, d.Root)
		var content map[string]any
		if _, err := toml.Decode(strings.TrimPrefix(string(src), "\xef\xbb\xbf"), &content); err != nil || !equalDecoded(d.Root, content) {
			t.Fatalf("decoded %v, %v", content, err)
		}
	})
}

// checkInline: arrays and inline tables begin and end with their brackets.
func checkInline(t *testing.T, d *Document, n *Node) {
	t.Helper()
	text := textAt(d, n.Range)
	if n.Kind == Array && !n.Header.IsValid() && (text[0] != '[' || text[len(text)-1] != ']') {
		t.Fatalf("array at %q", text)
	}
	if text != "" && n.Kind == Object && text[0] == '{' && text[len(text)-1] != '}' {
		t.Fatalf("inline table at %q", text)
	}
	for _, item := range n.Items {
		checkInline(t, d, item)
	}
	for _, m := range n.Members {
		checkInline(t, d, m.Value)
	}
}
