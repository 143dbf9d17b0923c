package hook

import "strings"

// The lines between which the check stands in a hook.
const (
	begin = "# lariat: begin (written by lariat hook install)\n"
	end   = "# lariat: end\n"
)

// block is the check in POSIX shell, which may run with -e and -u. git hands
// refs to a pre-push hook on its standard input, which the rest of the hook may
// want to read. Only findings, exit code 3, stop what git is about to do. Where
// the account could not be asked, 4 and 6, they are in what was printed, and
// the files alone tell whether there are any.
func block(offline bool) string {
	if offline {
		return begin + "lariat_code=0\nlariat check --offline </dev/null || lariat_code=$?\n" + verdict + end
	}
	return begin + `lariat_code=0
lariat check </dev/null || lariat_code=$?
case $lariat_code in
4 | 6) lariat check --offline </dev/null >/dev/null 2>&1 || lariat_code=$? ;;
esac
` + verdict + end
}

const verdict = `case $lariat_code in
0) ;;
3) echo "lariat: the VPC bindings would not work; --no-verify goes on all the same" >&2; exit 1 ;;
4 | 6) echo "lariat: the VPC bindings could not be checked in full" >&2 ;;
*) echo "lariat: the VPC bindings could not be checked" >&2 ;;
esac
`

// refusal says what a hook is that is left as it is, and what to do.
type refusal struct{ is, hint string }

func (r *refusal) Error() string { return r.is }

// install puts the block into a hook: in the place of an older one, else before
// anything can end the script. A plain one is for sh without saying so.
func install(hook, block string, plain bool) (string, error) {
	if head, rest, found := strings.Cut(hook, begin); found {
		_, tail, closed := strings.Cut(rest, end)
		if !closed {
			return "", &refusal{"a hook in which the line \"" + strings.TrimSpace(end) + "\" is missing",
				"delete the lines from \"# lariat: begin\" on that lariat wrote, then: lariat hook install"}
		}
		return head + block + tail, nil
	}
	first, rest, _ := strings.Cut(hook, "\n")
	switch {
	case plain && !strings.HasPrefix(first, "#!"):
		return block + hook, nil
	case strings.TrimSpace(hook) == "":
		return "#!/bin/sh\n" + block, nil
	case !isShell(first):
		return "", &refusal{"a hook that is no shell script", "add this line to it: lariat check </dev/null"}
	}
	return first + "\n" + block + rest, nil
}

// isShell says whether a first line leads to a shell that reads what block
// writes.
func isShell(line string) bool {
	program, found := strings.CutPrefix(strings.TrimRight(line, "\r"), "#!")
	if !found {
		return false
	}
	for _, word := range strings.Fields(program) {
		switch word[strings.LastIndexByte(word, '/')+1:] {
		case "sh", "bash", "dash", "zsh", "ksh", "ash":
			return true
		}
	}
	return false
}
