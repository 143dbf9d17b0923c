package backend

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
)

// zone is a zone of the account. None is kept: every name that could be
// registered, so of two labels, is one as soon as somebody asks for it.
type zone struct{ ID, Name string }

// zoneOf is the zone of an account that a host belongs to.
func zoneOf(account, host string) (zone, bool) {
	labels := strings.Split(strings.ToLower(host), ".")
	for _, label := range labels {
		if !isLabel(label) {
			return zone{}, false
		}
	}
	n := len(labels)
	if n < 2 || strings.Trim(labels[n-1], "0123456789") == "" { // an address ends in a number
		return zone{}, false
	}
	name := strings.Join(labels[n-2:], ".")
	if account == AccountID { // whose zones are older than other accounts
		return zone{madeUpID("zone", name), name}, true
	}
	return zone{madeUpID("zone", account, name), name}, true
}

func isLabel(s string) bool {
	const characters = "abcdefghijklmnopqrstuvwxyz0123456789-_"
	return s != "" && len(s) <= 63 && strings.Trim(s, characters) == ""
}

// madeUpID is the id of what is not kept under one: the same for the same
// names, in every state.
func madeUpID(names ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(names, "\n")))
	return hex.EncodeToString(sum[:16])
}

type zoneReply struct {
	ID      string      `json:"id"`
	Name    string      `json:"name"`
	Status  string      `json:"status"`
	Paused  bool        `json:"paused"`
	Type    string      `json:"type"`
	Account zoneAccount `json:"account"`
}

type zoneAccount struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// listZones finds a zone by its name, in the account that is named or else the
// first; without a name there is nothing to list.
func (h *handler) listZones(w http.ResponseWriter, r *http.Request) {
	query, list := r.URL.Query(), []zoneReply{}
	accounts, err := h.accountsWith(r.Context(), callerOf(r), readWorkers)
	for _, a := range accounts {
		if query.Has("account.id") && query.Get("account.id") != a.ID || len(list) > 0 {
			continue
		}
		z, ok := zoneOf(a.ID, query.Get("name"))
		if ok && strings.EqualFold(z.Name, query.Get("name")) {
			list = append(list, zoneReply{
				ID: z.ID, Name: z.Name, Status: "active", Type: "full", Account: zoneAccount{a.ID, a.Name},
			})
		}
	}
	writeResults(w, list, &resultInfo{1, maxPage, len(list), len(list)}, err)
}
