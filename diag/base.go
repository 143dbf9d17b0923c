package diag

import "path/filepath"

// Base says from where a report names files. Other programs look for them in a
// repository, whatever folder lariat ran in.
type Base struct {
	Root string // absolute: the top of the repository; "" leaves paths as they are
	Dir  string // absolute: where relative paths start; "" is Root
}

// rel names the file of a path with slashes, from Root on where it is in there.
func (b Base) rel(path string) (name string, inside bool) {
	name = filepath.Clean(path)
	if b.Root == "" {
		return filepath.ToSlash(name), filepath.IsLocal(name)
	}
	if !filepath.IsAbs(name) {
		dir := b.Dir
		if dir == "" {
			dir = b.Root
		}
		name = filepath.Join(dir, name)
	}
	rel, err := filepath.Rel(b.Root, name)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(name), false
	}
	return filepath.ToSlash(rel), true
}

// name is rel for those who do not care whether the file is inside.
func (b Base) name(path string) string {
	name, _ := b.rel(path)
	return name
}
