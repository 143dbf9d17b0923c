package app

import (
	"errors"
	"net/url"
	"strings"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/internal/loopback"
)

// EnvBaseURL names the API, for Wrangler as well.
const EnvBaseURL = "CLOUDFLARE_API_BASE_URL"

// Target is the API that a command talks to.
type Target struct {
	Local   bool   // the embedded backend, in this process
	BaseURL string // where Local is false
	Source  string // what chose it
	file    string // the project's .env file that set BaseURL, if one did
}

// Name is the target with the account, for questions that a person should not
// answer without knowing where.
func (t Target) Name(account string) string {
	switch {
	case t.Local:
		return "the local state"
	case t.BaseURL == client.DefaultBaseURL:
		return "account " + account
	default:
		return "account " + account + " at " + t.BaseURL
	}
}

// Target decides once which API is meant: --local, the target setting,
// CLOUDFLARE_API_BASE_URL, else Cloudflare.
func (a *App) Target() (Target, error) {
	if a.target != nil {
		return *a.target, nil
	}
	t, err := a.chooseTarget()
	if err != nil {
		return Target{}, err
	}
	a.target = &t
	return t, nil
}

func (a *App) chooseTarget() (Target, error) {
	if a.Flags.Local {
		return Target{Local: true, Source: "--local"}, nil
	}
	v, err := a.Setting(settings.Target)
	if err != nil {
		return Target{}, err
	}
	if v.Text == "local" {
		return Target{Local: true, Source: v.Origin}, nil
	}
	if err := a.LoadEnv(); err != nil {
		return Target{}, err
	}
	base := a.Lookup(EnvBaseURL)
	if base.Value == "" {
		return Target{BaseURL: client.DefaultBaseURL, Source: "default"}, nil
	}
	t := Target{BaseURL: strings.TrimRight(base.Value, "/"), Source: EnvBaseURL, file: base.File}
	// The address itself carries what it is made of, so it is not shown either.
	if base.Borrowed && t.isForeign() {
		return t, Usage("write the address out in full, or set it in the environment: export "+EnvBaseURL+"=...",
			"refusing %s of %q: it takes values from outside of that file to an address of its choosing",
			EnvBaseURL, base.File)
	}
	return t, a.checkBaseURL(t)
}

func (a *App) checkBaseURL(t Target) error {
	const hint = "unset CLOUDFLARE_API_BASE_URL, or set it to an address such as " + client.DefaultBaseURL
	_, err := client.CheckBaseURL(t.BaseURL)
	if e, ok := errors.AsType[*client.OptionError](err); ok {
		return Usage(hint, "%s %s", EnvBaseURL, e.Reason)
	}
	if u, err := url.Parse(t.BaseURL); err == nil && u.Scheme == "http" && !loopback.Is(u.Hostname()) {
		a.Warn("%s %q is not encrypted: credentials travel in clear text", EnvBaseURL, t.BaseURL)
	}
	return nil
}

// Guard keeps a project's .env file from sending what is the user's to an
// address of its choosing: a cloned repository must not be able to. home is the
// .env file that holds the secret all by itself, if one does.
func (t Target) Guard(secret, home string) error {
	if !t.isForeign() || home == t.file {
		return nil
	}
	return t.refusal(secret)
}

// GuardCredentials is Guard for credentials. Wrangler's login is for Cloudflare,
// whatever a project says; lariat's own is for the API that it was made at.
func (t Target) GuardCredentials(c auth.Credentials) error {
	if t.file != "" && c.Wrangler != "" {
		return t.refusal(c.String())
	}
	return t.Guard(c.String(), c.File)
}

// GuardLogin keeps a project out of where its user logs in.
func (t Target) GuardLogin() error {
	if t.file == "" {
		return nil
	}
	return t.refusal("a login")
}

func (t Target) refusal(secret string) error {
	return &Problem{
		Kind: KindAuth,
		Msg:  "refusing to send " + secret + " to " + t.BaseURL + ", an address that " + t.file + " sets",
		Hint: "if you trust it: export " + EnvBaseURL + "=" + Quote(t.BaseURL),
	}
}

// isForeign says that a project's file chose an address outside this machine.
func (t Target) isForeign() bool {
	if t.file == "" {
		return false
	}
	u, err := url.Parse(t.BaseURL)
	return err != nil || !loopback.Is(u.Hostname())
}

// IsLoopback says that the API is a server on this machine.
func (t *Target) IsLoopback() bool {
	if t == nil || t.Local {
		return false
	}
	u, err := url.Parse(t.BaseURL)
	return err == nil && loopback.Is(u.Hostname())
}

// host is the address of the API, without its path.
func (t *Target) host() string {
	u, err := url.Parse(t.BaseURL)
	if err != nil {
		return ""
	}
	return u.Host
}
