package backend

import (
	"context"
	"database/sql"
)

// scanner is a row of several, or the only one.
type scanner interface{ Scan(dest ...any) error }

// rowsQueryer is a database, or a transaction in it.
type rowsQueryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// reader is both, as it is for one row.
type reader interface {
	queryer
	rowsQueryer
}

// query reads every row of a query with scan. None is an empty list, not nil.
func query[T any](
	ctx context.Context, s *Store, scan func(scanner) (T, error), statement string, args ...any,
) ([]T, error) {
	list, err := queryRows(ctx, s.db, scan, statement, args...)
	return list, s.fail(err)
}

// queryRows is query within a transaction, which tells its failures itself.
func queryRows[T any](
	ctx context.Context, q rowsQueryer, scan func(scanner) (T, error), statement string, args ...any,
) ([]T, error) {
	rows, err := q.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	list := []T{}
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, rows.Err()
}
