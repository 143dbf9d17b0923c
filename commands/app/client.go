package app

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/settings"
	"github.com/lariat-cli/lariat/internal/buildinfo"
)

const (
	envHeaders  = "CLOUDFLARE_API_HEADERS"
	headersHint = "export " + envHeaders + `='{"X-Name":"value"}'`
)

// Client makes the API client for the target, with the account chosen.
func (a *App) Client(ctx context.Context) (*client.Client, error) {
	if a.client != nil {
		return a.client, nil
	}
	t, err := a.Target()
	if err != nil {
		return nil, err
	}
	if err := a.checkEnvironment(); err != nil {
		return nil, err
	}
	opts, err := a.clientOptions()
	if err != nil {
		return nil, err
	}
	if t.Local {
		opts, a.account, err = a.localOptions(ctx, opts)
	} else {
		opts, a.account, err = a.remoteOptions(ctx, t, opts)
	}
	if err != nil {
		return nil, err
	}
	a.client = client.New(a.account.ID, opts...)
	return a.client, nil
}

// HasClient says whether Client has made one.
func (a *App) HasClient() bool { return a.client != nil }

// ForgetClient makes the next use of Client find anew what it is made from: the
// .env files, the configuration, the target, the credentials and the account.
func (a *App) ForgetClient() {
	a.env, a.project, a.target, a.creds, a.account, a.client = nil, nil, nil, nil, Account{}, nil
}

// PreviewClient makes a client for requests that are shown and not sent. It
// does without credentials where the account is named.
func (a *App) PreviewClient(ctx context.Context) (*client.Client, error) {
	c, err := a.Client(ctx)
	if !errors.Is(err, auth.ErrNone) {
		return c, err
	}
	account, nameErr := a.namedAccount(*a.target)
	if nameErr != nil || account.ID == "" {
		return nil, errors.Join(nameErr, err)
	}
	return client.New(account.ID, client.WithBaseURL(a.target.BaseURL)), nil
}

func (a *App) clientOptions() ([]client.Option, error) {
	limit, err := a.timeout()
	if err != nil {
		return nil, err
	}
	opts := []client.Option{
		client.WithTimeout(limit),
		client.WithUserAgent(userAgent()),
	}
	if a.Flags.Verbose {
		opts = append(opts, client.WithTrace(a.Streams.Err))
	}
	return opts, nil
}

func userAgent() string { return "lariat/" + buildinfo.Version() }

func (a *App) timeout() (time.Duration, error) {
	v, err := a.Setting(settings.Timeout)
	if err != nil {
		return 0, err
	}
	return time.ParseDuration(v.Text)
}

// Bound starts the clock of an operation that is not the client's.
func (a *App) Bound(ctx context.Context) (context.Context, context.CancelFunc, error) {
	limit, err := a.timeout()
	if err != nil {
		return ctx, func() {}, err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	return ctx, cancel, nil
}

// localOptions puts the backend's handler in place of the network: the same
// client, the same bytes, no socket. The account is always the backend's own,
// since the configuration names the one at Cloudflare.
func (a *App) localOptions(ctx context.Context, opts []client.Option) ([]client.Option, Account, error) {
	account, given, err := a.flagAccount()
	if err != nil {
		return nil, account, err
	}
	store, err := a.Store(ctx)
	if err != nil {
		return nil, account, err
	}
	if !given {
		account = localAccount(store)
	}
	creds, err := a.localCredentials(ctx, store)
	if err != nil {
		return nil, account, err
	}
	a.creds = &creds
	return append(opts,
		client.WithBaseURL("http://localhost/client/v4"),
		client.WithTransport(backend.InProcess(backend.New(store))),
		client.WithAuthorizer(a.creds),
	), account, nil
}

// localCredentials are CLOUDFLARE_API_TOKEN where it is a token of the local
// state, so that its role counts as it does over a socket. Any other is one for
// Cloudflare, and of no concern here.
func (a *App) localCredentials(ctx context.Context, store *backend.Store) (auth.Credentials, error) {
	if err := a.LoadEnv(); err != nil {
		return auth.Credentials{}, err
	}
	if v := a.Lookup(auth.EnvToken); v.Value != "" {
		known, err := store.HasToken(ctx, v.Value)
		if known || err != nil {
			return auth.Token(v.Value, auth.EnvToken), err
		}
	}
	token, err := store.AdminToken(ctx)
	return auth.Token(token, "the local state"), err
}

func (a *App) remoteOptions(ctx context.Context, t Target, opts []client.Option) ([]client.Option, Account, error) {
	opts, err := a.authorizedOptions(t, opts)
	if err != nil {
		return nil, Account{}, err
	}
	account, err := a.chooseAccount(ctx, t, opts)
	return opts, account, err
}

// authorizedOptions are those of a client for the target with the credentials.
func (a *App) authorizedOptions(t Target, opts []client.Option) ([]client.Option, error) {
	creds, err := a.Credentials()
	if err != nil {
		return nil, err
	}
	if err := t.GuardCredentials(creds); err != nil {
		return nil, err
	}
	headers, err := a.extraHeaders(t)
	if err != nil {
		return nil, err
	}
	return append(opts,
		client.WithBaseURL(t.BaseURL),
		client.WithAuthorizer(creds),
		client.WithHeader(headers),
	), nil
}

// extraHeaders reads the headers that Wrangler sends along, too
// (facts/wrangler.md 4.1). Only the process environment counts: a project's
// file has no business with the headers of the user's requests, nor does the
// server that such a file chose.
func (a *App) extraHeaders(t Target) (http.Header, error) {
	text := a.Env(envHeaders)
	if text == "" {
		return nil, nil
	}
	if t.file != "" {
		a.Warn("%s is not sent to an address that %q sets", envHeaders, t.file)
		return nil, nil
	}
	var values map[string]string
	if err := json.Unmarshal([]byte(text), &values); err != nil {
		return nil, Usage(headersHint, "%s is not a JSON object of strings", envHeaders)
	}
	h := http.Header{}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		h.Set(name, values[name])
	}
	if err := client.CheckHeader(h); err != nil {
		return nil, Usage(headersHint, "%s: %s", envHeaders, err)
	}
	return h, nil
}

// Store opens the embedded backend's state once.
func (a *App) Store(ctx context.Context) (*backend.Store, error) {
	if a.store != nil {
		return a.store, nil
	}
	dir, err := a.StateDir()
	if err != nil {
		return nil, err
	}
	s, err := backend.Open(ctx, dir)
	if err != nil {
		return nil, err
	}
	a.store = s
	return s, nil
}
