package auth

import (
	"crypto/sha256"
	"errors"
	"fmt"
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

// Path is the file of a profile at an API: "work.json", or for any API but
// Cloudflare's "work@127.0.0.1_8911_1a2b3c.json".
func (s Logins) Path(profile, api string) string {
	name := profile
	if api != CloudflareAPI {
		u, err := url.Parse(api)
		host := "other"
		if err == nil {
			host = u.Host
		}
		// The whole address tells one API on a host from another.
		sum := sha256.Sum256([]byte(api))
		name += fmt.Sprintf("@%s_%x", regexp.MustCompile(`[^A-Za-z0-9.-]`).ReplaceAllString(host, "_"), sum[:3])
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
	l, err := s.read(s.Path(profile, api))
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
	if atomicfile.IsForeign(path) {
		return Login{}, fmt.Errorf("the login in %q belongs to another user, and is not read", path)
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

// Profiles are the profiles that have a login at an API.
func (s Logins) Profiles(api string) []string {
	var names []string
	all, _ := s.List() // one that cannot be read is none to choose
	for _, l := range all {
		if l.API == api {
			names = append(names, l.Profile)
		}
	}
	return names
}
