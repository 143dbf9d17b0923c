package backend

import "net/http"

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

type userReply struct {
	ID    string `json:"id"`
	Email string `json:"email"`
}

// user answers users, and tokens of theirs with the group for it, as Cloudflare
// does (facts/cloudflare-api.md 2.3).
func (h *handler) user(w http.ResponseWriter, r *http.Request) {
	c := callerOf(r)
	if !c.rights.allow(readUser) {
		write(w, nil, unauthorized())
		return
	}
	write(w, userReply{userID, c.author()}, nil)
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
