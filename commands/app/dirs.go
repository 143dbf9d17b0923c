package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/lariat-cli/lariat/commands/settings"
)

// PathFlag is a flag that names one file or folder. A second one would leave
// open which counts, and an empty one is most likely an unset variable of a
// script; either could end in another project's account.
type PathFlag struct{ Path *string }

// Set takes the path.
func (f *PathFlag) Set(path string) error {
	switch {
	case path == "":
		return errors.New("the path is empty")
	case *f.Path != "" && *f.Path != path: // the same one again comes from completion, which parses twice
		return fmt.Errorf("it is given already, as %q", *f.Path)
	}
	*f.Path = path
	return nil
}

// String is the path; pflag asks a zero value for it, too.
func (f *PathFlag) String() string {
	if f.Path == nil {
		return ""
	}
	return *f.Path
}

// Type is how help calls the value.
func (f *PathFlag) Type() string { return "string" }

// CheckWorkDir refuses a --cwd that is no folder. From an imaginary one the
// search for a configuration would go up, and find another project's.
func (a *App) CheckWorkDir() error {
	if a.Flags.Cwd == "" {
		return nil
	}
	reason := "is not a folder"
	info, err := os.Stat(a.WorkDir())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		reason = "does not exist"
	case err != nil:
		reason = "cannot be used: " + errors.Unwrap(err).Error() // without the path
	case info.IsDir():
		return nil
	}
	return Usage("name a folder with --cwd, or leave it out", "--cwd %q %s", a.Flags.Cwd, reason)
}

// ProjectSettings is the nearest .lariat.toml, from the working folder up;
// where there is none, the one that would be made in the working folder.
func (a *App) ProjectSettings() string {
	const name = ".lariat.toml"
	for dir := a.WorkDir(); ; dir = filepath.Dir(dir) {
		path := filepath.Join(dir, name)
		if _, err := os.Stat(path); err == nil {
			return path
		}
		if dir == a.Ceiling || dir == filepath.Dir(dir) {
			return filepath.Join(a.WorkDir(), name)
		}
	}
}

// UserSettings is the user's config.toml, or "" without a home folder.
func (a *App) UserSettings() string {
	dir := a.userDir("XDG_CONFIG_HOME", ".config", filepath.Join("Library", "Application Support"), "APPDATA")
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "lariat", "config.toml")
}

// StateDir is the folder of the embedded backend's state: the setting, else
// .wrangler/state/lariat beside the project's configuration, else the user's
// state folder. Workers projects already keep .wrangler out of git.
func (a *App) StateDir() (string, error) {
	v, err := a.Setting(settings.StateDir)
	if err != nil {
		return "", err
	}
	switch {
	case v.Text != "" && v.Layer == settings.LayerProject:
		return below(filepath.Dir(v.Origin), v.Text)
	case v.Text != "":
		return a.Path(v.Text), nil
	}
	p, err := a.Project()
	if err != nil {
		return "", err
	}
	if p.Path != "" {
		return below(p.Dir, filepath.Join(".wrangler", "state", "lariat"))
	}
	dir := a.userDir("XDG_STATE_HOME", filepath.Join(".local", "state"),
		filepath.Join("Library", "Application Support"), "LOCALAPPDATA")
	if dir == "" {
		return "", Usage("lariat --state-dir DIR ...", "no home folder to keep the local state in")
	}
	return filepath.Join(dir, "lariat"), nil
}

// below is a folder of the project, which need not exist. A link on the way to
// it may lead elsewhere in the project and not out of it: a cloned repository
// could make lariat write, and empty, the state of another one.
func below(project, dir string) (string, error) {
	root, err := filepath.EvalSymlinks(project)
	if err != nil {
		return "", err
	}
	path := project
	for part := range strings.SplitSeq(filepath.ToSlash(filepath.Clean(dir)), "/") {
		path = filepath.Join(path, part)
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			break
		}
		target, err := filepath.EvalSymlinks(path)
		if err == nil {
			target, err = filepath.Rel(root, target)
		}
		if err != nil || !filepath.IsLocal(target) {
			return "", Usage("lariat --state-dir DIR ... # if that is what you want",
				"%q leads out of the project, which only you can ask for", path)
		}
	}
	return filepath.Join(project, dir), nil
}

// userDir follows the XDG variables everywhere and each platform's habit
// where they are unset.
func (a *App) userDir(xdg, unix, darwin, windows string) string {
	if dir := a.Env(xdg); filepath.IsAbs(dir) {
		return dir
	}
	switch {
	case a.OS == "windows":
		return a.Env(windows)
	case a.Home == "":
		return ""
	case a.OS == "darwin":
		return filepath.Join(a.Home, darwin)
	default:
		return filepath.Join(a.Home, unix)
	}
}
