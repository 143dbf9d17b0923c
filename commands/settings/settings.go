// Package settings holds lariat's own settings: one table of options, each
// resolved as flag, LARIAT_ variable, the project's .lariat.toml, the user's
// config.toml, default. It lowers the case of keys, and so never sees a Wrangler
// file.
package settings

import (
	"errors"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/suggest"
)

// Option is one setting: its key, its flag where it has one, and its default.
// The variable is LARIAT_ and the key in capitals, with underscores.
type Option struct {
	Key     string
	Flag    string
	Default string
	Help    string
	Values  []string // the allowed values; nil means any
	check   func(Layer, string) error

	// checkSet asks for more of values that are kept than check, which has to
	// let through what a test server understands.
	checkSet func(string) error
}

// Env is the name of the option's environment variable.
func (o Option) Env() string { return "LARIAT_" + strings.ToUpper(strings.ReplaceAll(o.Key, ".", "_")) }

// The keys of the options.
const (
	Target    = "target"
	AccountID = "account_id"
	StateDir  = "state_dir"
	Timeout   = "timeout"
	Color     = "color"
	LocalAddr = "local_addr"
	FailOn    = "check.fail_on"

	AuthDomain   = "auth_domain"
	CallbackPort = "callback_port"
	Keyring      = "keyring"
	OAuthClient  = "oauth_client_id"
	Profile      = "profile"
)

// Options lists every setting in the order that help shows.
func Options() []Option {
	return []Option{
		{Key: AccountID, Flag: "account-id", Help: "account to work in", checkSet: checkAccountID},
		{Key: AuthDomain, Default: "dash.cloudflare.com", Help: "where OAuth logins are made",
			check: checkAuthDomain},
		{Key: CallbackPort, Default: "8977", Help: "port on this machine that an OAuth login comes back to; 0 is any",
			check: checkPort},
		{Key: FailOn, Default: "error", Help: "severity from which on check exits with 3; its flag is --fail-on",
			Values: []string{"error", "warning", "info"}},
		{Key: Color, Flag: "color", Default: "auto", Help: "colour in output",
			Values: []string{"auto", "always", "never"}},
		{Key: Keyring, Default: "auto", Help: "keep logins in the system's keyring where there is one, or never",
			Values: []string{"auto", "off"}, check: checkPersonal},
		{Key: LocalAddr, Default: "127.0.0.1:8911", Help: "address of the embedded backend",
			check: checkAddress},
		{Key: OAuthClient, Help: "OAuth client that logins are made with", check: checkClientID},
		{Key: Profile, Flag: "profile", Default: "default", Help: "login to use", check: checkProfile},
		{Key: StateDir, Flag: "state-dir", Help: "folder of the embedded backend's state",
			check: checkStateDir},
		{Key: Target, Default: "cloudflare", Help: "API to talk to; local means the embedded backend",
			Values: []string{"cloudflare", "local"}},
		{Key: Timeout, Flag: "timeout", Default: "30s", Help: "time limit for one operation, retries included",
			check: checkDuration},
	}
}

// Keys lists the keys of Options.
func Keys() []string {
	var keys []string
	for _, o := range Options() {
		keys = append(keys, o.Key)
	}
	return keys
}

// Find returns the option with the given key.
func Find(key string) (Option, bool) {
	i := slices.IndexFunc(Options(), func(o Option) bool { return o.Key == key })
	if i < 0 {
		return Option{}, false
	}
	return Options()[i], true
}

// Instead is a value to use in place of one that the option does not take: the
// word that was probably meant, else an example.
func (o Option) Instead(value string) string {
	if word, ok := suggest.Nearest(value, o.Values); ok {
		return word
	}
	if o.Default != "" {
		return o.Default
	}
	return strings.ToUpper(o.Key)
}

// Layer is where a value comes from; a greater one wins.
type Layer int

// The layers.
const (
	LayerDefault Layer = iota
	LayerUser
	LayerProject
	LayerEnv
	LayerFlag
)

