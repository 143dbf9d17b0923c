package auth

import (
	"encoding/json"
	"time"
)

// KindWrangler is the kind of a login that uses Wrangler's, and holds no secret.
const KindWrangler Kind = "wrangler"

// DefaultProfile is the profile of who names none.
const DefaultProfile = "default"

// Login is one of lariat's own: a profile at one API. Logins of one profile at
// several APIs stand beside each other, since a token of one is nothing to
// another. Its secret is never printed.
type Login struct {
	Profile string
	API     string // the base address that it is for
	Kind    Kind
	Client  *Client // of OAuth
	Scopes  []string
	Expires time.Time // of the token; zero: never, or not known
	Account Account   // the one that was chosen for it; zero: none yet

	Wrangler string // the profile of Wrangler's that a login of Wrangler's means

	entry  string       // the keyring's, which holds the secret; "" where the file does
	secret func() grant // of a login that is about to be kept, or of one in a file
	path   string       // where it is kept
}

// Account is a choice of an account, which outlives the command that asked.
type Account struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Client is the OAuth client that a login was issued to, and where it is renewed
// and revoked: always there, whatever the settings say by now.
type Client struct {
	ID        string `json:"id"`
	TokenURL  string `json:"token_url"`
	RevokeURL string `json:"revoke_url"`
}

// grant is what is secret of a login.
type grant struct {
	Token   string `json:"token"`
	Refresh string `json:"refresh_token,omitempty"`
}

func (g grant) hidden() grant { return g }

// Path is the file that holds the login, or names the keyring's entry.
func (l Login) Path() string { return l.path }

// InKeyring says that the secret is in the system's keyring.
func (l Login) InKeyring() bool { return l.entry != "" }

// loginFile is a login as its file has it. The file is lariat's alone, but for
// its name.
type loginFile struct {
	Profile string    `json:"profile"`
	API     string    `json:"api"`
	Kind    Kind      `json:"kind"`
	Client  *Client   `json:"client,omitempty"`
	Scopes  []string  `json:"scopes,omitempty"`
	Expires time.Time `json:"expires,omitzero"`
	Account Account   `json:"account,omitzero"`

	Wrangler string `json:"wrangler_profile,omitempty"`

	Entry  string `json:"keyring_entry,omitempty"`
	Secret *grant `json:"secret,omitempty"`
}

// encode is the file of a login, with its secret unless the keyring has it.
func (l Login) encode() []byte {
	f := loginFile{
		Profile: l.Profile, API: l.API, Kind: l.Kind, Client: l.Client, Scopes: l.Scopes,
		Expires: l.Expires, Account: l.Account, Wrangler: l.Wrangler, Entry: l.entry,
	}
	if l.entry == "" && l.secret != nil {
		g := l.secret()
		f.Secret = &g
	}
	text, _ := json.MarshalIndent(f, "", "  ") // of strings and times, which always have a form
	return append(text, '\n')
}

// decode reads the file of a login. Of one that is malformed there is left what it
// takes to delete it.
func decode(path string, text []byte) (Login, error) {
	var f loginFile
	malformed := &MalformedError{File: path, Source: "the login in " + path}
	if err := json.Unmarshal(text, &f); err != nil {
		malformed.Reason = "is not valid JSON" // what the decoder says may quote it
		return Login{path: path}, malformed
	}
	l := Login{
		Profile: f.Profile, API: f.API, Kind: f.Kind, Client: f.Client, Scopes: f.Scopes,
		Expires: f.Expires, Account: f.Account, Wrangler: f.Wrangler, entry: f.Entry, path: path,
	}
	if f.Secret != nil {
		l.secret = f.Secret.hidden
	}
	switch {
	case l.Kind == KindWrangler:
	case l.Kind != KindToken && l.Kind != KindOAuth:
		malformed.Reason = "is of a kind that this lariat does not know"
	case l.Kind == KindOAuth && l.Client == nil:
		malformed.Reason = "names no OAuth client"
	case l.entry == "" && l.secret == nil:
		malformed.Reason = "holds no secret"
	case l.secret != nil:
		malformed.Reason = flaw(l.secret().Token)
	}
	if malformed.Reason != "" {
		return Login{entry: l.entry, path: path}, malformed
	}
	return l, nil
}
