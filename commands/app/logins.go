package app

import (
	"cmp"
	"os"
	"path/filepath"
	"strconv"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/commands/settings"
)

// Logins are lariat's own.
func (a *App) Logins() (auth.Logins, error) {
	use, err := a.Setting(settings.Keyring)
	if err != nil {
		return auth.Logins{}, err
	}
	var l auth.Logins
	if file := a.UserSettings(); file != "" {
		l.Dir = filepath.Join(filepath.Dir(file), "auth")
	}
	if use.Text != "off" {
		l.Keyring = &auth.SystemKeyring{Limit: auth.KeyringLimit, NoBus: a.hasNoBus()}
	}
	return l, nil
}

// LoginSources are AuthSources for a command about logins, of which the local
// state has none.
func (a *App) LoginSources() (auth.Sources, error) {
	t, err := a.Target()
	if err != nil {
		return auth.Sources{}, err
	}
	if t.Local {
		return auth.Sources{}, Usage("lariat local serve # whom it serves over HTTP can log in there",
			"the local state needs no login, and %s chooses it", t.Source)
	}
	return a.AuthSources()
}

// hasNoBus looks where the library does for a D-Bus session, which keyrings of
// other systems do without.
func (a *App) hasNoBus() bool {
	if a.OS == "darwin" || a.OS == "windows" || a.Env("DBUS_SESSION_BUS_ADDRESS") != "" {
		return false
	}
	dir := cmp.Or(a.Env("XDG_RUNTIME_DIR"), "/run/user/"+strconv.Itoa(os.Getuid()))
	for _, name := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return false
		}
	}
	return true
}
