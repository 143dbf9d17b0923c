package auth

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxLogin caps Wrangler's login file; a real one is below 2 KiB.
const maxLogin = 64 << 10

// ExpiredError says that Wrangler's stored login has expired.
type ExpiredError struct {
	Path string
	At   time.Time
}

func (e *ExpiredError) Error() string {
	return fmt.Sprintf("Wrangler's login in %s expired at %s", e.Path, e.At.UTC().Format(time.RFC3339))
}

// EncryptedError says that Wrangler keeps its login encrypted, with a key that
// is in the system's keyring.
type EncryptedError struct{ Path string }

func (e *EncryptedError) Error() string {
	return fmt.Sprintf("Wrangler's login in %s is encrypted, so that only Wrangler can read it", e.Path)
}

// wranglerLogin reads the login that `wrangler login` stored, if there is one
// (facts/wrangler.md 5.3). It is read, never written.
func wranglerLogin(s Sources) (Credentials, error) {
	base := filepath.Join(wranglerDir(s), "config", "default")
	c, err := plainLogin(base+".toml", s.Now)
	if !errors.Is(err, ErrNone) {
		return c, err
	}
	if _, err := os.Stat(base + ".enc"); err == nil {
		return c, &EncryptedError{Path: base + ".enc"}
	}
	return c, ErrNone
}

func plainLogin(path string, now time.Time) (Credentials, error) {
	data, err := bounded.ReadRegular(path, maxLogin)
	if errors.Is(err, fs.ErrNotExist) {
		return Credentials{}, ErrNone
	}
	if refused, ok := errors.AsType[bounded.Refusal](err); ok {
		return Credentials{}, fmt.Errorf("the login of Wrangler in %q %w", path, refused)
	}
	if err != nil {
		return Credentials{}, fmt.Errorf("could not read Wrangler's login: %w", err)
	}
	var login struct {
		Token   string    `toml:"oauth_token"`
		Expires time.Time `toml:"expiration_time"`
		Legacy  string    `toml:"api_token"`
	}
	malformed := &MalformedError{File: path, Source: "Wrangler's login (" + path + ")"}
	if err := toml.Unmarshal(data, &login); err != nil {
		// The parser's text may quote the line, and with it the token.
		malformed.Reason = "is not valid TOML"
		return Credentials{}, malformed
	}
	token := login.Token
	switch {
	case token == "" && login.Legacy == "":
		return Credentials{}, ErrNone
	case token == "":
		token = login.Legacy
	case !now.Before(login.Expires):
		return Credentials{}, &ExpiredError{Path: path, At: login.Expires}
	}
	if malformed.Reason = flaw(token); malformed.Reason != "" {
		return Credentials{}, malformed
	}
	return Token(token, malformed.Source), nil
}

// wranglerDir is the folder that Wrangler picks: the legacy one wherever it
// exists, else the platform's configuration folder.
func wranglerDir(s Sources) string {
	legacy := filepath.Join(s.Home, ".wrangler")
	if info, err := os.Stat(legacy); err == nil && info.IsDir() {
		return legacy
	}
	if s.ConfigHome != "" {
		return filepath.Join(s.ConfigHome, ".wrangler")
	}
	switch s.OS {
	case "darwin":
		return filepath.Join(s.Home, "Library", "Preferences", ".wrangler")
	case "windows":
		return filepath.Join(s.AppData, "xdg.config", ".wrangler")
	default:
		return filepath.Join(s.Home, ".config", ".wrangler")
	}
}
