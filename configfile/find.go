package configfile

import (
	"iter"
	"os"
	"path/filepath"
)

// Names are those of configuration files, the one that Wrangler prefers first
// (facts/wrangler.md 1).
func Names() []string { return []string{"wrangler.json", "wrangler.jsonc", "wrangler.toml"} }

// FindOptions say where to look for a configuration.
type FindOptions struct {
	Dir  string // where to start; "" is the working directory
	Path string // --config: this very file, relative to Dir

	// Ceiling is the last folder to look in, Dir or one above, as an absolute
	// path; "" is the root of the file system.
	Ceiling string
}

// Find is the path of the project's configuration, "" if there is none.
//
// It looks as Wrangler does: for each name in turn from Dir up to the root of
// the file system, or to Ceiling. So a wrangler.json far above wins over a wrangler.toml in
// Dir; Shadowed tells. A given Path is taken as it is, whether it exists or
// not. The error is that of a working directory that is gone.
func Find(o FindOptions) (string, error) {
	if o.Path != "" {
		return under(o.Dir, o.Path), nil
	}
	dir, err := absolute(o.Dir)
	if err != nil {
		return "", err
	}
	for _, name := range Names() {
		for d := range upwards(dir) {
			if path := filepath.Join(d, name); isFile(path) {
				return path, nil
			}
			if d == o.Ceiling {
				break
			}
		}
	}
	return "", nil
}

// Shadowed lists the configuration files that are nearer to dir than the one
// that Find returned for it, nearest first, and that count for nothing: people
// take them for the ones in force.
func Shadowed(dir, found string) ([]string, error) {
	start, err := absolute(dir)
	if err != nil {
		return nil, err
	}
	var losers []string
	winner := filepath.Dir(found)
	for d := range upwards(start) {
		if d == winner {
			return losers, nil
		}
		for _, name := range Names() {
			if path := filepath.Join(d, name); isFile(path) {
				losers = append(losers, path)
			}
		}
	}
	return nil, nil // found does not lie above dir: it was not found from there
}

// absolute is a path from the root; "" is the working directory.
func absolute(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", &FileError{Path: path, Reason: "could not be made absolute", Err: err}
	}
	return abs, nil
}

// upwards yields dir and all the folders that it lies in.
func upwards(dir string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for yield(dir) {
			parent := filepath.Dir(dir)
			if parent == dir {
				return
			}
			dir = parent
		}
	}
}

// isFile reports whether path is a regular file or a link to one. A folder of
// that name is passed over, as is what cannot be looked at.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// under is path seen from dir.
func under(dir, path string) string {
	if dir == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}
