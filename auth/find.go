package auth

import "time"

// Lookup finds a variable: its value and, when one of the project's .env files
// sets it, that file.
type Lookup func(name string) (value, file string)

// Sources are the places to look in.
type Sources struct {
	Env Lookup

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
	if token, file := s.Env(EnvToken); token != "" {
		c := Credentials{token: token, Source: describe(EnvToken, file), FromProject: file != ""}
		return c, checkSecret(c.Source, token)
	}
	key, keyFile := s.Env(EnvKey)
	email, emailFile := s.Env(EnvEmail)
	if key != "" && email != "" {
		c := Credentials{
			key: key, email: email,
			Source:      describe(EnvKey, keyFile) + " and " + describe(EnvEmail, emailFile),
			FromProject: keyFile != "" && emailFile != "",
		}
		if err := checkSecret(describe(EnvKey, keyFile), key); err != nil {
			return c, err
		}
		return c, checkSecret(describe(EnvEmail, emailFile), email)
	}
	return wranglerLogin(s)
}

func describe(name, file string) string {
	if file == "" {
		return name
	}
	return name + " in " + file
}
