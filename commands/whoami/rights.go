package whoami

import (
	"errors"
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
)

// evidence is what is known about the rights that credentials have in an
// account. Of groups, scopes and roles only those of the credentials' kind count.
type evidence struct {
	kind auth.Kind

	readable bool // the API lists the account's services
	probe    error

	groups   []client.PermissionGroup // of an API token
	noGroups error                    // why they are not known

	scopes []string // of an OAuth login; nil where they are not known

	roles   []string // of the user in the account
	noRoles error    // why they are not known
}

// answer is yes, no, or unknown. What is not known is never guessed.
type answer string

const (
	yes     answer = "yes"
	no      answer = "no"
	unknown answer = "unknown"
)

// verdict is an answer with what it rests on.
type verdict struct {
	answer answer
	reason string
}

// rights are what credentials may do to the directory of an account: look, bind
// services to Workers, change it (facts/cloudflare-api.md 4.1).
type rights struct{ read, bind, admin verdict }

// judge tells the rights. Reading was tried; nothing shows the others but a
// deploy or a change, so they are told from what was granted.
func judge(e evidence) rights {
	return rights{read: e.read(), bind: e.told(levelBind), admin: e.told(levelAdmin)}
}

func (e evidence) read() verdict {
	switch {
	case e.probe != nil:
		return verdict{unknown, "the API could not be asked: " + e.probe.Error()}
	case e.readable:
		return verdict{yes, "the API lists the services"}
	}
	return verdict{no, "the API refuses to list the services"}
}

// told is what was granted. Where the API refuses even to list, a grant does
// not count: an IP filter or a role that was taken away is stronger.
func (e evidence) told(l level) verdict {
	v := e.granted(l)
	if v.answer == yes && e.probe == nil && !e.readable {
		return verdict{unknown, v.reason + ", but the API refuses to list the services"}
	}
	return v
}

func (e evidence) granted(l level) verdict {
	switch e.kind {
	case auth.KindToken:
		return e.byGroups(l)
	case auth.KindOAuth:
		return both(e.byScopes(l), e.byRoles(l))
	case auth.KindKey:
		return e.byRoles(l)
	}
	return verdict{unknown, "credentials of this kind do not tell; " + onlyUpload}
}

const onlyUpload = "not knowable without an upload"

func (e evidence) byGroups(l level) verdict {
	if _, unreadable := errors.AsType[*client.UnreadableError](e.noGroups); unreadable {
		return verdict{unknown, "the token may not read its own permission groups; " + onlyUpload}
	}
	if e.noGroups != nil {
		return verdict{unknown, "the token's permission groups could not be read: " + e.noGroups.Error() + "; " + onlyUpload}
	}
	for _, g := range e.groups {
		if has := groupLevel(g); has >= l {
			return verdict{yes, "the token has the permission group " + has.role()}
		}
	}
	return verdict{no, "the token lacks the permission group " + l.role()}
}

func (e evidence) byScopes(l level) verdict {
	if e.scopes == nil {
		return verdict{unknown, "the scopes of the login are not known; " + onlyUpload}
	}
	for _, s := range e.scopes {
		if scopeLevel(s) >= l {
			return verdict{yes, "the login has the scope " + s}
		}
	}
	return verdict{no, "the login lacks the scope " + l.scope() + ", or Wrangler's " + wranglerScope}
}

// byRoles says no only where each role is one of those whose rights are known.
func (e evidence) byRoles(l level) verdict {
	if e.noRoles != nil {
		return verdict{unknown, "the roles in the account could not be read: " + e.noRoles.Error() + "; " + onlyUpload}
	}
	if len(e.roles) == 0 {
		return verdict{unknown, "no roles in the account are listed; " + onlyUpload}
	}
	var others []string
	for _, role := range e.roles {
		has, known := roleLevel(role)
		if has >= l {
			return verdict{yes, "the user has the role " + role}
		}
		if !known {
			others = append(others, strconv.Quote(role))
		}
	}
	if len(others) > 0 {
		return verdict{unknown, "what the role " + strings.Join(others, ", ") + " allows is not known; " + onlyUpload}
	}
	return verdict{no, "the user lacks the role " + l.role()}
}

// both is for rights that take two grants: one refusal is enough for a no.
func both(a, b verdict) verdict {
	switch {
	case a.answer == no:
		return a
	case b.answer == no:
		return b
	case a.answer == unknown:
		return a
	case b.answer == unknown:
		return b
	}
	return verdict{yes, a.reason + ", and " + b.reason}
}
