package backend

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"

	"github.com/lariat-cli/lariat/vpc"
)

// The codes of the connectivity directory (facts/cloudflare-api.md 1.5).
const (
	codeInvalid  = 5101
	codeBadJSON  = 5102
	codeNotFound = 5104
)

func invalidService(format string, args ...any) *apiError {
	return &apiError{
		status: http.StatusBadRequest, code: codeInvalid,
		msg: "request contained invalid parameters: " + fmt.Sprintf(format, args...),
	}
}

func serviceNotFound(id string) *apiError {
	return &apiError{
		status: http.StatusNotFound, code: codeNotFound,
		msg: fmt.Sprintf("Service (ID: %q) not found", id),
	}
}

// listServices returns a page of services in the order of their creation, of
// one type or of all.
func (s *Store) listServices(ctx context.Context, typ string, p page) ([]vpc.Service, error) {
	return query(ctx, s, scanService,
		`SELECT id, spec, created_at, updated_at FROM services WHERE ? IN ('', type) ORDER BY id LIMIT ? OFFSET ?`,
		typ, p.size, p.offset())
}

func (s *Store) service(ctx context.Context, id string) (vpc.Service, error) {
	row := s.db.QueryRowContext(ctx, "SELECT id, spec, created_at, updated_at FROM services WHERE id = ?", id)
	svc, err := scanService(row)
	if errors.Is(err, sql.ErrNoRows) {
		return svc, serviceNotFound(id)
	}
	return svc, s.fail(err)
}

func scanService(row scanner) (vpc.Service, error) {
	var svc vpc.Service
	var spec string
	var created, updated int64
	if err := row.Scan(&svc.ID, &spec, &created, &updated); err != nil {
		return svc, err
	}
	svc.CreatedAt, svc.UpdatedAt = time.UnixMicro(created).UTC(), time.UnixMicro(updated).UTC()
	return svc, json.Unmarshal([]byte(spec), &svc.Spec)
}

func (s *Store) createService(ctx context.Context, spec vpc.Spec) (vpc.Service, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return vpc.Service{}, err
	}
	now := s.now().UTC().Truncate(time.Second)
	svc := vpc.Service{ID: id.String(), Spec: spec, CreatedAt: now, UpdatedAt: now}
	return svc, s.inTx(ctx, func(tx *sql.Tx) error {
		var count int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM services").Scan(&count); err != nil {
			return err
		}
		if count >= vpc.MaxServices {
			return invalidService("Account has reached the limit of %d services", vpc.MaxServices)
		}
		return s.writeService(ctx, tx,
			`INSERT INTO services (name, type, tunnel_id, spec, created_at, updated_at, id) VALUES (?, ?, ?, ?, ?, ?, ?)`, svc)
	})
}

// replaceService replaces the whole service; created_at starts anew, as it does
// live (facts/cloudflare-api.md 0.6).
func (s *Store) replaceService(ctx context.Context, id string, spec vpc.Spec) (vpc.Service, error) {
	now := s.now().UTC().Truncate(time.Second)
	svc := vpc.Service{ID: id, Spec: spec, CreatedAt: now, UpdatedAt: now}
	return svc, s.inTx(ctx, func(tx *sql.Tx) error {
		var found int
		err := tx.QueryRowContext(ctx, "SELECT 1 FROM services WHERE id = ?", id).Scan(&found)
		if errors.Is(err, sql.ErrNoRows) {
			return serviceNotFound(id)
		}
		if err != nil {
			return err
		}
		return s.writeService(ctx, tx,
			`UPDATE services SET name = ?, type = ?, tunnel_id = ?, spec = ?, created_at = ?, updated_at = ? WHERE id = ?`, svc)
	})
}

func (s *Store) writeService(ctx context.Context, tx *sql.Tx, query string, svc vpc.Service) error {
	if err := tunnelExists(ctx, tx, svc.Host.TunnelID); err != nil {
		return err
	}
	spec, err := json.Marshal(svc.Spec)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, query, svc.Name, string(svc.Type), svc.Host.TunnelID, string(spec),
		svc.CreatedAt.UnixMicro(), svc.UpdatedAt.UnixMicro(), svc.ID)
	if isUnique(err) {
		return invalidService("Service name '%s' already exists", svc.Name)
	}
	return err
}

func tunnelExists(ctx context.Context, tx *sql.Tx, id string) error {
	var found int
	err := tx.QueryRowContext(ctx, "SELECT 1 FROM tunnels WHERE id = ? AND deleted_at IS NULL", id).Scan(&found)
	if errors.Is(err, sql.ErrNoRows) {
		return invalidService("Tunnel ID Not Found")
	}
	return err
}

func (s *Store) deleteService(ctx context.Context, id string) error {
	return s.inTx(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM services WHERE id = ?", id)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, serviceNotFound(id))
		}
		return nil
	})
}
