package configfile

import "strings"

// envLine is a variable as a .env file has it, before expansion.
type envLine struct {
	name, value string
	line        int
}

// parseEnv reads the dialect of the dotenv package, which Wrangler uses: an
// optional "export", NAME=value or NAME: value, values bare up to a # or in
// one of three kinds of quotes, which may go over several lines. As there, a
// line that is none of this is passed over.
func parseEnv(src string) []envLine {
	src = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(src)
	var out []envLine
	for line := 1; src != ""; {
		name, rest, ok := cutEnvName(src)
		if !ok {
			_, src, _ = strings.Cut(src, "\n")
			line++
			continue
		}
		value, n := envValue(rest)
		out = append(out, envLine{name: name, value: value, line: line})
		end := len(src) - len(rest) + n
		if i := strings.IndexByte(src[end:], '\n'); i >= 0 {
			end += i + 1
		} else {
			end = len(src)
		}
		line += strings.Count(src[:end], "\n")
		src = src[end:]
	}
	return out
}

// cutEnvName takes the name and the separator off the first line of src. rest
// starts at the value.
func cutEnvName(src string) (name, rest string, ok bool) {
	s := strings.TrimLeft(src, " \t")
	if after, found := strings.CutPrefix(s, "export"); found && after != strings.TrimLeft(after, " \t") {
		s = strings.TrimLeft(after, " \t")
	}
	n := 0
	for n < len(s) && (isBareKey(rune(s[n])) || s[n] == '.') {
		n++
	}
	name, rest = s[:n], s[n:]
	if after, colon := strings.CutPrefix(rest, ":"); colon {
		rest = strings.TrimLeft(after, " \t")
		return name, rest, name != "" && rest != after
	}
	rest = strings.TrimLeft(rest, " \t")
	if !strings.HasPrefix(rest, "=") {
		return "", "", false
	}
	return name, strings.TrimLeft(rest[1:], " \t"), name != ""
}

// envValue reads the value at the start of s, and how much of s it took.
func envValue(s string) (value string, n int) {
	if s != "" && strings.IndexByte("'\"`", s[0]) >= 0 {
		if end := closingQuote(s); end > 0 {
			return unquoteEnv(s[:end+1]), end + 1
		}
	}
	line, _, _ := strings.Cut(s, "\n")
	n = len(line)
	line, _, _ = strings.Cut(line, "#")
	return unquoteEnv(strings.TrimSpace(line)), n
}

// closingQuote is the index of the quote that ends the value s, 0 if there is
// none. Behind it only a comment may follow. The first quote without a
// backslash is taken if that holds; else the last one before it with a
// backslash for which it does, as in a Windows path.
func closingQuote(s string) int {
	var escaped []int
	for i := 1; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] == s[0] {
			i++
			escaped = append(escaped, i)
			continue
		}
		if s[i] == s[0] {
			escaped = append(escaped, i)
			break
		}
	}
	for i := len(escaped) - 1; i >= 0; i-- {
		if endsValue(s[escaped[i]+1:]) {
			return escaped[i]
		}
	}
	return 0
}

// endsValue reports whether the rest of a line has nothing but a comment.
func endsValue(rest string) bool {
	rest = strings.TrimLeft(rest, " \t")
	return rest == "" || rest[0] == '\n' || rest[0] == '#'
}

// unquoteEnv takes the quotes off. Only double quotes know escapes, and only
// those of line breaks.
func unquoteEnv(s string) string {
	if s == "" || strings.IndexByte("'\"`", s[0]) < 0 {
		return s
	}
	double := s[0] == '"'
	if len(s) > 1 && s[len(s)-1] == s[0] {
		s = s[1 : len(s)-1]
	}
	if double {
		s = strings.NewReplacer(`\n`, "\n", `\r`, "\r").Replace(s)
	}
	return s
}
