package backend

import (
	"slices"
	"strings"
)

// What a permission group may be about.
const (
	scopeAccount = "com.cloudflare.api.account"
	scopeUser    = "com.cloudflare.api.user"
)

// permissionGroup is what a policy of a token gives.
type permissionGroup struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Scopes []string `json:"scopes"`
	gives  rights
}

func (g permissionGroup) isUsers() bool { return g.Scopes[0] == scopeUser }

// permissionGroups are those that mean something here. The ids are Cloudflare's:
// the directory's from facts/cloudflare-api.md 4.1, the others as many projects
// have them; those of Cloudflare One are made up.
func permissionGroups() []permissionGroup {
	account, user := []string{scopeAccount}, []string{scopeUser}
	return []permissionGroup{
		{"8764961c1edb4274be129d630b0b2671", "Connectivity Directory Read", account, mayRead},
		{"95fa65ba51fd49c4a6ac4c8c78ebac93", "Connectivity Directory Bind", account, mayBind},
		{"77efc2c0724d4c4eb94bfd9656247130", "Connectivity Directory Admin", account, mayAdmin},
		{"efea2ab8357b47888938f101ae5e053f", "Cloudflare Tunnel Read", account, readTunnels},
		{"c07321b023e944ff818fec44d8203567", "Cloudflare Tunnel Write", account, mayTunnel},
		{madeUpID("group", "connectors read"), "Cloudflare One Connectors Read", account, readTunnels},
		{madeUpID("group", "connectors write"), "Cloudflare One Connectors Write", account, mayTunnel},
		{"1a71c399035b4950a1bd1466bbe4f420", "Workers Scripts Read", account, readWorkers},
		{"e086da7e2179491d91ee5f35b3ca210a", "Workers Scripts Write", account, mayScript},
		{"c1fde68c7bcc44588cbb6ddbc16d6480", "Account Settings Read", account, readAccounts},
		{"eb56a6953c034b9d97dd838155666f06", "Account API Tokens Read", account, readAccountTokens},
		{"0cc3a61731504c89b99ec1be78b77aa0", "API Tokens Read", user, readTokens},
		{"8acbe5bb0d54464ab867149d7f7cf8ac", "User Details Read", user, readUser},
	}
}

// PermissionGroups are the names of the groups that a token can have, as people
// read them in the dashboard: with Edit where the API has Write.
func PermissionGroups() []string {
	var names []string
	for _, g := range permissionGroups() {
		if head, ok := strings.CutSuffix(g.Name, " Write"); ok {
			g.Name = head + " Edit"
		}
		names = append(names, g.Name)
	}
	return names
}

// PermissionGroup is the API's name of a group, be it given as that or as the
// dashboard's, and whether there is such a group.
func PermissionGroup(name string) (string, bool) {
	g, ok := findGroup(name)
	return g.Name, ok
}

// OfUser says whether a group is about the user, and so none for a token that
// an account owns.
func OfUser(group string) bool {
	g, ok := findGroup(group)
	return ok && g.isUsers()
}

func findGroup(name string) (permissionGroup, bool) {
	if head, ok := strings.CutSuffix(name, " Edit"); ok {
		name = head + " Write"
	}
	list := permissionGroups()
	i := slices.IndexFunc(list, func(g permissionGroup) bool { return g.Name == name })
	if i < 0 {
		return permissionGroup{}, false
	}
	return list[i], true
}

// groups are those that a role stands for. Who may deploy Workers is no matter
// of the directory, and everybody may.
func (r Role) groups() []string {
	switch r {
	case RoleRead:
		return []string{"Connectivity Directory Read", "Workers Scripts Write"}
	case RoleBind:
		return []string{"Connectivity Directory Bind", "Workers Scripts Write"}
	case RoleAdmin:
		return []string{
			"Connectivity Directory Admin", "Cloudflare Tunnel Write", "Workers Scripts Write",
			"Account API Tokens Read", "API Tokens Read",
		}
	}
	return nil
}

// groupRights are what groups give together. Whoever may do something in an
// account sees that it is there.
func groupRights(groups []permissionGroup) rights {
	sum := noRight
	for _, g := range groups {
		if sum |= g.gives; !g.isUsers() {
			sum |= readAccounts
		}
	}
	return sum
}
