package backend

import "context"

// scanner is a row of several, or the only one.
type scanner interface{ Scan(dest ...any) error }

// query reads every row of a query with scan. None is an empty list, not nil.
func query[T any](
	ctx context.Context, s *Store, scan func(scanner) (T, error), statement string, args ...any,
) ([]T, error) {
	rows, err := s.db.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, s.fail(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	list := []T{}
	for rows.Next() {
		item, err := scan(rows)
		if err != nil {
			return nil, s.fail(err)
		}
		list = append(list, item)
	}
	return list, s.fail(rows.Err())
}
