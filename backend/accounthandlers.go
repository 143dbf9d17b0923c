package backend

import (
	"net/http"
	"time"
)

type accountReply struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Type      string         `json:"type"`
	Settings  map[string]any `json:"settings"`
	CreatedOn string         `json:"created_on"`
}

func (h *handler) account() accountReply {
	a := h.store.Account()
	return accountReply{
		ID: a.ID, Name: a.Name, Type: "standard",
		Settings: map[string]any{"enforce_twofactor": false}, CreatedOn: "2026-01-01T00:00:00.000000Z",
	}
}

func (h *handler) listAccounts(w http.ResponseWriter, r *http.Request) {
	p, ok := readPage(r)
	found := []accountReply{}
	if name := r.URL.Query().Get("name"); name == "" || name == h.store.Account().Name {
		found = append(found, h.account())
	}
	list := found
	if !ok || p.number > 1 {
		list = found[:0]
	}
	writeList(w, list, &resultInfo{p.number, p.size, len(list), len(found)}, nil)
}

func (h *handler) getAccount(w http.ResponseWriter, _ *http.Request) { write(w, h.account(), nil) }

type verifyReply struct {
	ID        string  `json:"id"`
	Status    string  `json:"status"`
	ExpiresOn *string `json:"expires_on,omitempty"`
}

// verifyToken says that the request's token is good: it would not be here else.
// The global key is no API token, nor is one of OAuth's.
func (h *handler) verifyToken(w http.ResponseWriter, r *http.Request) {
	c := callerOf(r)
	if c.isUser() {
		write(w, nil, invalidToken())
		return
	}
	v := verifyReply{ID: c.ID, Status: "active"}
	if !c.token.Expires.IsZero() {
		v.ExpiresOn = new(c.token.Expires.UTC().Format(time.RFC3339))
	}
	writeJSON(w, http.StatusOK, reply{
		Success: true, Errors: []message{}, Result: v,
		Messages: []message{{Code: 10000, Message: "This API Token is valid and active"}},
	})
}

type userReply struct {
	ID    string `json:"id"`
	Email string `json:"email"`
}

// user answers users alone, as Cloudflare does (facts/cloudflare-api.md 2.3).
func (h *handler) user(w http.ResponseWriter, r *http.Request) {
	c := callerOf(r)
	if !c.isUser() || !c.rights.allow(readUser) {
		write(w, nil, unauthorized())
		return
	}
	write(w, userReply{c.ID, c.email}, nil)
}

type membershipReply struct {
	ID               string         `json:"id"`
	Status           string         `json:"status"`
	Account          accountReply   `json:"account"`
	Roles            []string       `json:"roles"`
	Permissions      map[string]any `json:"permissions"`
	APIAccessEnabled bool           `json:"api_access_enabled"`
}

// unauthorized is a refusal of what belongs to a user.
func unauthorized() *apiError {
	return &apiError{status: http.StatusForbidden, code: 9109, msg: "Unauthorized to access requested resource"}
}

// memberships answers users alone (facts/cloudflare-api.md 4).
func (h *handler) memberships(w http.ResponseWriter, r *http.Request) {
	c := callerOf(r)
	if !c.isUser() {
		write(w, nil, &apiError{status: http.StatusBadRequest, code: 9106, msg: "Authentication failed"})
		return
	}
	if !c.rights.allow(readMemberships) {
		write(w, nil, unauthorized())
		return
	}
	p, ok := readPage(r)
	list := []membershipReply{}
	if ok && p.number == 1 {
		list = append(list, membershipReply{
			ID: c.ID, Status: "accepted", Account: h.account(), Roles: []string{"Administrator"},
			Permissions: map[string]any{}, APIAccessEnabled: true,
		})
	}
	writeList(w, list, &resultInfo{p.number, p.size, len(list), 1}, nil)
}

type permissionGroup struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Scopes []string `json:"scopes"`
}

// permissionGroups lists the groups that the roles stand for, with the ids of
// facts/cloudflare-api.md 4.1.
func (h *handler) permissionGroups(w http.ResponseWriter, r *http.Request) {
	list := []permissionGroup{}
	for _, g := range []struct{ id, role string }{
		{"8764961c1edb4274be129d630b0b2671", "Read"},
		{"95fa65ba51fd49c4a6ac4c8c78ebac93", "Bind"},
		{"77efc2c0724d4c4eb94bfd9656247130", "Admin"},
	} {
		group := permissionGroup{g.id, "Connectivity Directory " + g.role, []string{"com.cloudflare.api.account"}}
		if name := r.URL.Query().Get("name"); name == "" || name == group.Name {
			list = append(list, group)
		}
	}
	write(w, list, nil)
}
