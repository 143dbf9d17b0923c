// Package settings holds lariat's own settings: one table of options, each
// resolved as flag, LARIAT_ variable, the project's .lariat.toml, the user's
// config.toml, default. It is the one package that uses viper, which lowers
// the case of keys and so must never see a Wrangler file.
package settings

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/viper"
)

// Option is one setting: its key, its flag where it has one, and its default.
// The variable is LARIAT_ and the key in capitals.
type Option struct {
	Key     string
	Flag    string
	Default string
	Help    string
	Values  []string // the allowed values; nil means any
	check   func(string) error
}

// Env is the name of the option's environment variable.
func (o Option) Env() string { return "LARIAT_" + strings.ToUpper(o.Key) }

// The keys of the options.
const (
	Target    = "target"
	AccountID = "account_id"
	StateDir  = "state_dir"
	Timeout   = "timeout"
	Color     = "color"
	LocalAddr = "local_addr"
)

// Options lists every setting in the order that help shows.
func Options() []Option {
	return []Option{
		{Key: AccountID, Flag: "account-id", Help: "account to work in"},
		{Key: Color, Flag: "color", Default: "auto", Help: "colour in output",
			Values: []string{"auto", "always", "never"}},
		{Key: LocalAddr, Default: "127.0.0.1:8911", Help: "address of the embedded backend"},
		{Key: StateDir, Flag: "state-dir", Help: "folder of the embedded backend's state"},
		{Key: Target, Default: "cloudflare", Help: "API to talk to; local means the embedded backend",
			Values: []string{"cloudflare", "local"}},
		{Key: Timeout, Flag: "timeout", Default: "30s", Help: "time limit for one operation, retries included",
			check: checkDuration},
	}
}

// Find returns the option with the given key.
func Find(key string) (Option, bool) {
	i := slices.IndexFunc(Options(), func(o Option) bool { return o.Key == key })
	if i < 0 {
		return Option{}, false
	}
	return Options()[i], true
}

// Check says whether the option takes value.
func (o Option) Check(value string) error {
	if o.Values != nil && !slices.Contains(o.Values, value) {
		return fmt.Errorf("%q is none of %s", value, strings.Join(o.Values, ", "))
	}
	if o.check != nil {
		return o.check(value)
	}
	return nil
}

func checkDuration(value string) error {
	if d, err := time.ParseDuration(value); err != nil || d <= 0 {
		return fmt.Errorf("%q is no duration such as 30s or 2m", value)
	}
	return nil
}

// Value is a resolved setting and where it came from.
type Value struct {
	Option
	Text   string
	Origin string // "default", "flag --timeout", "LARIAT_TIMEOUT", or a file's path
}

// Sources are the layers to resolve from.
type Sources struct {
	Flags       func(flag string) (value string, set bool)
	Env         func(name string) string
	ProjectFile string // .lariat.toml; may not exist
	UserFile    string // config.toml; may not exist
}

// InvalidError says that a layer holds a value that its option does not take,
// or a file that is no settings file.
type InvalidError struct {
	Origin string
	Err    error
}

func (e *InvalidError) Error() string { return e.Origin + ": " + e.Err.Error() }
func (e *InvalidError) Unwrap() error { return e.Err }

// Resolved are all settings after the layers were put on top of each other.
type Resolved struct{ values map[string]Value }

// Resolve reads the layers. It fails with an *InvalidError.
func Resolve(s Sources) (*Resolved, error) {
	project, err := load(s.ProjectFile)
	if err != nil {
		return nil, err
	}
	user, err := load(s.UserFile)
	if err != nil {
		return nil, err
	}
	r := &Resolved{values: map[string]Value{}}
	for _, o := range Options() {
		v := s.pick(o, project, user)
		if err := o.Check(v.Text); err != nil && v.Origin != "default" {
			return nil, &InvalidError{Origin: v.Origin, Err: fmt.Errorf("%s: %w", o.Key, err)}
		}
		r.values[o.Key] = v
	}
	return r, nil
}

func (s Sources) pick(o Option, project, user *viper.Viper) Value {
	if o.Flag != "" {
		if text, set := s.Flags(o.Flag); set {
			return Value{Option: o, Text: text, Origin: "flag --" + o.Flag}
		}
	}
	if text := s.Env(o.Env()); text != "" {
		return Value{Option: o, Text: text, Origin: o.Env()}
	}
	for _, file := range []*viper.Viper{project, user} {
		if file != nil && file.InConfig(o.Key) {
			return Value{Option: o, Text: file.GetString(o.Key), Origin: file.ConfigFileUsed()}
		}
	}
	return Value{Option: o, Text: o.Default, Origin: "default"}
}

// load reads one file into an instance of its own; nil when there is none.
func load(path string) (*viper.Viper, error) {
	if path == "" {
		return nil, nil //nolint:nilnil // no file is no layer
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // no file is no layer
	}
	v := viper.New()
	v.SetConfigFile(path)
	v.SetConfigType("toml")
	if err := v.ReadInConfig(); err != nil {
		return nil, &InvalidError{Origin: path, Err: err}
	}
	for _, key := range v.AllKeys() {
		if _, ok := Find(key); !ok {
			return nil, &InvalidError{Origin: path, Err: fmt.Errorf("unknown setting %q", key)}
		}
	}
	return v, nil
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

// Set writes one setting into the file at path, which it makes if need be. The
// file's other keys are kept; its comments are not, since viper drops them.
func Set(path, key, value string) error {
	v, err := load(path)
	if err != nil {
		return err
	}
	if v == nil {
		v = viper.New()
		v.SetConfigType("toml")
	}
	v.Set(key, value)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return replace(path, v.WriteConfigTo)
}

// replace puts a new file in the place of path in one step: whoever reads it
// sees the old one or the new one.
func replace(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".lariat-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) //nolint:errcheck // after the rename it is gone
	err = errors.Join(write(f), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
