package auth

import "time"

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
// ErrNone, a *MalformedError, or an *ExpiredError.
func Find(s Sources) (Credentials, error) {
	if token := s.Env(EnvToken); token.Value != "" {
		c := Credentials{token: token.Value, Source: describe(EnvToken, token.File), File: token.home()}
		return c, checkSecret(c.Source, token.Value)
	}
	key, email := s.Env(EnvKey), s.Env(EnvEmail)
	if key.Value != "" && email.Value != "" {
		keySource, emailSource := describe(EnvKey, key.File), describe(EnvEmail, email.File)
		c := Credentials{key: key.Value, email: email.Value, Source: keySource + " and " + emailSource}
		if key.home() == email.home() {
			c.File = key.home()
		}
		if err := checkSecret(keySource, key.Value); err != nil {
			return c, err
		}
		return c, checkSecret(emailSource, email.Value)
	}
	return wranglerLogin(s)
}

func describe(name, file string) string {
	if file == "" {
		return name
	}
	return name + " in " + file
}
