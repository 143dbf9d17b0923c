package backend

import (
	"context"
	"database/sql"
	"net/http"
	"strings"
)

// The codes of routes, as reported: cloudflare/wrangler-action issue 241 and
// cloudflare/wrangler-legacy issue 920.
const (
	codeRouteTaken = 10020
	codeBadRoute   = 10022
)

// workerRoute is a row of the routes table.
type workerRoute struct{ Zone, Pattern, Worker string }

func scanRoute(row scanner) (workerRoute, error) {
	var wr workerRoute
	err := row.Scan(&wr.Zone, &wr.Pattern, &wr.Worker)
	return wr, err
}

// routeSpec is a route as it is asked for. It may say which zone it is in, by
// an id that only the real account knows.
type routeSpec struct {
	Pattern  string `json:"pattern"`
	ZoneID   string `json:"zone_id"`
	ZoneName string `json:"zone_name"`
}

func badRoute(pattern string) *apiError {
	return &apiError{
		status: http.StatusBadRequest, code: codeBadRoute, msg: "Route pattern must include zone name: " + pattern,
	}
}

// zone is the id of the zone that a route is in.
func (s routeSpec) zone(account string) (string, error) {
	host := patternHost(s.Pattern)
	z, ok := zoneOf(account, host)
	named, known := zoneOf(account, s.ZoneName)
	switch {
	case s.Pattern == "", s.ZoneID != "" && !isAccountID(s.ZoneID), s.ZoneName != "" && !known:
		return "", badRoute(s.Pattern)
	case s.ZoneID != "":
		return s.ZoneID, nil
	case known && (host == "" || z == named):
		return named.ID, nil
	case known || !ok:
		return "", badRoute(s.Pattern)
	}
	return z.ID, nil
}

// patternHost is the part of a pattern's host that holds no wildcard.
func patternHost(pattern string) string {
	_, rest, found := strings.Cut(pattern, "://")
	if !found {
		rest = pattern
	}
	host, _, _ := strings.Cut(rest, "/")
	return strings.TrimLeft(host, "*.")
}

// replaceRoutes gives a Worker these routes and no others.
func (s *Store) replaceRoutes(ctx context.Context, name string, specs []routeSpec) error {
	return s.inWorker(ctx, name, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM routes WHERE worker = ?", name); err != nil {
			return err
		}
		for _, spec := range specs {
			zone, err := spec.zone(s.account.ID)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, "INSERT INTO routes (zone, pattern, worker) VALUES (?, ?, ?)", zone, spec.Pattern, name)
			if isUnique(err) {
				return &apiError{
					status: http.StatusConflict, code: codeRouteTaken, msg: "workers.api.error.duplicate_route",
				}
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Store) zoneRoutes(ctx context.Context, zone string) ([]workerRoute, error) {
	return query(ctx, s, scanRoute, "SELECT zone, pattern, worker FROM routes WHERE zone = ? ORDER BY pattern", zone)
}

func (h *handler) putRoutes(w http.ResponseWriter, r *http.Request) {
	var specs []routeSpec
	err := readWorkerBody(r, &specs)
	if err == nil {
		err = h.store.replaceRoutes(r.Context(), r.PathValue("name"), specs)
	}
	patterns := []string{}
	for _, spec := range specs {
		patterns = append(patterns, spec.Pattern)
	}
	writeResult(w, patterns, err)
}

type routeReply struct {
	ID      string `json:"id"`
	Pattern string `json:"pattern"`
	Script  string `json:"script"`
}

func (h *handler) listZoneRoutes(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("zone")
	if !isAccountID(id) {
		noRoute(w, r)
		return
	}
	accounts, err := h.accountsWith(r.Context(), callerOf(r), readWorkers)
	list := []routeReply{}
	for _, a := range accounts {
		var routes []workerRoute
		if err == nil {
			routes, err = h.routesIn(r.Context(), a, id)
		}
		for _, wr := range routes {
			list = append(list, routeReply{madeUpID("route", wr.Zone, wr.Pattern), wr.Pattern, wr.Worker})
		}
	}
	writeResult(w, list, err)
}

// routesIn are the routes of a zone that an account has. The id of a zone does
// not tell whose it is.
func (h *handler) routesIn(ctx context.Context, a Account, zone string) ([]workerRoute, error) {
	store, err := h.store.inAccount(ctx, a)
	if err != nil {
		return nil, err
	}
	return store.zoneRoutes(ctx, zone)
}
