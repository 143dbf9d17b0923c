package check

import (
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// oldestCloudflared is the first release that resolves names for Workers VPC,
// and so the version that the documentation asks for (facts/cloudflare-api.md
// 6.9).
const oldestCloudflared = "2025.7.0"

// cloudflaredVersion finds connectors that are too old. Without names to look
// up they may work, though nobody promises it. Where only some are too old and
// there are names, mixedVersions has the better words.
func cloudflaredVersion() Rule {
	return Rule{
		ID: "cloudflared-version", Severity: diag.Error,
		Summary: "a connector of the service's tunnel is older than cloudflared " + oldestCloudflared,
		check: func(p *pass) {
			for u := range p.live {
				old := tooOld(u.connectors)
				switch {
				case len(old) == 0 || u.isMixed():
				case u.resolves():
					p.report(u.at, "%s runs cloudflared %s, which cannot resolve %q",
						u, versions(old), u.service.Host.Hostname).Hint = updateCloudflared(u)
				default:
					f := p.report(u.at, "%s runs cloudflared %s, older than Workers VPC asks for", u, versions(old))
					f.Severity, f.Hint = diag.Warning, updateCloudflared(u)
				}
			}
		},
	}
}

func updateCloudflared(u tunnelUse) string {
	return "update cloudflared to " + oldestCloudflared + " or later, then look: " + u.show()
}

// tooOld are the connectors that are certain to be older than the oldest.
func tooOld(connectors []vpc.Connector) []vpc.Connector {
	var old []vpc.Connector
	for _, c := range connectors {
		if isTooOld(c.Version) {
			old = append(old, c)
		}
	}
	return old
}

// versions lists each version once.
func versions(connectors []vpc.Connector) string {
	var list []string
	seen := map[string]bool{}
	for _, c := range connectors {
		if !seen[c.Version] {
			list = append(list, strconv.Quote(c.Version))
			seen[c.Version] = true
		}
	}
	return strings.Join(list, " and ")
}

func isTooOld(version string) bool {
	v, ok := parseVersion(version)
	oldest, _ := parseVersion(oldestCloudflared)
	return ok && v.before(oldest)
}

// releaseVersion is year, month and number of a cloudflared release.
type releaseVersion [3]int

// parseVersion reads "2025.11.1" and ignores what a build has appended. What
// people build themselves calls itself anything, such as "DEV".
func parseVersion(s string) (releaseVersion, bool) {
	var v releaseVersion
	for i := range v {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		number, err := strconv.Atoi(s[:n])
		if err != nil || i < 2 && (n == len(s) || s[n] != '.') {
			return v, false
		}
		if v[i] = number; i < 2 {
			n++
		}
		s = s[n:]
	}
	isYear := v[0] >= 2000 && v[0] < 10000 // "0.0.0" is no release
	return v, isYear && v[1] <= 12 && (s == "" || strings.ContainsRune("-+_ ", rune(s[0])))
}

func (v releaseVersion) before(w releaseVersion) bool {
	for i := range v {
		if v[i] != w[i] {
			return v[i] < w[i]
		}
	}
	return false
}
