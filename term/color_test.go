package term

import "testing"

// environ is an environment that holds these variables alone.
func environ(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

func TestColorDecision(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		env       map[string]string
		mode      ColorMode
		tty, pipe bool
	}{
		{nil, ColorAuto, true, false},
		{nil, ColorAlways, true, true},
		{nil, ColorNever, false, false},
		{map[string]string{"NO_COLOR": "1"}, ColorAuto, false, false},
		{map[string]string{"NO_COLOR": ""}, ColorAuto, true, false},
		{map[string]string{"CLICOLOR": "0"}, ColorAuto, false, false},
		{map[string]string{"CLICOLOR": "1"}, ColorAuto, true, false},
		{map[string]string{"TERM": "dumb"}, ColorAuto, false, false},
		{map[string]string{"TERM": "xterm"}, ColorAuto, true, false},
		{map[string]string{"CLICOLOR_FORCE": "1"}, ColorAuto, true, true},
		{map[string]string{"CLICOLOR_FORCE": "0"}, ColorAuto, true, false},
		{map[string]string{"FORCE_COLOR": "1"}, ColorAuto, true, true},
		{map[string]string{"FORCE_COLOR": "1"}, ColorNever, false, false},
		{map[string]string{"FORCE_COLOR": "1", "NO_COLOR": "1"}, ColorAuto, false, false},
		{map[string]string{"NO_COLOR": "1"}, ColorAlways, true, true}, // a flag beats the environment
	} {
		env := readColorEnv(environ(tt.env))
		if tty, pipe := env.decide(tt.mode, true), env.decide(tt.mode, false); tty != tt.tty || pipe != tt.pipe {
			t.Errorf("%v %s: terminal %v, pipe %v; want %v, %v", tt.env, tt.mode, tty, pipe, tt.tty, tt.pipe)
		}
	}
}

// The exact sequences: of the 16 colours and no others, whatever the process
// that runs the test has for a terminal.
func TestStyle(t *testing.T) {
	t.Parallel()
	plain, _, _ := Buffers("", true, 80)
	s := plain.WithColor(ColorAlways)
	for name, want := range map[string]string{
		"ok":      "\x1b[32mx\x1b[0m",
		"warn":    "\x1b[33mx\x1b[0m",
		"fail":    "\x1b[1;31mx\x1b[0m",
		"name":    "\x1b[36mx\x1b[0m",
		"dim":     "\x1b[2mx\x1b[0m",
		"heading": "\x1b[1mx\x1b[0m",
		"unknown": "x",
	} {
		for _, out := range []*Output{s.Out, s.Err} {
			if got := out.Style(name, "x"); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		if got := plain.Out.Style(name, "x"); got != "x" {
			t.Errorf("%s without colour: %q", name, got)
		}
	}
}

func TestWithColorCopies(t *testing.T) {
	t.Parallel()
	s, out, _ := Buffers("", false, 80)
	colored := s.WithColor(ColorAlways)
	if s.Out.Colored() || !colored.Out.Colored() || !colored.Err.Colored() {
		t.Errorf("before %v, after %v and %v", s.Out.Colored(), colored.Out.Colored(), colored.Err.Colored())
	}
	if _, err := colored.Out.Write([]byte("x")); err != nil || out.String() != "x" {
		t.Errorf("the copy writes elsewhere: %q, %v", out, err)
	}
}
