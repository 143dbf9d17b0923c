package auth

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"time"
)

// Variable is a variable as it was found. The zero Variable is none.
type Variable struct {
	Value    string
	File     string // the project's .env file that sets it; "" for the process environment
	Borrowed bool   // the value is made of others, which File does not hold
}

// home is the file that holds the whole value, "" if none does.
func (v Variable) home() string {
	if v.Borrowed {
		return ""
	}
	return v.File
}

// Sources are the places to look in.
type Sources struct {
	Env func(name string) Variable

	// API is the base address that the credentials are for, and Logins are
	// lariat's own, of which Profile is the one to use.
	API     string
	Logins  Logins
	Profile string // "" is DefaultProfile

	// Named says that something names Profile, so that no other login may stand in
	// for it. Chosen says that this very command line does: it wins over variables
	// then, which may have been there for weeks.
	Named, Chosen bool

	// Home, ConfigHome, AppData and OS say where Wrangler keeps its login: the
	// user's home folder, $XDG_CONFIG_HOME, %APPDATA%, and the value of
	// runtime.GOOS. Dir is the working folder, which may have a profile.
	Home       string
	ConfigHome string
	AppData    string
	OS         string
	Dir        string

	Now  func() time.Time
	HTTP *http.Client // for renewing logins; nil: one of its own
	Warn func(error)  // told what does not keep a command from going on
}

// process is a variable of the process environment. A project's file has no say
// in where a login is renewed.
func (s Sources) process(name string) string {
	if v := s.Env(name); v.File == "" {
		return v.Value
	}
	return ""
}

func (s Sources) profile() string { return cmp.Or(s.Profile, DefaultProfile) }

// Find returns the credentials that win: a token in the environment, then the
// global key, then lariat's own login, then Wrangler's. Wrangler lets the key win
// over the token; a token is the narrower right, so lariat prefers it. It fails
// with ErrNone, a *MalformedError, an *ExpiredError, an *EncryptedError, or a
// *ProfileError. It asks nobody: OAuth logins are renewed when a request needs it.
func Find(s Sources) (Credentials, error) {
	for _, look := range s.order() {
		if c, err := look(); !errors.Is(err, ErrNone) {
			return c, err
		}
	}
	if key := s.Env(EnvKey); key.Value != "" {
		return Credentials{}, &MalformedError{Variable: EnvEmail, Source: EnvEmail,
			Reason: "is missing; " + describe(EnvKey, key.File) + " needs it"}
	}
	return Credentials{}, ErrNone
}

// Candidate is a source that holds credentials, be they in order or not.
type Candidate struct {
	Source  string
	Kind    Kind
	Profile string
	Err     error // why they could not be used
}

// All lists the sources that hold credentials. The first are those that Find
// returns.
func All(s Sources) []Candidate {
	var all []Candidate
	for _, look := range s.order() {
		c, err := look()
		known := func(other Candidate) bool { return other.Source == c.Source }
		if errors.Is(err, ErrNone) || c.Source == "" || slices.ContainsFunc(all, known) {
			continue
		}
		all = append(all, Candidate{c.Source, c.Kind, c.Profile, err})
	}
	return all
}

// order is how sources are looked through. Each fails with ErrNone where it holds
// nothing.
func (s Sources) order() []func() (Credentials, error) {
	type looks = []func() (Credentials, error)
	variables := looks{s.token, s.globalKey}
	switch {
	case s.Chosen:
		return slices.Concat(looks{s.namedLogin}, variables, looks{s.Wrangler})
	case s.Named:
		return slices.Concat(variables, looks{s.namedLogin})
	}
	return slices.Concat(variables, looks{s.ownLogin, s.Wrangler})
}

func (s Sources) token() (Credentials, error) {
	token := s.Env(EnvToken)
	if token.Value == "" {
		return Credentials{}, ErrNone
	}
	c := Token(token.Value, describe(EnvToken, token.File))
	c.FromEnv, c.File = true, token.home()
	return c, check(EnvToken, token)
}

func (s Sources) globalKey() (Credentials, error) {
	key, email := s.Env(EnvKey), s.Env(EnvEmail)
	if key.Value == "" || email.Value == "" {
		return Credentials{}, ErrNone
	}
	c := Credentials{
		hold:   fixed{key: key.Value, email: email.Value}.hold,
		Source: describe(EnvKey, key.File) + " and " + describe(EnvEmail, email.File),
		Kind:   KindKey, FromEnv: true,
	}
	if key.home() == email.home() {
		c.File = key.home()
	}
	if err := check(EnvKey, key); err != nil {
		return c, err
	}
	return c, check(EnvEmail, email)
}

// Wrangler finds the login that Wrangler would use here. It fails as Find does.
func (s Sources) Wrangler() (Credentials, error) { return wranglerLogin(s, s.WranglerProfile()) }

func describe(name, file string) string {
	if file == "" {
		return name
	}
	return name + " in " + file
}
