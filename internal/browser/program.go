package browser

import (
	"os"
	"path/filepath"
	"strings"
)

// find is the path of a program, or "". Names are looked up in the PATH of
// Environ, but never in the folder that happens to be the current one.
func (o Options) find(name string) string {
	if o.OS == "windows" && filepath.Ext(name) == "" {
		name += ".exe"
	}
	if filepath.IsAbs(name) {
		if o.executable(name) {
			return name
		}
		return ""
	}
	if strings.ContainsAny(name, `/\`) {
		return ""
	}
	for _, dir := range filepath.SplitList(o.get("PATH")) {
		if path := filepath.Join(dir, name); filepath.IsAbs(dir) && o.executable(path) {
			return path
		}
	}
	return ""
}

// executable says whether a file can be started by itself: a batch file needs a
// shell, to which an address is more than an argument.
func (o Options) executable(path string) bool {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false
	}
	if o.OS == "windows" {
		return strings.EqualFold(filepath.Ext(path), ".exe")
	}
	return info.Mode()&0o111 != 0
}
