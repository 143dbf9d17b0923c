package auth

import (
	"errors"
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

	// Home, ConfigHome and OS say where Wrangler keeps its login: the user's
	// home folder, $XDG_CONFIG_HOME, and the value of runtime.GOOS.
	Home       string
	ConfigHome string
	AppData    string
	OS         string

	Now time.Time
}

// Find returns the credentials that win: a token in the environment, then the
// global key, then Wrangler's stored login. Wrangler lets the key win over the
// token; a token is the narrower right, so lariat prefers it. It fails with
// ErrNone, a *MalformedError, an *ExpiredError, or an *EncryptedError.
func Find(s Sources) (Credentials, error) {
	if token := s.Env(EnvToken); token.Value != "" {
		c := Token(token.Value, describe(EnvToken, token.File))
		c.File = token.home()
		return c, check(EnvToken, token)
	}
	key, email := s.Env(EnvKey), s.Env(envEmail)
	if key.Value != "" && email.Value != "" {
		return globalKey(key, email)
	}
	c, err := wranglerLogin(s)
	if errors.Is(err, ErrNone) && key.Value != "" {
		return c, &MalformedError{Variable: envEmail, Source: envEmail,
			Reason: "is missing; " + describe(EnvKey, key.File) + " needs it"}
	}
	return c, err
}

// InVariables reports whether variables hold credentials, which win over every
// stored login. A global key without its e-mail address is none.
func InVariables(value func(name string) string) bool {
	return value(EnvToken) != "" || value(EnvKey) != "" && value(envEmail) != ""
}

func globalKey(key, email Variable) (Credentials, error) {
	c := Credentials{
		secrets: secrets{key: key.Value, email: email.Value}.hidden,
		Source:  describe(EnvKey, key.File) + " and " + describe(envEmail, email.File),
	}
	if key.home() == email.home() {
		c.File = key.home()
	}
	if err := check(EnvKey, key); err != nil {
		return c, err
	}
	return c, check(envEmail, email)
}

func describe(name, file string) string {
	if file == "" {
		return name
	}
	return name + " in " + file
}
