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

// zoneOf is the zone that a host belongs to.
func zoneOf(host string) (zone, bool) {
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
	return zone{madeUpID("zone", name), name}, true
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

// listZones finds a zone by its name; without one there is nothing to list.
func (h *handler) listZones(w http.ResponseWriter, r *http.Request) {
	account, query, list := h.store.Account(), r.URL.Query(), []zoneReply{}
	z, ok := zoneOf(query.Get("name"))
	ours := !query.Has("account.id") || query.Get("account.id") == account.ID
	if ok && ours && strings.EqualFold(z.Name, query.Get("name")) {
		list = append(list, zoneReply{
			ID: z.ID, Name: z.Name, Status: "active", Type: "full", Account: zoneAccount{account.ID, account.Name},
		})
	}
	writeResults(w, list, &resultInfo{1, maxPage, len(list), len(list)}, nil)
}
