package auth

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/lariat-cli/lariat/internal/bounded"
)

// EnvWranglerProfile chooses one of Wrangler's own profiles.
const EnvWranglerProfile = "CLOUDFLARE_AUTH_PROFILE"

// envWranglerStage chooses between Cloudflare and its staging environment.
const envWranglerStage = "WRANGLER_API_ENVIRONMENT"

// wranglerDir is the folder that Wrangler picks: the legacy one wherever it
// exists, else the platform's configuration folder (facts/wrangler.md 5.3).
func wranglerDir(s Sources) string {
	legacy := filepath.Join(s.Home, ".wrangler")
	if info, err := os.Stat(legacy); err == nil && info.IsDir() {
		return legacy
	}
	if s.ConfigHome != "" {
		return filepath.Join(s.ConfigHome, ".wrangler")
	}
	switch s.OS {
	case "darwin":
		return filepath.Join(s.Home, "Library", "Preferences", ".wrangler")
	case "windows":
		return filepath.Join(s.AppData, "xdg.config", ".wrangler")
	default:
		return filepath.Join(s.Home, ".config", ".wrangler")
	}
}

// WranglerProfile is the profile that Wrangler would use: the one that a
// variable names, else the one of the nearest folder that has one, else the
// default (facts/wrangler.md 5.3).
func (s Sources) WranglerProfile() string {
	if name := s.Env(EnvWranglerProfile).Value; name != "" {
		return name
	}
	var folders map[string]string
	path := filepath.Join(wranglerDir(s), "profiles", "directory-bindings.json")
	text, err := bounded.ReadRegular(path, maxFile)
	if err != nil || json.Unmarshal(text, &folders) != nil {
		return DefaultProfile // as Wrangler has it
	}
	nearest := ""
	for dir := range folders {
		if len(dir) > len(nearest) && isBelow(s.Dir, dir) {
			nearest = dir
		}
	}
	return cmp.Or(folders[nearest], DefaultProfile)
}

func isBelow(path, dir string) bool {
	rest, ok := strings.CutPrefix(path, strings.TrimRight(dir, string(filepath.Separator)))
	return ok && (rest == "" || os.IsPathSeparator(rest[0]))
}

// wranglerBase is the path of the login of a profile of Wrangler's, without the
// ending. Staging has a login of its own.
func wranglerBase(s Sources, profile string) string {
	if profile == DefaultProfile && isStaging(s) {
		profile = "staging"
	}
	return filepath.Join(wranglerDir(s), "config", profile)
}

func isStaging(s Sources) bool { return s.process(envWranglerStage) == "staging" }
