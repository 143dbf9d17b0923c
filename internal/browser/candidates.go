package browser

import (
	"path/filepath"
	"strings"
)

// chosen are the commands of $BROWSER: a list as PATH is one, in which %s stands
// for the address, %c for a colon and %% for a percent sign. Without %s the
// address is the last argument.
func (o Options) chosen(address string) [][]string {
	separator := ":"
	if o.OS == "windows" {
		separator = ";"
	}
	var list [][]string
	for _, entry := range strings.Split(o.get("BROWSER"), separator) {
		if argv := o.command(entry, address); argv != nil {
			list = append(list, argv)
		}
	}
	return list
}

// command splits an entry at its spaces, unless a program has them in its name.
func (o Options) command(entry, address string) []string {
	words := strings.Fields(entry)
	if len(words) > 1 && o.find(entry) != "" {
		words = []string{entry}
	}
	if len(words) == 0 {
		return nil
	}
	fill := strings.NewReplacer("%s", address, "%c", ":", "%%", "%")
	argv, named := words[:1:1], false
	for _, word := range words[1:] {
		named = named || strings.Contains(word, "%s")
		argv = append(argv, fill.Replace(word))
	}
	if !named {
		argv = append(argv, address)
	}
	return argv
}

// system are the commands that the system has for an address; none where there
// is no screen.
func (o Options) system(address string) [][]string {
	switch o.OS {
	case "darwin":
		return [][]string{{"/usr/bin/open", address}}
	case "windows":
		root := o.get("SYSTEMROOT")
		if root == "" {
			root = `C:\Windows`
		}
		return [][]string{{filepath.Join(root, "System32", "rundll32.exe"), "url.dll,FileProtocolHandler", address}}
	}
	var list [][]string
	if o.get("DISPLAY") != "" || o.get("WAYLAND_DISPLAY") != "" {
		list = append(list, []string{"xdg-open", address})
	}
	if o.get("WSL_DISTRO_NAME") != "" || o.get("WSL_INTEROP") != "" {
		// Windows has the user's browser, even where Linux has a screen.
		list = append([][]string{{"wslview", address}}, list...)
	}
	return list
}
