package backend

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"
)

type verifyReply struct {
	ID        string  `json:"id"`
	Status    string  `json:"status"`
	ExpiresOn *string `json:"expires_on,omitempty"`
}

// verifyToken says that the request's token is good: it would not be here else.
// Each kind has a path of its own, the user's and its account's. The global key
// is no API token, nor is one of OAuth's.
func (h *handler) verifyToken(w http.ResponseWriter, r *http.Request) {
	c := callerOf(r)
	if c.isUser() || c.token.Owner != r.PathValue("account") {
		write(w, nil, invalidToken())
		return
	}
	v := verifyReply{ID: c.ID, Status: "active", ExpiresOn: c.token.expiresOn()}
	writeJSON(w, http.StatusOK, reply{
		Success: true, Errors: []message{}, Result: v,
		Messages: []message{{Code: 10000, Message: "This API Token is valid and active"}},
	})
}

func (t Token) expiresOn() *string {
	if t.Expires.IsZero() {
		return nil
	}
	return new(t.Expires.UTC().Format(time.RFC3339))
}

// tokenDetails is a token without its value, as Cloudflare's schema has it.
type tokenDetails struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Status     string   `json:"status"`
	IssuedOn   string   `json:"issued_on"`
	ModifiedOn string   `json:"modified_on"`
	ExpiresOn  *string  `json:"expires_on,omitempty"`
	Policies   []policy `json:"policies"`
}

type policy struct {
	ID        string            `json:"id"`
	Effect    string            `json:"effect"`
	Resources map[string]string `json:"resources"`
	Groups    []policyGroup     `json:"permission_groups"`
}

type policyGroup struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// getToken tells what a token of the user's or of an account's may do.
func (h *handler) getToken(w http.ResponseWriter, r *http.Request) {
	account, needs := r.PathValue("account"), readTokens
	if account != "" {
		needs = readAccountTokens
	}
	if !callerOf(r).rights.allow(needs) {
		write(w, nil, unauthorized())
		return
	}
	t, err := h.store.token(r.Context(), account, r.PathValue("id"))
	if errors.Is(err, ErrNoToken) {
		err = &apiError{status: http.StatusNotFound, code: 1001, msg: "Token not found"}
	}
	write(w, h.details(t), err)
}

// token finds a token by its owner and its id.
func (s *Store) token(ctx context.Context, owner, id string) (Token, error) {
	t, err := scanToken(s.db.QueryRowContext(ctx,
		"SELECT "+tokenColumns+" FROM tokens WHERE owner = ? AND id = ?", owner, id))
	if errors.Is(err, sql.ErrNoRows) {
		return t, ErrNoToken
	}
	return t, s.fail(err)
}

func (h *handler) details(t Token) tokenDetails {
	d := tokenDetails{
		ID: t.ID, Name: t.Name, Status: "active", IssuedOn: t.Created.Format(time.RFC3339),
		ModifiedOn: t.Created.Format(time.RFC3339), ExpiresOn: t.expiresOn(), Policies: t.policies(),
	}
	if !t.Expires.IsZero() && !h.store.now().Before(t.Expires) {
		d.Status = "expired"
	}
	return d
}

// policies are what the token may do in its accounts, and with its user.
func (t Token) policies() []policy {
	accounts := policy{ID: madeUpID("policy", t.ID, scopeAccount), Effect: "allow", Resources: map[string]string{}}
	user := policy{ID: madeUpID("policy", t.ID, scopeUser), Effect: "allow", Resources: map[string]string{}}
	for _, g := range t.groups() {
		p := &accounts
		if g.isUsers() {
			p = &user
		}
		p.Groups = append(p.Groups, policyGroup{g.ID, g.Name})
	}
	for _, id := range t.resources() {
		accounts.Resources[scopeAccount+"."+id] = "*"
	}
	user.Resources[scopeUser+"."+userID] = "*"
	list := []policy{}
	for _, p := range []policy{accounts, user} {
		if p.Groups != nil {
			list = append(list, p)
		}
	}
	return list
}

// resources are the accounts that the token is for.
func (t Token) resources() []string {
	switch {
	case t.Owner != "":
		return []string{t.Owner}
	case len(t.Accounts) > 0:
		return t.Accounts
	}
	return []string{"*"}
}

// listGroups lists the groups that a token can have, by name and scope. One
// that an account owns has nothing of the user's.
func (h *handler) listGroups(w http.ResponseWriter, r *http.Request) {
	list, query := []permissionGroup{}, r.URL.Query()
	for _, g := range permissionGroups() {
		name, scope := query.Get("name"), query.Get("scope")
		if (name == "" || name == g.Name) && (scope == "" || scope == g.Scopes[0]) &&
			(r.PathValue("account") == "" || !g.isUsers()) {
			list = append(list, g)
		}
	}
	write(w, list, nil)
}
