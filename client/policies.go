package client

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
)

// TokenPolicies say what a token may do to what.
type TokenPolicies []TokenPolicy

// TokenPolicy allows or denies groups of permissions on resources.
type TokenPolicy struct {
	Effect string            `json:"effect"` // "allow" or "deny"
	Groups []PermissionGroup `json:"permission_groups"`

	// Resources are names such as com.cloudflare.api.account.ID, each with "*",
	// or with an object that narrows it to parts such as zones.
	Resources map[string]json.RawMessage `json:"resources"`
}

// PermissionGroup is a named group of permissions.
type PermissionGroup struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// UnreadableError says that a token may not read its own policies, which
// ordinary tokens may not (facts/cloudflare-api.md 4). It is an ErrAuth.
type UnreadableError struct{ Err error }

func (e *UnreadableError) Error() string {
	return "the token's policies are not readable: " + e.Err.Error()
}

// Unwrap gives the API's refusal.
func (e *UnreadableError) Unwrap() error { return e.Err }

// Policies gives the policies of the token that Verify told of, or an
// *UnreadableError.
func (t *Tokens) Policies(ctx context.Context, s TokenStatus) (TokenPolicies, error) {
	id, err := segment("token", s.ID)
	if err != nil {
		return nil, err
	}
	path := "/user/tokens/" + id
	if s.AccountID != "" {
		if path, err = t.c.ForAccount(s.AccountID).collection("/tokens/" + id); err != nil {
			return nil, err
		}
	}
	rq, err := t.c.request(http.MethodGet, path, nil)
	if err != nil {
		return nil, err
	}
	ctx, cancel := t.c.bound(ctx)
	defer cancel()
	type token struct {
		ID       string        `json:"id"`
		Policies TokenPolicies `json:"policies"`
	}
	found, err := one(ctx, t.c, rq, s.ID, func(t token) string { return t.ID })
	if _, refused := errors.AsType[*Error](err); refused && errors.Is(err, ErrAuth) {
		return nil, &UnreadableError{err}
	}
	return found.Policies, err
}

// Groups are the groups that the policies allow in the account as a whole. What
// is denied is not allowed, whichever policy comes first.
func (p TokenPolicies) Groups(account string) []PermissionGroup {
	groups := p.with("allow", account)
	denied := p.with("deny", account)
	return slices.DeleteFunc(groups, func(g PermissionGroup) bool { return slices.Contains(denied, g) })
}

func (p TokenPolicies) with(effect, account string) []PermissionGroup {
	var groups []PermissionGroup
	for _, policy := range p {
		if policy.Effect != effect || !policy.covers(account) {
			continue
		}
		for _, g := range policy.Groups {
			if !slices.Contains(groups, g) {
				groups = append(groups, g)
			}
		}
	}
	return groups
}

func (p TokenPolicy) covers(account string) bool {
	const prefix = "com.cloudflare.api.account."
	return string(p.Resources[prefix+account]) == `"*"` || string(p.Resources[prefix+"*"]) == `"*"`
}
