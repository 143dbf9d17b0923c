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
	list := []accountReply{}
	if name := r.URL.Query().Get("name"); ok && p.number == 1 && (name == "" || name == h.store.Account().Name) {
		list = append(list, h.account())
	}
	writeList(w, list, &resultInfo{p.number, p.size, len(list), 1}, nil)
}

func (h *handler) getAccount(w http.ResponseWriter, _ *http.Request) { write(w, h.account(), nil) }

type verifyReply struct {
	ID        string  `json:"id"`
	Status    string  `json:"status"`
	ExpiresOn *string `json:"expires_on,omitempty"`
}

// verifyToken says that the request's token is good: it would not be here else.
func (h *handler) verifyToken(w http.ResponseWriter, r *http.Request) {
	t := tokenOf(r)
	v := verifyReply{ID: t.ID, Status: "active"}
	if !t.Expires.IsZero() {
		v.ExpiresOn = new(t.Expires.UTC().Format(time.RFC3339))
	}
	writeJSON(w, http.StatusOK, reply{
		Success: true, Errors: []message{}, Result: v,
		Messages: []message{{Code: 10000, Message: "This API Token is valid and active"}},
	})
}

// noUser and noMemberships answer API tokens as Cloudflare does
// (facts/cloudflare-api.md 2.3 and 4).
func (h *handler) noUser(w http.ResponseWriter, _ *http.Request) {
	write(w, nil, &apiError{
		status: http.StatusForbidden, code: 9109, msg: "Unauthorized to access requested resource",
	})
}

func (h *handler) noMemberships(w http.ResponseWriter, _ *http.Request) {
	write(w, nil, &apiError{status: http.StatusBadRequest, code: 9106, msg: "Authentication failed"})
}
