package term

import (
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"
)

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
	// A renderer of its own with a fixed profile never looks at the terminal.
	r := lipgloss.NewRenderer(o.w, termenv.WithProfile(termenv.ANSI))
	r.SetColorProfile(termenv.ANSI)
	style := r.NewStyle()
	switch name {
	case "ok":
		style = style.Foreground(lipgloss.Color("2"))
	case "warn":
		style = style.Foreground(lipgloss.Color("3"))
	case "fail":
		style = style.Foreground(lipgloss.Color("1")).Bold(true)
	case "name":
		style = style.Foreground(lipgloss.Color("6"))
	case "dim":
		style = style.Faint(true)
	case "heading":
		style = style.Bold(true)
	default:
		return text
	}
	return style.Render(text)
}
