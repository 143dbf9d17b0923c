package auth

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/lariat-cli/lariat/internal/bounded"
)

// EncryptedError says that Wrangler keeps its login encrypted, with a key that
// is in the system's keyring.
type EncryptedError struct{ Path string }

func (e *EncryptedError) Error() string {
	return fmt.Sprintf("Wrangler's login in %s is encrypted, so that only Wrangler can read it", e.Path)
}

// wranglerLogin is the login that `wrangler login` stored for a profile of its
// own, if there is one (facts/wrangler.md 5.3). It is renewed as Wrangler does,
// and kept in the same file, so that Wrangler goes on with it.
func wranglerLogin(s Sources, profile string) (Credentials, error) {
	if CheckProfile(profile) != nil {
		return Credentials{}, ErrNone
	}
	base := wranglerBase(s, profile)
	c, err := plainLogin(s, profile, base+".toml")
	if !errors.Is(err, ErrNone) {
		return c, err
	}
	if _, err := os.Stat(base + ".enc"); err == nil {
		return c, &EncryptedError{Path: base + ".enc"}
	}
	return c, ErrNone
}

func plainLogin(s Sources, profile, path string) (Credentials, error) {
	source := "Wrangler's login (" + path + ")"
	text, err := bounded.ReadRegular(path, maxFile)
	if bounded.IsAbsent(err) {
		return Credentials{}, ErrNone
	}
	if refused, ok := errors.AsType[bounded.Refusal](err); ok {
		return Credentials{}, fmt.Errorf("the login of Wrangler in %q %w", path, refused)
	}
	if err != nil {
		return Credentials{}, fmt.Errorf("could not read Wrangler's login: %w", err)
	}
	l, err := decodeWrangler(path, text)
	switch {
	case err != nil:
		return Credentials{}, err
	case l.Token == "" && l.legacy == "":
		return Credentials{}, ErrNone
	case l.Token == "":
		c := Token(l.legacy, source+", an API token of Wrangler 1")
		c.Wrangler = profile
		return c, nil
	case l.Refresh == "" && !s.Now().Before(l.expires):
		return Credentials{}, &ExpiredError{Source: source, At: l.expires}
	}
	session := s.session(wranglerFile{path}, source, s.wranglerClient())
	session.have = l.tokens
	return Credentials{
		hold: session.hold, Source: source, Wrangler: profile, Kind: KindOAuth, Scopes: l.scopes, Expires: l.expires,
	}, nil
}

// wranglerFile keeps an OAuth login where Wrangler does.
type wranglerFile struct{ path string }

func (w wranglerFile) load(context.Context) (tokens, error) {
	text, err := bounded.ReadRegular(w.path, maxFile)
	if err != nil {
		return tokens{}, err
	}
	l, err := decodeWrangler(w.path, text)
	return l.tokens, err
}

func (w wranglerFile) change(ctx context.Context, become func(tokens) (tokens, error)) error {
	return changeFile(ctx, w.path, func(text []byte) ([]byte, error) {
		l, err := decodeWrangler(w.path, text)
		if err != nil {
			return nil, err
		}
		after, err := become(l.tokens)
		if err != nil || after.grant == l.grant {
			return text, err
		}
		return l.encode(after)
	})
}

// await gives Wrangler time to write what it has got: it locks nothing, so that
// the refresh token may be used up by it already (facts/wrangler.md 5.2).
func (w wranglerFile) await(ctx context.Context, refused string) (tokens, bool) {
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	given := time.NewTimer(time.Second)
	defer given.Stop()
	for {
		if now, err := w.load(ctx); err == nil && now.Token != refused {
			return now, true
		}
		select {
		case <-look.C:
		case <-given.C:
			return tokens{}, false
		case <-ctx.Done():
			return tokens{}, false
		}
	}
}
