package whoami

import (
	"errors"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
)

func groups(names ...string) []client.PermissionGroup {
	list := make([]client.PermissionGroup, len(names))
	for i, name := range names {
		list[i].Name = name
	}
	return list
}

// What each kind of credentials is told from: facts/cloudflare-api.md 4.1, and
// nothing is guessed.
func TestJudge(t *testing.T) {
	t.Parallel()
	const wrangler = "connectivity:admin"
	down, unreadable := errors.New("it is down"), &client.UnreadableError{Err: errors.New("9109")}
	token := func(g []client.PermissionGroup) evidence {
		return evidence{kind: auth.KindToken, readable: true, groups: g}
	}
	oauth := func(scopes, roles []string) evidence {
		return evidence{kind: auth.KindOAuth, readable: true, scopes: scopes, roles: roles}
	}
	key := func(roles ...string) evidence { return evidence{kind: auth.KindKey, readable: true, roles: roles} }
	admin := []string{"Administrator"}
	for _, tt := range []struct {
		name   string
		e      evidence
		want   string // read, bind and admin
		reason string // part of why admin is what it is
	}{
		{"token with Admin", token(groups("Workers Scripts Write", "Connectivity Directory Admin")), "yes yes yes",
			"the token has the permission group Connectivity Directory Admin"},
		{"token with Bind", token(groups("Connectivity Directory Bind")), "yes yes no", "the token lacks the permission group Connectivity Directory Admin"},
		{"token with Read", token(groups("Connectivity Directory Read")), "yes no no", "lacks"},
		{"token with none", token(groups("Connectivity Directory Write")), "yes no no", "lacks"},
		{"token with a group that has no name", token([]client.PermissionGroup{{ID: "77efc2c0724d4c4eb94bfd9656247130"}}), "yes yes yes",
			"the permission group Connectivity Directory Admin"},
		{"token whose groups are unreadable", evidence{kind: auth.KindToken, readable: true, noGroups: unreadable}, "yes unknown unknown",
			"the token may not read its own permission groups; not knowable without an upload"},
		{"token whose groups were not given", evidence{kind: auth.KindToken, readable: true, noGroups: down}, "yes unknown unknown",
			"could not be read: it is down; not knowable without an upload"},
		{"token that is not let in", evidence{kind: auth.KindToken, groups: groups("Connectivity Directory Admin")}, "no unknown unknown",
			"Connectivity Directory Admin, but the API refuses to list the services"},
		{"token for elsewhere", evidence{kind: auth.KindToken}, "no no no", "lacks"},
		{"token of an account that is down", evidence{kind: auth.KindToken, probe: down, groups: groups("Connectivity Directory Admin")},
			"unknown yes yes", "has"},
		{"scopes and roles of a token do not count", evidence{kind: auth.KindToken, readable: true, scopes: []string{wrangler}, roles: admin},
			"yes no no", "lacks"},

		{"Wrangler's login", oauth([]string{"account:read", wrangler}, admin), "yes yes yes",
			"the login has the scope connectivity:admin, and the user has the role Administrator"},
		{"scope without the role", oauth([]string{wrangler}, []string{"Connectivity Directory Bind"}), "yes yes no",
			"the user lacks the role Connectivity Directory Admin"},
		{"role without the scope", oauth([]string{"connectivity-directory.bind"}, admin), "yes yes no",
			"the login lacks the scope connectivity-directory.admin, or Wrangler's connectivity:admin"},
		{"neither", oauth([]string{}, []string{"Administrator Read Only"}), "yes no no", "lacks the scope"},
		{"third party's scopes", oauth([]string{"connectivity-directory.admin"}, admin), "yes yes yes", "has the scope"},
		{"scopes that look alike", oauth([]string{"admin", "connectivity", "connectivity-directory.administrator"}, admin), "yes no no", "lacks"},
		{"scopes not known", oauth(nil, admin), "yes unknown unknown", "the scopes of the login are not known"},
		{"scopes not known, role lacking", oauth(nil, []string{"Connectivity Directory Read"}), "yes no no", "lacks the role"},
		{"roles not given", evidence{kind: auth.KindOAuth, readable: true, scopes: []string{wrangler}, noRoles: down}, "yes unknown unknown",
			"the roles in the account could not be read: it is down"},
		{"scope lacking, roles not given", evidence{kind: auth.KindOAuth, readable: true, scopes: []string{}, noRoles: down}, "yes no no", "scope"},

		{"key of a super administrator", key("Super Administrator - All Privileges"), "yes yes yes", "the user has the role Super Administrator"},
		{"key of one who looks", key("Administrator Read Only"), "yes no no", "the user lacks the role Connectivity Directory Admin"},
		{"key with two roles", key("Connectivity Directory Read", "Connectivity Directory Bind"), "yes yes no", "lacks"},
		{"key with a role unheard of", key("Connectivity Directory Bind", "Workers Platform Admin"), "yes yes unknown",
			`what the role "Workers Platform Admin" allows is not known`},
		{"key without roles", key(), "yes unknown unknown", "no roles in the account are listed"},
		{"key that is not let in", evidence{kind: auth.KindKey, roles: admin}, "no unknown unknown", "but the API refuses"},
		{"another kind", evidence{kind: "service_key", readable: true, roles: admin}, "yes unknown unknown", "do not tell"},
	} {
		r := judge(tt.e)
		got := []string{string(r.read.answer), string(r.bind.answer), string(r.admin.answer)}
		if strings.Join(got, " ") != tt.want || !strings.Contains(r.admin.reason, tt.reason) {
			t.Errorf("%s: %v, since %q; want %s, since %q", tt.name, got, r.admin.reason, tt.want, tt.reason)
		}
		for _, v := range []verdict{r.read, r.bind, r.admin} {
			if v.reason == "" {
				t.Errorf("%s: %s without a reason", tt.name, v.answer)
			}
		}
	}
}
