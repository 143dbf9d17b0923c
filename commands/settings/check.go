package settings

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
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
