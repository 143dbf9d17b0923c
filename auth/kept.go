package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"

	"github.com/lariat-cli/lariat/internal/atomicfile"
	"github.com/lariat-cli/lariat/internal/bounded"
)

// ownLogin keeps an OAuth login of lariat's own.
type ownLogin struct {
	logins Logins
	path   string
}

func (o ownLogin) load(ctx context.Context) (tokens, error) {
	l, err := o.logins.read(o.path)
	if err != nil {
		return tokens{}, err
	}
	return o.open(ctx, l)
}

// open adds to a login what is secret of it.
func (o ownLogin) open(ctx context.Context, l Login) (tokens, error) {
	g, err := o.logins.reveal(ctx, l)
	return tokens{g, l.Expires, l.Scopes}, err
}

// reveal reads the secret of a login.
func (s Logins) reveal(ctx context.Context, l Login) (grant, error) {
	switch {
	case l.entry == "" && l.secret == nil:
		return grant{}, nil
	case l.entry == "":
		return l.secret(), nil
	case s.Keyring == nil:
		return grant{}, &KeyringError{errors.New("holds this login, and is switched off")}
	}
	text, err := s.Keyring.Get(ctx, l.entry)
	if err != nil {
		return grant{}, err
	}
	var g grant
	if json.Unmarshal([]byte(text), &g) != nil || flaw(g.Token) != "" {
		return grant{}, &KeyringError{errors.New("holds something else in the place of this login")}
	}
	return g, nil
}

func (o ownLogin) change(ctx context.Context, become func(tokens) (tokens, error)) error {
	return changeFile(ctx, o.path, func(text []byte) ([]byte, error) {
		l, err := decode(o.path, text)
		if err != nil {
			return nil, err
		}
		before, err := o.open(ctx, l)
		if err != nil {
			return nil, err
		}
		after, err := become(before)
		if err != nil || after.grant == before.grant {
			return text, err
		}
		l.Expires, l.Scopes, l.secret = after.expires, after.scopes, after.hidden
		if l.entry != "" {
			// The old secret is used up: nobody's impatience counts any more, and a
			// keyring that fails now makes the file the place for the new one.
			if o.logins.Keyring.Set(context.WithoutCancel(ctx), l.entry, encodeGrant(after.grant)) != nil {
				l.entry = ""
			}
		}
		return l.encode(), nil
	})
}

func (o ownLogin) await(context.Context, string) (tokens, bool) { return tokens{}, false }

// changeFile edits a file that holds a login, locked. That it can be written is
// made sure of before.
func changeFile(ctx context.Context, path string, edit func([]byte) ([]byte, error)) error {
	held, err := atomicfile.Acquire(ctx, path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNone // somebody has logged out meanwhile
	case err != nil:
		return kept(ctx, err) // nothing was begun
	}
	defer held.Release()
	if err := atomicfile.Check(path); err != nil {
		return &KeepError{err}
	}
	before, err := bounded.ReadRegular(path, maxFile)
	if err != nil {
		return &KeepError{err}
	}
	after, err := edit(before)
	if err != nil || bytes.Equal(after, before) {
		return err
	}
	if err := held.Replace(before, after); err != nil {
		return &KeepError{err}
	}
	return nil
}
