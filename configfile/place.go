package configfile

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
)

// Place is what the place of a configuration file means: whether Wrangler takes
// that file, and what it is easily taken for. Paths are absolute.
type Place struct {
	// Preferred is the file that Wrangler takes instead when it is started in the
	// folder of this one; "" if it takes this one.
	Preferred string

	// Shadowed are files that lie nearer to where Wrangler is started and count
	// for nothing, nearest first.
	Shadowed []string

	// Redirect is a deploy redirect that takes the place of the file, and Broken
	// one that Wrangler fails on, a *RedirectError.
	Redirect *Redirect
	Broken   error
}

// PlaceOf finds out about the file at path, for Wrangler started in dir. dir ""
// is the folder of the file, and so is one from where the file cannot be found.
//
// A file of another name than Wrangler looks for is only ever taken by --config,
// as is. The error is that of a working directory that is gone.
func PlaceOf(dir, path string) (Place, error) {
	path, err := absolute(path)
	if err != nil || !slices.Contains(names(), filepath.Base(path)) {
		return Place{}, err
	}
	start := filepath.Dir(path)
	if dir != "" {
		if dir, err = absolute(dir); err != nil {
			return Place{}, err
		}
		if found, err := Find(FindOptions{Dir: dir}); err == nil && found == path {
			start = dir
		}
	}
	return placeFrom(start, path)
}

func placeFrom(start, path string) (Place, error) {
	found, err := Find(FindOptions{Dir: start})
	if err != nil {
		return Place{}, err
	}
	if found != path {
		return Place{Preferred: found}, nil
	}
	var p Place
	if p.Shadowed, err = Shadowed(start, path); err != nil {
		return Place{}, err
	}
	if !generated(start, path) {
		p.Redirect, p.Broken = FindRedirect(start, path)
	}
	return p, nil
}

// generated reports whether the file is what a redirect points to: it does not
// lie beside the redirect then, and is not meant to.
func generated(start, path string) bool {
	r, err := FindRedirect(start, "")
	return err == nil && r != nil && sameFile(r.Target, path)
}

func sameFile(a, b string) bool {
	x, errA := os.Stat(a)
	y, errB := os.Stat(b)
	return errors.Join(errA, errB) == nil && os.SameFile(x, y)
}