// Value is a resolved setting and where it came from.
type Value struct {
	Option
	Text   string
	Layer  Layer
	Origin string // "default", "flag --timeout", "LARIAT_TIMEOUT", or a file's path
}

// Sources are the layers to resolve from.
type Sources struct {
	Flags       func(flag string) (value string, set bool)
	Env         func(name string) string
	ProjectFile string // .lariat.toml; may not exist
	UserFile    string // config.toml; may not exist
}

// Resolved are all settings after the layers were put on top of each other.
type Resolved struct {
	values map[string]Value
	rules  []RuleSetting
	files  []*file // that could be read

	// Faults are what is wrong in the files. What they hold at that place
	// counts for nothing, so that a command that needs no settings, or mends
	// them, can go on.
	Faults []*InvalidError

	// Warnings are about what counts for nothing either, and stops nobody: keys
	// that this version does not know, and a project's file of another user.
	Warnings []*InvalidError
}

// Resolve reads the layers. It fails with an *InvalidError where a flag or a
// variable holds a value that its option does not take.
func Resolve(s Sources) (*Resolved, error) {
	r := &Resolved{values: map[string]Value{}}
	files := []*file{r.load(LayerProject, s.ProjectFile), r.load(LayerUser, s.UserFile)}
	for _, f := range slices.Backward(files) {
		if f != nil {
			r.rules, r.files = append(r.rules, f.ruleSettings()...), append(r.files, f)
		}
	}
	for _, o := range Options() {
		v := s.given(o)
		if v.Layer == LayerDefault {
			v = r.pick(o, files)
		} else if v.Text == "" {
			return nil, newInvalidError(v, errors.New("an empty value is none"))
		} else if err := o.Check(v.Layer, v.Text); err != nil {
			return nil, newInvalidError(v, err)
		}
		r.values[o.Key] = v
	}
	return r, nil
}

// given is the value of this command line, or the default.
func (s Sources) given(o Option) Value {
	if o.Flag != "" {
		if text, set := s.Flags(o.Flag); set {
			return Value{Option: o, Text: text, Layer: LayerFlag, Origin: "flag --" + o.Flag}
		}
	}
	if text := s.Env(o.Env()); text != "" {
		return Value{Option: o, Text: text, Layer: LayerEnv, Origin: o.Env()}
	}
	return Value{Option: o, Text: o.Default, Origin: "default"}
}

// pick is the value of the first file that has a good one, or the default. The
// faults of all files are kept: mending one should not bring up the next.
func (r *Resolved) pick(o Option, files []*file) Value {
	picked := Value{Option: o, Text: o.Default, Origin: "default"}
	for _, f := range files {
		if f == nil || !f.values.has(o.Key) {
			continue
		}
		v := Value{Option: o, Layer: f.layer, Origin: f.path}
		var err error
		v.Text, err = f.text(o)
		switch {
		case err != nil:
			r.Faults = append(r.Faults, f.fault(v, err))
		case picked.Layer == LayerDefault:
			picked = v
		}
	}
	return picked
}

// load reads the file of one layer; nil when there is none, or it is broken.
func (r *Resolved) load(layer Layer, path string) *file {
	if err := checkOwner(layer, path); err != nil {
		r.Warnings = append(r.Warnings, err)
		return nil
	}
	f, err := readFile(layer, path)
	if err != nil {
		r.Faults = append(r.Faults, err)
		return nil
	}
	if f != nil {
		r.Warnings = append(r.Warnings, f.unknown()...)
	}
	return f
}

// Get returns a setting by its key; the zero Value for an unknown key.
func (r *Resolved) Get(key string) Value { return r.values[key] }

// All returns every setting in the order of Options.
func (r *Resolved) All() []Value {
	all := make([]Value, 0, len(r.values))
	for _, o := range Options() {
		all = append(all, r.values[o.Key])
	}
	return all
}
