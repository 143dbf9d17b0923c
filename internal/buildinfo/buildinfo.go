// Package buildinfo says which build of lariat this is.
package buildinfo

import "runtime/debug"

// Set by the release build through -ldflags -X.
var (
	version string
	commit  string
	date    string
	client  string // an OAuth client id; public clients have no secret
)

// Version is the release, or the module's version, or "dev".
func Version() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

// Commit is the revision that was built, or "" where it is not known.
func Commit() string {
	if commit != "" {
		return commit
	}
	return setting("vcs.revision")
}

// Date is the time of the commit in RFC 3339, or "" where it is not known.
func Date() string {
	if date != "" {
		return date
	}
	return setting("vcs.time")
}

func setting(key string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

// OAuthClient is the id of the OAuth client that the release was registered as,
// or "" for a build that has none.
func OAuthClient() string { return client }
