package backend

import (
	"context"
	"database/sql"
	"net/http"
	"strings"
	"time"
)

// schedule is a cron trigger of a Worker. Nothing here would fire it.
type schedule struct {
	Cron             string
	Created, Updated time.Time
}

const selectSchedules = "SELECT cron, created_at, updated_at FROM schedules WHERE worker = ? ORDER BY rowid"

func scanSchedule(row scanner) (schedule, error) {
	var sc schedule
	var created, updated int64
	err := row.Scan(&sc.Cron, &created, &updated)
	sc.Created, sc.Updated = time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
	return sc, err
}

// isCron says whether text has the form of a cron expression: five fields of
// numbers, names and their lists, ranges and steps.
func isCron(text string) bool {
	fields := strings.Fields(text)
	for _, field := range fields {
		if strings.ContainsFunc(field, func(r rune) bool {
			return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && !strings.ContainsRune("*,-/#?", r)
		}) {
			return false
		}
	}
	return len(fields) == 5
}

// replaceSchedules gives a Worker these schedules and no others. One that it
// had keeps the time of its creation.
func (s *Store) replaceSchedules(ctx context.Context, name string, crons []string) (list []schedule, err error) {
	err = s.inWorker(ctx, name, func(tx *sql.Tx) error {
		before, err := queryRows(ctx, tx, scanSchedule, selectSchedules, name)
		if err != nil {
			return err
		}
		created := map[string]time.Time{}
		for _, sc := range before {
			created[sc.Cron] = sc.Created
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM schedules WHERE worker = ?", name); err != nil {
			return err
		}
		now := s.now()
		for _, cron := range crons {
			first, had := created[cron]
			if !had {
				first = now
			}
			if _, err := tx.ExecContext(ctx,
				"INSERT OR IGNORE INTO schedules (worker, cron, created_at, updated_at) VALUES (?, ?, ?, ?)",
				name, cron, first.UnixMicro(), now.UnixMicro()); err != nil {
				return err
			}
		}
		list, err = queryRows(ctx, tx, scanSchedule, selectSchedules, name)
		return err
	})
	return list, err
}

func (s *Store) schedules(ctx context.Context, name string) ([]schedule, error) {
	if _, err := s.worker(ctx, name); err != nil {
		return nil, err
	}
	return query(ctx, s, scanSchedule, selectSchedules, name)
}

func (h *handler) getSchedules(w http.ResponseWriter, r *http.Request) {
	list, err := h.store.schedules(r.Context(), r.PathValue("name"))
	writeResult(w, newSchedulesReply(list), err)
}

func (h *handler) putSchedules(w http.ResponseWriter, r *http.Request) {
	var want []struct {
		Cron string `json:"cron"`
	}
	err := readWorkerBody(r, &want)
	var crons []string
	for _, sc := range want {
		if err == nil && !isCron(sc.Cron) {
			err = badWorker("'%s' is no cron expression of five fields", sc.Cron)
		}
		crons = append(crons, sc.Cron)
	}
	var list []schedule
	if err == nil {
		list, err = h.store.replaceSchedules(r.Context(), r.PathValue("name"), crons)
	}
	writeResult(w, newSchedulesReply(list), err)
}

type scheduleReply struct {
	Cron    string `json:"cron"`
	Created string `json:"created_on"`
	Updated string `json:"modified_on"`
}

type schedulesReply struct {
	Schedules []scheduleReply `json:"schedules"`
}

func newSchedulesReply(list []schedule) schedulesReply {
	reply := schedulesReply{[]scheduleReply{}}
	for _, sc := range list {
		reply.Schedules = append(reply.Schedules, scheduleReply{sc.Cron, timestamp(sc.Created), timestamp(sc.Updated)})
	}
	return reply
}
