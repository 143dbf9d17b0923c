package whoami

import (
	"strings"

	"github.com/lariat-cli/lariat/client"
)

// level is a right on the directory; each holds those below it.
type level int

const (
	levelNone level = iota
	levelRead
	levelBind
	levelAdmin
)

const directory = "Connectivity Directory "

func (l level) role() string { return directory + [...]string{"", "Read", "Bind", "Admin"}[l] }

// scope is the one that a login of one's own would ask for.
func (l level) scope() string { return scopePrefix + [...]string{"", "read", "bind", "admin"}[l] }

// groupLevel goes by the id where a reply leaves the name out
// (facts/cloudflare-api.md 4.1).
func groupLevel(g client.PermissionGroup) level {
	if g.Name != "" {
		return directoryLevel(g.Name)
	}
	switch g.ID {
	case "8764961c1edb4274be129d630b0b2671":
		return levelRead
	case "95fa65ba51fd49c4a6ac4c8c78ebac93":
		return levelBind
	case "77efc2c0724d4c4eb94bfd9656247130":
		return levelAdmin
	}
	return levelNone
}

func directoryLevel(name string) level {
	switch name {
	case levelRead.role():
		return levelRead
	case levelBind.role():
		return levelBind
	case levelAdmin.role():
		return levelAdmin
	}
	return levelNone
}

const (
	scopePrefix   = "connectivity-directory."
	wranglerScope = "connectivity:admin"
)

// scopeLevel knows the scopes of third parties and that of Wrangler's login
// (facts/cloudflare-api.md 4.1).
func scopeLevel(scope string) level {
	if scope == wranglerScope {
		return levelAdmin
	}
	right, ok := strings.CutPrefix(scope, scopePrefix)
	if !ok {
		return levelNone
	}
	switch right {
	case "read":
		return levelRead
	case "bind":
		return levelBind
	case "admin":
		return levelAdmin
	}
	return levelNone
}

// roleLevel is what an account role allows, where that is known: besides the
// directory's own roles those over the whole account, as the dashboard
// describes them.
func roleLevel(role string) (l level, known bool) {
	switch role {
	case "Super Administrator - All Privileges", "Administrator":
		return levelAdmin, true
	case "Administrator Read Only":
		return levelRead, true
	}
	l = directoryLevel(role)
	return l, l != levelNone
}
