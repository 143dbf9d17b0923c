package configfile

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

// fuzzEditRandom edits random configurations: bytes at random are hardly ever
// one. None of them may be refused but for what is in the file.
func fuzzEditRandom(t *testing.T, path string, src string, decode decoder) {
	t.Helper()
	d, err := Parse(path, []byte(src))
	if err != nil {
		t.Skip()
	}
	for _, env := range []string{"", "st", "my env"} {
		if _, err := d.AddVPCService(env, "NEW", "id"); isOdd(err) {
			t.Fatalf("%q: %q: %v", src, env, err)
		}
		for _, name := range []string{"A", "B"} {
			removed, err := d.RemoveBinding(env, name)
			if isOdd(err) {
				t.Fatalf("%q: %q without %q: %v", src, env, name, err)
			}
			if err == nil {
				checkComments(t, d, removed, env, name)
			}
			if _, err := d.SetServiceID(env, name, "id"); isOdd(err) {
				t.Fatalf("%q: %q with another %q: %v", src, env, name, err)
			}
		}
	}
	fuzzEdit(t, path, []byte(src), newEntry{"NEW", "id"}, decode)
}

// checkComments: an entry takes those with it that are within it, and the one at
// the end of its line.
func checkComments(t *testing.T, d, removed *Document, env, name string) {
	t.Helper()
	_, en, err := d.entry(env, name)
	if err != nil {
		t.Fatal(err)
	}
	lines := func(text string) int {
		n := 0
		for _, mark := range []string{"// c", "// d", "# c", "# d"} {
			n += strings.Count(text, mark)
		}
		return n
	}
	within := lines(string(d.Source[en.node.Range.Start.Offset:lastByte(en.node)]))
	if was, is := lines(string(d.Source)), lines(string(removed.Source)); is < was-within-1 {
		t.Fatalf("%q\nwithout %q became\n%q\nand has %d comments, not %d", d.Source, name, removed.Source, is, was-within)
	}
}

// isOdd reports an edit that was refused because of how the file is written.
func isOdd(err error) bool {
	e, ok := errors.AsType[*EditError](err)
	return ok && strings.HasPrefix(e.Reason, "the file is written")
}

func FuzzEditRandomJSONC(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		g := generator{rand.New(rand.NewPCG(seed, 0))}
		fuzzEditRandom(t, "wrangler.jsonc", g.jsonc(), decodeJSONC)
	})
}

func FuzzEditRandomTOML(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		g := generator{rand.New(rand.NewPCG(seed, 0))}
		fuzzEditRandom(t, "wrangler.toml", g.toml(), decodeTOML)
	})
}

// generator writes configurations, with white space and comments wherever they
// may be.
type generator struct{ *rand.Rand }

func (g generator) one(of ...string) string { return of[g.IntN(len(of))] }

func (g generator) chance(percent int) bool { return g.IntN(100) < percent }

// seq puts elements in brackets.
func (g generator) seq(open, closing string, trivia func() string, trailing bool, elems ...string) string {
	text := open + trivia()
	for i, elem := range elems {
		text += elem + trivia()
		if i+1 < len(elems) || trailing && g.chance(30) {
			text += "," + trivia()
		}
	}
	return text + closing
}

func (g generator) jsonc() string {
	style := g.IntN(4)
	trivia := func() string {
		switch style {
		case 0:
			return g.one("", " ")
		case 1:
			return g.one("\n", "\n  ", "\n\t\t", "\n    ", "\n\n  ")
		case 2:
			return g.one("", " ", "\n", "\n  ", "\r\n  ", " // c, \"\n  ", "/* c ] */", "\n  // c }\n  // d\n  ")
		default:
			return g.one("", "\n    ")
		}
	}
	obj := func(members ...string) string { return g.seq("{", "}", trivia, true, members...) }
	pair := func(key, value string) string {
		return `"` + key + `"` + g.one("", " ", trivia()) + ":" + g.one(" ", trivia()) + value
	}
	entry := func(name string) string {
		return g.one(obj(pair("binding", `"`+name+`"`), pair("service_id", `"i"`)), obj(pair("binding", `"`+name+`"`)),
			obj(pair("service_id", `"i"`), pair("binding", `"`+name+`"`), pair("remote", "true")), "{}", "1")
	}
	list := func(field string) string {
		elems := []string{entry("A"), entry("C"), entry(g.one("D", "B"))}
		return pair(field, g.seq("[", "]", trivia, true, elems[g.IntN(4):]...))
	}
	level := func(more ...string) []string {
		all := append([]string{list(vpcServices), list(vpcNetworks), pair("name", `"w"`)}, more...)
		g.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		return all[g.IntN(len(all)+1):]
	}
	envs := []string{pair("st", obj(level()...)), pair("my env", obj(level()...)), pair("other", obj())}
	return g.one("", utf8BOM) + trivia() + obj(level(pair("env", obj(envs[g.IntN(4):]...)))...) + trivia()
}

