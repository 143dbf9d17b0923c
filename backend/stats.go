package backend

import "context"

// Stats count what the state holds, in all accounts.
type Stats struct {
	Accounts int
	Services int
	Tunnels  int // without deleted ones
	Workers  int
	Tokens   int
	Grants   int   // of OAuth, without expired ones
	Bytes    int64 // the size of the databases
}

// Stats counts what the state holds.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	var sum Stats
	accounts, err := s.Accounts(ctx)
	if err != nil {
		return sum, err
	}
	for _, a := range accounts {
		of, err := s.inAccount(ctx, a)
		if err != nil {
			return sum, err
		}
		if err := of.addStats(ctx, &sum); err != nil {
			return sum, err
		}
	}
	sum.Accounts = len(accounts)
	err = s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM tokens),
		(SELECT count(DISTINCT grant_id) FROM oauth_tokens WHERE expires_at > ? AND used_at IS NULL)`, s.now().UnixMicro()).
		Scan(&sum.Tokens, &sum.Grants)
	return sum, s.fail(err)
}

// addStats adds what one account holds.
func (s *Store) addStats(ctx context.Context, sum *Stats) error {
	var st Stats
	err := s.db.QueryRowContext(ctx, `SELECT
		(SELECT count(*) FROM services),
		(SELECT count(*) FROM tunnels WHERE deleted_at IS NULL),
		(SELECT count(*) FROM workers),
		(SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size())`).
		Scan(&st.Services, &st.Tunnels, &st.Workers, &st.Bytes)
	sum.Services += st.Services
	sum.Tunnels += st.Tunnels
	sum.Workers += st.Workers
	sum.Bytes += st.Bytes
	return s.fail(err)
}
