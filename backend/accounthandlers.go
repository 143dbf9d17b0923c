package backend

import "net/http"

type accountReply struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Type      string         `json:"type"`
	Settings  map[string]any `json:"settings"`
	CreatedOn string         `json:"created_on"`
}

func newAccountReply(a Account) accountReply {
	return accountReply{
		ID: a.ID, Name: a.Name, Type: "standard",
		Settings: map[string]any{"enforce_twofactor": false}, CreatedOn: a.Created.Format("2006-01-02T15:04:05.000000Z"),
	}
}

// listAccounts lists those that the caller may see.
func (h *handler) listAccounts(w http.ResponseWriter, r *http.Request) {
	accounts, err := h.accountsWith(r.Context(), callerOf(r), readAccounts)
	name, found := r.URL.Query().Get("name"), []accountReply{}
	for _, a := range accounts {
		if name == "" || name == a.Name {
			found = append(found, newAccountReply(a))
		}
	}
	writePaged(w, r, found, err)
}

// writePaged writes the page of a list that is asked for.
func writePaged[T any](w http.ResponseWriter, r *http.Request, all []T, err error) {
	p, ok := readPage(r)
	list := all[:0]
	if from := p.offset(); ok && from < len(all) {
		list = all[from:min(from+p.size, len(all))]
	}
	writeList(w, list, &resultInfo{p.number, p.size, len(list), len(all)}, err)
}

func (h *handler) getAccount(w http.ResponseWriter, _ *http.Request) {
	write(w, newAccountReply(h.store.Account()), nil)
}

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
	accounts, err := h.accountsWith(r.Context(), c, noRight)
	list := []membershipReply{}
	for _, a := range accounts {
		list = append(list, membershipReply{
			ID: madeUpID("membership", a.ID), Status: "accepted", Account: newAccountReply(a), Roles: a.Role.names(),
			Permissions: map[string]any{}, APIAccessEnabled: true,
		})
	}
	writePaged(w, r, list, err)
}

// names are those of the roles that a member has at Cloudflare.
func (r Role) names() []string {
	switch r {
	case RoleRead:
		return []string{"Connectivity Directory Read", "Workers Admin"}
	case RoleBind:
		return []string{"Connectivity Directory Bind", "Workers Admin"}
	}
	return []string{"Administrator"}
}