func (g generator) toml() string {
	nl := g.one("\n", "\n", "\r\n")
	eq := g.one(" = ", "=", "\t= ")
	tail := func() string { return g.one("", "", " ", " # c ] \"") + nl }
	above := func() string { return g.one("", nl, nl, nl+nl, "# c"+nl, nl+"# c"+nl, "# c"+nl+nl, "  "+nl) }
	indent := func() string { return g.one("", "", "  ", "\t") }
	space := func() string { return g.one("", " ") }
	trivia := func() string { return g.one("", " ", nl+"  ", " # c ]"+nl+"\t", nl+nl) }
	inline := func(name string) string {
		return g.seq("{", "}", space, false, "binding"+eq+g.one(`"`+name+`"`, "'"+name+"'"), "service_id"+eq+`"i"`)
	}
	array := func() string {
		elems := []string{inline("A"), inline("C"), inline("D")}
		return g.seq("[", "]", trivia, true, elems[g.IntN(4):]...)
	}
	var keys, tables []string
	key := func(path, value string) { keys = append(keys, above()+path+eq+value+tail()) }
	tableOf := func(header string, members ...string) {
		lead := indent()
		text := above() + lead + header + tail()
		for _, m := range members {
			text += lead + indent() + m + tail() + g.one("", "", nl, "# d"+nl)
		}
		tables = append(tables, text)
	}
	lists := func(path string) {
		switch g.IntN(5) {
		case 0:
			key(path+vpcServices, array())
		case 1, 2:
			for i := range g.IntN(3) {
				tableOf("[["+space()+path+vpcServices+"]]", "binding"+eq+`"`+string(rune('A'+i))+`"`, "service_id"+eq+`'i'`)
				if g.chance(20) {
					// It stays with its element: apart from it, that cannot be taken out in one piece.
					tableOf("["+path+vpcServices+".sub]", "a"+eq+"1")
					last := len(tables) - 1
					tables = append(tables[:last-1], tables[last-1]+tables[last])
				}
			}
		}
	}
	key("name", `"w"`)
	lists("")
	for _, env := range []string{"st", g.one(`"my env"`, "'my env'"), "other"}[g.IntN(4):] {
		path := "env" + g.one(".", " . ") + env
		switch g.IntN(5) {
		case 0:
			key(path+".name", `"e"`)
			if g.chance(50) {
				key(path+".vars.x", "1")
			}
		case 1:
			key(path, g.one("{}", `{ name = "e" }`, `{name="e", vpc_services=[`+inline("A")+`]}`))
		case 2:
			tableOf("["+path+"]", "name"+eq+`"""`+nl+"e # x"+nl+`"""`)
			lists(path + ".")
		case 3:
			tableOf("["+path+".vars]", "a"+eq+"1")
			lists(path + ".")
		default:
			lists(path + ".")
		}
	}
	if g.chance(50) {
		tableOf("[vars]", "a"+eq+"1")
	}
	if g.chance(30) {
		g.Shuffle(len(tables), func(i, j int) { tables[i], tables[j] = tables[j], tables[i] })
	}
	text := g.one("", utf8BOM) + strings.Join(keys[g.IntN(2):], "") + strings.Join(tables, "") + above()
	if g.chance(20) {
		text = strings.TrimRight(text, white)
	}
	return text
}
