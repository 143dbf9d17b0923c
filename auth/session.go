package auth

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/lariat-cli/lariat/auth/oauth"
)

// early is how long before its end a token is renewed, so that it does not end on
// its way to the API.
const early = 30 * time.Second

// tokens are an OAuth login.
type tokens struct {
	grant
	expires time.Time
	scopes  []string
}

// keeper is where an OAuth login is kept, for this process and others.
type keeper interface {
	load(ctx context.Context) (tokens, error)
	// change puts what becomes of the login in its place, locked against other
	// processes of lariat. Nothing is begun that could not be kept. Where keeping
	// fails afterwards the error is a *KeepError.
	change(ctx context.Context, become func(tokens) (tokens, error)) error
	// await says whether somebody who knows no lock has renewed the login.
	await(ctx context.Context, refused string) (tokens, bool)
}

// session is an OAuth login in use. It is renewed where it is kept, once for all
// that need it: of two at once the second finds what the first has got.
type session struct {
	kept    keeper
	name    string // for people
	refresh func(ctx context.Context, refreshToken string) (oauth.Token, error)
	now     func() time.Time
	warn    func(error)

	mu   sync.Mutex
	have tokens
}

func (s *session) hold() holder { return s }

func (s *session) secrets(ctx context.Context) (secrets, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.have.Token == "" {
		var err error
		if s.have, err = s.kept.load(ctx); err != nil {
			return secrets{}, err
		}
	}
	if !s.isFresh(s.have) {
		if err := s.exchange(ctx, ""); err != nil {
			return secrets{}, err
		}
	}
	return secrets{token: s.have.Token, expires: s.have.expires, renews: s.have.Refresh != ""}, nil
}

// isFresh goes by this machine's clock, which also told when the token would end.
// One that is wrong about that is found out by the API: see Reauthorize. What
// cannot be renewed is good until its very end.
func (s *session) isFresh(t tokens) bool {
	end := t.expires
	if t.Refresh != "" {
		end = end.Add(-early)
	}
	return t.Token != "" && s.now().Before(end)
}

func (s *session) renew(ctx context.Context, refused string) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.have.Token != refused {
		return s.have.Token != "", nil // another request was first
	}
	err := s.exchange(ctx, refused)
	if e, ok := errors.AsType[*ExpiredError](err); ok && e.Err == nil && s.now().Before(e.At) {
		return false, nil // nobody was asked, and the API's refusal says more than a time to come
	}
	return err == nil && s.have.Token != refused, err
}

// exchange gets a token that is good and not the refused one, be it from somebody
// who has been first.
func (s *session) exchange(ctx context.Context, refused string) error {
	had := s.have.Token
	err := s.kept.change(ctx, func(now tokens) (tokens, error) {
		// What was read without the lock may be of two logins, the end of one and
		// the token of the next, so that it says nothing here.
		if now.Token != refused && s.isFresh(now) {
			s.have = now
			return now, nil
		}
		return s.ask(ctx, now)
	})
	if keep, ok := errors.AsType[*KeepError](err); ok && s.have.Token != had && s.warn != nil {
		s.warn(fmt.Errorf("%s was renewed, and has to be made anew: %w", s.name, keep))
		return nil
	}
	return err
}

// ask asks for new tokens. The old refresh token is used up then, so whatever
// comes back has to be kept.
func (s *session) ask(ctx context.Context, now tokens) (tokens, error) {
	if now.Refresh == "" {
		return now, &ExpiredError{Source: s.name, At: now.expires}
	}
	longer, stop := linger(ctx)
	defer stop()
	got, err := s.refresh(longer, now.Refresh)
	if refused, ok := errors.AsType[*oauth.RefusedError](err); ok {
		if by, ok := s.kept.await(ctx, now.Token); ok && s.isFresh(by) {
			s.have = by
			return now, nil // it is kept already
		}
		return now, &ExpiredError{Source: s.name, At: now.expires, Err: refused}
	}
	if err != nil {
		return now, err
	}
	s.have = fromOAuth(got, s.now())
	if s.have.scopes == nil {
		s.have.scopes = now.scopes
	}
	return s.have, nil
}

// linger is a context that outlives its parent a little: who is interrupted while
// the server renews a login would lose it, since the old one is used up.
func linger(ctx context.Context) (context.Context, context.CancelFunc) {
	const more = 3 * time.Second
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(more, cancel) })
	return longer, func() { stop(); cancel() }
}

// ExpiredError says that a login has ended and cannot be renewed.
type ExpiredError struct {
	Source string
	At     time.Time
	Err    error // what the server said; nil where it could not be asked
}

func (e *ExpiredError) Error() string {
	switch {
	case e.Err != nil: // whatever the clock says
		return e.Source + " has ended: " + e.Err.Error()
	case e.At.IsZero():
		return e.Source + " has expired"
	}
	return fmt.Sprintf("%s expired at %s", e.Source, e.At.UTC().Format(time.RFC3339))
}

// Unwrap returns what the server said.
func (e *ExpiredError) Unwrap() error { return e.Err }
