package settings

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/internal/loopback"
)

// Check says whether the option takes value from layer.
func (o Option) Check(layer Layer, value string) error {
	if o.Values != nil && !slices.Contains(o.Values, value) {
		return fmt.Errorf("%q is none of %s", value, strings.Join(o.Values, ", "))
	}
	if o.check != nil {
		return o.check(layer, value)
	}
	return nil
}

// CheckSet says whether value is one to keep in the file of layer.
func (o Option) CheckSet(layer Layer, value string) error {
	if o.checkSet != nil {
		if err := o.checkSet(value); err != nil {
			return err
		}
	}
	return o.Check(layer, value)
}

func checkDuration(_ Layer, value string) error {
	if d, err := time.ParseDuration(value); err != nil || d <= 0 {
		return fmt.Errorf("%q is no duration such as 30s or 2m", value)
	}
	return nil
}

// checkAccountID wants what every account id of Cloudflare's is.
func checkAccountID(value string) error {
	if len(value) != 32 || strings.Trim(value, "0123456789abcdefABCDEF") != "" {
		return fmt.Errorf("%q is not an account id, which has 32 hexadecimal digits", value)
	}
	return nil
}

// A project's file may come with a cloned repository. So it has no say over
// other machines, and none over folders that are not its own.

func checkAddress(layer Layer, value string) error {
	a, err := ParseAddress(value)
	if err == nil && layer == LayerProject && !a.IsLoopback() {
		err = fmt.Errorf("%q is not a loopback address, which only you can ask for", value)
	}
	return err
}

// checkPersonal keeps a project out of how the user logs in.
func checkPersonal(layer Layer, value string) error {
	if layer == LayerProject {
		return fmt.Errorf("%q is about your logins, which a project has no say in", value)
	}
	return nil
}

// checkAuthDomain wants the name of a host, or the address of a server on this
// machine: a login sent elsewhere unencrypted is anybody's.
func checkAuthDomain(layer Layer, value string) error {
	u, err := url.Parse(value)
	isLocal := err == nil && u.Scheme == "http" && loopback.Is(u.Hostname()) && u.Path == "" && u.RawQuery == ""
	if !isLocal && !isName(value) {
		return fmt.Errorf("%q is neither the name of a host nor http://127.0.0.1:PORT", value)
	}
	return checkPersonal(layer, value)
}

func checkPort(layer Layer, value string) error {
	if _, err := strconv.ParseUint(value, 10, 16); err != nil {
		return fmt.Errorf("%q is no port from 0 to 65535", value)
	}
	return checkPersonal(layer, value)
}

func checkClientID(layer Layer, value string) error {
	if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return fmt.Errorf("%q is no client id", value)
	}
	return checkPersonal(layer, value)
}

// checkProfile knows the names that are those of files everywhere.
func checkProfile(_ Layer, value string) error { return auth.CheckProfile(value) }

// checkStateDir keeps what a file says independent of where lariat runs: a
// project's path is seen from the file.
func checkStateDir(layer Layer, value string) error {
	switch {
	case value == "":
		return errors.New("an empty value is none")
	case layer == LayerProject && !filepath.IsLocal(value):
		return fmt.Errorf("%q leads out of the project, which only you can ask for", value)
	case layer == LayerUser && !filepath.IsAbs(value):
		return fmt.Errorf("%q is not an absolute path", value)
	}
	return nil
}
