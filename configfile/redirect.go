package configfile

import (
	"fmt"
	"os"
	"path/filepath"
)

// redirectFile lies beside the project's configuration. Build tools write it to
// make Wrangler deploy a configuration that they generated.
const redirectFile = ".wrangler/deploy/config.json"

// Redirect is a deploy redirect in force. Wrangler honours it for deploy, dev,
// versions and triggers, not for vpc (facts/wrangler.md 1).
type Redirect struct {
	File   string // the redirect file
	Target string // the configuration that takes the place of the user's
}

// RedirectError says why a redirect cannot be followed.
type RedirectError struct {
	File   string // the redirect file
	Reason string
	Hint   string
	Err    error // the cause, if there is one
}

// Error names the redirect file and the reason.
func (e *RedirectError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("deploy redirect %q %s: %v", e.File, e.Reason, e.Err)
	}
	return fmt.Sprintf("deploy redirect %q %s", e.File, e.Reason)
}

// Unwrap gives the cause.
func (e *RedirectError) Unwrap() error { return e.Err }

// FindRedirect looks for a redirect file from dir upwards and follows it; nil
// means that there is none. userConfig is what Find returned for dir, perhaps
// ""; with --config there are no redirects, so do not call it then. The error
// is a *RedirectError.
func FindRedirect(dir, userConfig string) (*Redirect, error) {
	start, err := absolute(dir)
	if err != nil {
		return nil, err
	}
	for d := range upwards(start) {
		if file := filepath.Join(d, redirectFile); isFile(file) {
			return follow(file, d, userConfig)
		}
	}
	return nil, nil
}

func follow(file, base, userConfig string) (*Redirect, error) {
	doc, err := Load(file)
	if err != nil {
		return nil, &RedirectError{File: file, Reason: "could not be read", Err: err}
	}
	n := doc.Root.At("configPath")
	if n == nil || n.Kind != String || n.Text == "" {
		return nil, &RedirectError{File: file, Reason: `has no "configPath"`,
			Hint: "build the project again, or delete the file"}
	}
	target := under(filepath.Dir(file), filepath.FromSlash(n.Text))
	if _, err := os.Stat(target); err != nil {
		return nil, &RedirectError{File: file, Reason: fmt.Sprintf("points to %q", n.Text), Err: withoutPath(err),
			Hint: "build the project again, or delete the file"}
	}
	if userConfig != "" && filepath.Dir(userConfig) != base {
		return nil, &RedirectError{File: file,
			Reason: fmt.Sprintf("does not lie beside the configuration %q", userConfig),
			Hint:   "give one of the two with --config, or delete the redirect"}
	}
	return &Redirect{File: file, Target: target}, nil
}

// Check tells whether the redirected configuration may be deployed to the
// environment env, "" if none was asked for. A generated configuration is for
// one environment: it has no env table, and names in targetEnvironment what it
// was made for. The error is a *RedirectError.
func (r *Redirect) Check(target *Document, env string) error {
	if target.Root.At("env") != nil {
		return &RedirectError{File: r.File,
			Reason: fmt.Sprintf(`points to %q, which has an "env" table`, r.Target),
			Hint:   "a generated configuration is for one environment; report this to the build tool"}
	}
	made := ""
	if n := target.Root.At("targetEnvironment"); n != nil && n.Kind == String {
		made = n.Text
	}
	if env == "" || env == made {
		return nil
	}
	return &RedirectError{File: r.File,
		Reason: fmt.Sprintf("points to a configuration that was built for environment %q, not %q", made, env),
		Hint:   fmt.Sprintf("build the project again with CLOUDFLARE_ENV=%s", env)}
}
