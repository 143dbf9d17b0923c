package term

// ColorMode is the user's choice of colour.
type ColorMode string

// The modes: colour on terminals that want it, always, never.
const (
	ColorAuto   ColorMode = "auto"
	ColorAlways ColorMode = "always"
	ColorNever  ColorMode = "never"
)

// colorEnv is what the environment says about colour.
type colorEnv struct{ force, forbid bool }

// readColorEnv follows NO_COLOR, CLICOLOR, CLICOLOR_FORCE, FORCE_COLOR and
// TERM=dumb.
func readColorEnv(env func(string) string) colorEnv {
	on := func(name string) bool { v := env(name); return v != "" && v != "0" }
	return colorEnv{
		force:  on("CLICOLOR_FORCE") || on("FORCE_COLOR"),
		forbid: env("NO_COLOR") != "" || env("CLICOLOR") == "0" || env("TERM") == "dumb",
	}
}

func (e colorEnv) decide(mode ColorMode, tty bool) bool {
	switch {
	case mode == ColorAlways:
		return true
	case mode == ColorNever, e.forbid:
		return false
	default:
		return tty || e.force
	}
}

// WithColor returns the streams with the user's choice applied: a flag beats
// the environment.
func (s Streams) WithColor(mode ColorMode) Streams {
	if mode == ColorAuto {
		return s
	}
	out, err := *s.Out, *s.Err
	out.color = out.env.decide(mode, out.tty)
	err.color = err.env.decide(mode, err.tty)
	return Streams{In: s.In, Out: &out, Err: &err}
}

// Style colours text by the name of its role: ok, warn, fail, name, dim or
// heading. Without colour, and for other names, it returns text as it is.
func (o *Output) Style(name, text string) string {
	if !o.color {
		return text
	}
	if code := sgr(name); code != "" {
		return "\x1b[" + code + "m" + text + "\x1b[0m"
	}
	return text
}

// sgr is how a role looks in the 8 colours that every terminal has, which people
// choose for themselves (ECMA-48, 8.3.117).
func sgr(name string) string {
	switch name {
	case "ok":
		return "32"
	case "warn":
		return "33"
	case "fail":
		return "1;31"
	case "name":
		return "36"
	case "dim":
		return "2"
	case "heading":
		return "1"
	default:
		return ""
	}
}
