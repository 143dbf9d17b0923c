package check

import (
	"regexp"
	"strings"
)

// A flag is cloudflared's where cloudflared comes before it in the same command,
// or where the command is that of cloudflared's image, container or unit.

// runsCloudflared reports whether the flag at an offset is one of cloudflared.
func (c *cloudflaredText) runsCloudflared(offset int) bool {
	switch c.source.language {
	case yamlText:
		return c.source.inContainer(offset)
	case dockerText:
		return c.source.inStage(offset)
	default:
		return namesUnit(c.path) || c.source.inUnit(offset)
	}
}

const (
	// Where cloudflared is the host that another program talks to.
	cloudflaredAsHost = `//[^/\s"']*cloudflared|(?:^|[^/\w])cloudflared:\d{2,5}(?:[^\w.-]|$)`

	// What stands between the commands of a line.
	commandEnd = `&&|\|\||;|\s[|&]\s`
)

// runs reports whether a text, which may be the first half of a command, has
// cloudflared in it as a program, an image or a file.
func runs(text string) bool {
	text = strings.ToLower(text)
	return strings.Contains(text, "cloudflared") &&
		strings.Contains(regexp.MustCompile(cloudflaredAsHost).ReplaceAllString(text, " "), "cloudflared")
}

// runsBefore reports whether cloudflared comes before an offset, in the command
// that it is in of those that begin at start.
func (s *sourceText) runsBefore(start, offset int) bool {
	text := string(s.text[start:offset])
	if ends := regexp.MustCompile(commandEnd).FindAllStringIndex(text, -1); len(ends) > 0 {
		text = text[ends[len(ends)-1][1]:]
	}
	return runs(text)
}

// statement is the lines around i that backslashes make one.
func (s *sourceText) statement(i int) (from, to int) {
	for from = i; from > 0 && (s.lines[from-1].blank || s.goesOn(from-1)); {
		from--
	}
	for from < i && s.lines[from].blank {
		from++
	}
	for to = i + 1; to < len(s.lines) && (s.lines[to-1].blank || s.goesOn(to-1)); {
		to++
	}
	return from, to
}

func (s *sourceText) goesOn(i int) bool {
	return strings.HasSuffix(strings.TrimRight(s.line(i), " \t\r\n"), `\`)
}

func (s *sourceText) line(i int) string { return s.between(i, i+1) }

// between is the text of some lines.
func (s *sourceText) between(from, to int) string {
	if to < len(s.lines) {
		return string(s.text[s.lines[from].start:s.lines[to].start])
	}
	return string(s.text[s.lines[from].start:])
}

// namesUnit reports whether a unit, or what a file is a part of, is cloudflared's
// by its name.
func namesUnit(path string) bool {
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(path, `\`, "/")), "/")
	if last := len(parts) - 1; last > 0 && strings.HasSuffix(parts[last], ".conf") {
		parts = parts[:last]
	}
	return strings.HasPrefix(parts[len(parts)-1], "cloudflared")
}

// inUnit looks at the command that an offset of a unit is in. What is in none,
// such as a variable, is for all of them.
func (s *sourceText) inUnit(offset int) bool {
	isExec := func(i int) bool { return strings.HasPrefix(strings.TrimLeft(s.line(i), " \t"), "Exec") }
	from, _ := s.statement(s.lineOf(offset))
	if isExec(from) {
		return s.runsBefore(s.lines[from].start, offset)
	}
	for i := range s.lines {
		if !isExec(i) {
			continue
		}
		if _, to := s.statement(i); runs(s.between(i, to)) {
			return true
		}
	}
	return false
}

// inStage looks at the instruction that an offset of a Dockerfile is in, and
// unless it only runs while the image is built, at what the image is and starts.
func (s *sourceText) inStage(offset int) bool {
	i, _ := s.statement(s.lineOf(offset))
	if s.runsBefore(s.lines[i].start, offset) {
		return true
	}
	switch s.instruction(i) {
	case "RUN", "HEALTHCHECK":
		return false
	}
	from, to := s.stage(i)
	for at := from; at < to; at++ {
		switch s.instruction(at) {
		case "FROM", "ENTRYPOINT", "CMD":
			if _, end := s.statement(at); at != i && runs(s.between(at, end)) {
				return true
			}
		}
	}
	return false
}

// instruction is the word that line i begins with.
func (s *sourceText) instruction(i int) string {
	words := strings.Fields(s.line(i))
	if len(words) == 0 {
		return ""
	}
	return strings.ToUpper(words[0])
}

// stage is the lines of a Dockerfile from one FROM to the next.
func (s *sourceText) stage(i int) (from, to int) {
	starts := func(i int) bool { return s.instruction(i) == "FROM" }
	for from = i; from > 0 && !starts(from); {
		from--
	}
	for to = i + 1; to < len(s.lines) && !starts(to); {
		to++
	}
	return from, to
}
