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

// PlaceOf finds out about the file at Path, for Wrangler started in Dir. Dir ""
// is the folder of the file, and so is one from where the file cannot be found.
//
// A file of another name than Wrangler looks for is only ever taken by --config,
// as is. The error is that of a working directory that is gone.
func PlaceOf(o FindOptions) (Place, error) {
	path, err := absolute(o.Path)
	if err != nil || !slices.Contains(Names(), filepath.Base(path)) {
		return Place{}, err
	}
	start := FindOptions{Dir: filepath.Dir(path), Ceiling: o.Ceiling}
	if o.Dir != "" {
		dir, err := absolute(o.Dir)
		if err != nil {
			return Place{}, err
		}
		from := FindOptions{Dir: dir, Ceiling: o.Ceiling}
		if found, err := Find(from); err == nil && found == path {
			start = from
		}
	}
	return placeFrom(start, path)
}

func placeFrom(o FindOptions, path string) (Place, error) {
	start := o.Dir
	found, err := Find(o)
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
