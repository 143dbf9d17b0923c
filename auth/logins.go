package auth

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/internal/atomicfile"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// CloudflareAPI is the API whose logins have the plain name of their profile.
const CloudflareAPI = "https://api.cloudflare.com/client/v4"

// Logins is the folder that lariat's own logins are kept in, a file each. Secrets
// are in the keyring, where there is one, else in the files, which are this
// user's alone.
type Logins struct {
	Dir     string
	Keyring Keyring // nil: none is to be used
}

// ErrNoLogin says that a profile has no login at an API.
var ErrNoLogin = errors.New("no such login")

// NameError says that a name is none for a profile.
type NameError struct{ Name string }

func (e *NameError) Error() string {
	return fmt.Sprintf("%q is no name of a profile: letters, digits, dots, dashes and underscores are, up to 64", e.Name)
}

// CheckProfile refuses a name that could not be that of a file everywhere.
func CheckProfile(name string) error {
	if len(name) <= 64 && regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`).MatchString(name) {
		return nil
	}
	return &NameError{name}
}

// path is the file of a profile at an API: "work.json", or for any API but
// Cloudflare's "work@127.0.0.1_8911.json".
func (s Logins) path(profile, api string) string {
	name := profile
	if api != CloudflareAPI {
		u, err := url.Parse(api)
		host := "other"
		if err == nil {
			host = u.Host
		}
		name += "@" + regexp.MustCompile(`[^A-Za-z0-9.-]`).ReplaceAllString(host, "_")
	}
	return filepath.Join(s.Dir, name+extension)
}

const (
	extension = ".json"
	maxFile   = 64 << 10 // of a login; a real one is below 4 KiB
)

// Load reads the login of a profile at an API. It fails with ErrNoLogin, or a
// *MalformedError.
func (s Logins) Load(profile, api string) (Login, error) {
	if err := CheckProfile(profile); err != nil {
		return Login{}, err
	}
	l, err := s.read(s.path(profile, api))
	if err == nil && (l.API != api || l.Profile != profile) {
		return Login{}, ErrNoLogin // of another API on the same host
	}
	return l, err
}

func (s Logins) read(path string) (Login, error) {
	if s.Dir == "" {
		return Login{}, ErrNoLogin
	}
	text, err := bounded.ReadRegular(path, maxFile)
	if bounded.IsAbsent(err) {
		return Login{}, ErrNoLogin
	}
	if refused, ok := errors.AsType[bounded.Refusal](err); ok {
		return Login{}, fmt.Errorf("the login in %q %w", path, refused)
	}
	if err != nil {
		return Login{}, fmt.Errorf("could not read the login: %w", err)
	}
	return decode(path, text)
}

// List reads all logins, by their names. What cannot be read is left out, and
// told as the error beside the others.
func (s Logins) List() ([]Login, error) {
	entries, err := os.ReadDir(s.Dir)
	if bounded.IsAbsent(err) || s.Dir == "" {
		return nil, nil
	}
	all, faults := []Login{}, []error{err}
	for _, entry := range entries {
		if filepath.Ext(entry.Name()) != extension || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		l, err := s.read(filepath.Join(s.Dir, entry.Name()))
		if err != nil {
			faults = append(faults, err)
			continue
		}
		all = append(all, l)
	}
	slices.SortStableFunc(all, func(a, b Login) int { return strings.Compare(a.Profile, b.Profile) })
	return all, errors.Join(faults...)
}

// Prepare makes the folder, so that nobody is sent to a browser for a login that
// could not be kept.
func (s Logins) Prepare() error {
	if s.Dir == "" {
		return &KeepError{Err: errors.New("there is no home folder")}
	}
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return &KeepError{err}
	}
	probe, err := os.CreateTemp(s.Dir, ".lariat-*.tmp")
	if err != nil {
		return &KeepError{err}
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// KeepError says that a login could not be kept. Nothing was.
type KeepError struct{ Err error }

func (e *KeepError) Error() string { return "could not keep the login: " + e.Err.Error() }

// Unwrap returns the cause.
func (e *KeepError) Unwrap() error { return e.Err }

// Save keeps a login in the place of the one that its profile had, and says where
// its secret is: in the keyring, or, with the reason why, in the file.
func (s Logins) Save(ctx context.Context, l Login) (kept Login, why error, err error) {
	if err := errors.Join(CheckProfile(l.Profile), s.Prepare()); err != nil {
		return l, nil, err
	}
	before, err := s.Load(l.Profile, l.API)
	if err != nil && !errors.Is(err, ErrNoLogin) {
		before = Login{} // what cannot be read is replaced
	}
	l.path = s.path(l.Profile, l.API)
	l.entry = ""
	if l.secret != nil {
		l.entry, why = s.hide(ctx, l)
	}
	text := l.encode()
	if err := put(l.path, text); err != nil {
		s.forget(ctx, l)
		return l, why, &KeepError{err}
	}
	l.text = text
	s.forget(ctx, before)
	return l, why, nil
}

// hide puts a secret into the keyring, as an entry of its own: one that is there
// already may be of the same profile in another home folder.
func (s Logins) hide(ctx context.Context, l Login) (entry string, why error) {
	if s.Keyring == nil {
		return "", nil
	}
	entry = strings.TrimSuffix(filepath.Base(l.path), extension) + " " + strings.ToLower(rand.Text()[:8])
	if err := s.Keyring.Set(ctx, entry, encodeGrant(l.secret())); err != nil {
		return "", err
	}
	return entry, nil
}

func encodeGrant(g grant) string {
	text, _ := json.Marshal(g) //nolint:gosec // for the keyring, which is the place for it
	return string(text)
}

// forget takes a secret out of the keyring. One that stays there is of no use to
// anybody but its finder, who has the keyring.
func (s Logins) forget(ctx context.Context, l Login) {
	if l.entry != "" && s.Keyring != nil {
		_ = s.Keyring.Delete(ctx, l.entry)
	}
}

// put writes a file that is this user's alone in one step, whatever is there.
func put(path string, text []byte) error {
	for {
		before, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			err = atomicfile.Create(path, text, 0o600)
		} else if err == nil {
			if err = os.Chmod(path, 0o600); err == nil {
				err = atomicfile.Replace(path, before, text)
			}
		}
		if _, changed := errors.AsType[*atomicfile.ChangedError](err); !changed {
			return err
		}
	}
}

// Update changes what is not secret of a login that was loaded, unless somebody
// has changed it meanwhile.
func (s Logins) Update(l Login) error {
	if err := atomicfile.Replace(l.path, l.text, l.encode()); err != nil {
		return &KeepError{err}
	}
	return nil
}

// Delete deletes a login, and its secret first.
func (s Logins) Delete(ctx context.Context, l Login) error {
	var hidden error
	if l.entry != "" && s.Keyring != nil {
		hidden = s.Keyring.Delete(ctx, l.entry)
	}
	err := os.Remove(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, hidden)
}
