package backend

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"strings"
)

// maxBody caps a request; a real one is below 1 KiB.
const maxBody = 1 << 20

// Option configures a handler.
type Option func(*handler)

// WithAllowedHosts names hosts, or host:port addresses, that requests may be
// for besides the loopback ones.
func WithAllowedHosts(hosts ...string) Option {
	return func(h *handler) {
		for _, host := range hosts {
			h.hosts = append(h.hosts, hostname(host))
		}
	}
}

// WithFaults switches faults on.
func WithFaults(f Faults) Option {
	return func(h *handler) { h.faults = newFaultPlan(f) }
}

type handler struct {
	store  *Store
	mux    *http.ServeMux
	hosts  []string
	faults *faultPlan
}

// New returns the API over a store.
func New(store *Store, opts ...Option) http.Handler {
	h := &handler{store: store, mux: http.NewServeMux()}
	for _, o := range opts {
		o(h)
	}
	h.routes()
	if h.faults == nil {
		return h
	}
	return h.faults.wrap(h)
}

// ServeHTTP checks what every request has to meet and hands it to its route.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cf-Ray", newRay())
	header.Set("Ratelimit", `"default";r=1199;t=1`)
	header.Set("Ratelimit-Policy", `"default";q=1200;w=300`)
	if !h.hostAllowed(r.Host) {
		http.Error(w, "this host name is not served here", http.StatusForbidden)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	token, err := h.authenticate(r)
	if err != nil {
		write(w, nil, err)
		return
	}
	h.mux.ServeHTTP(w, r.WithContext(withToken(r.Context(), token)))
}

// hostAllowed keeps a page in a browser from reaching the state through a name
// that it makes point to the loopback address.
func (h *handler) hostAllowed(host string) bool {
	name := hostname(host)
	if name == "localhost" {
		return true
	}
	if ip := net.ParseIP(name); ip != nil && ip.IsLoopback() {
		return true
	}
	for _, allowed := range h.hosts {
		if strings.EqualFold(name, allowed) {
			return true
		}
	}
	return false
}

func hostname(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.Trim(host, "[]")
}

func newRay() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b) + "-LCL"
}

type tokenKey struct{}

func withToken(ctx context.Context, t Token) context.Context {
	return context.WithValue(ctx, tokenKey{}, t)
}

func tokenOf(r *http.Request) Token {
	t, _ := r.Context().Value(tokenKey{}).(Token) // authenticate put it there
	return t
}

// authenticate finds the token of a request, with the failures of
// facts/cloudflare-api.md 2.3.
func (h *handler) authenticate(r *http.Request) (Token, error) {
	value, err := credential(r.Header)
	if err != nil {
		return Token{}, err
	}
	t, err := h.store.findToken(r.Context(), value)
	switch {
	case errors.Is(err, errNoToken):
		return t, &apiError{status: http.StatusUnauthorized, code: 1000, msg: "Invalid API Token"}
	case err != nil:
		return t, err
	case !t.Expires.IsZero() && !h.store.now().Before(t.Expires):
		return t, &apiError{status: http.StatusUnauthorized, code: 1000, msg: "Invalid API Token"}
	}
	return t, nil
}

// credential reads the token, or the global key, for which the backend takes
// any token with any e-mail address.
func credential(h http.Header) (string, error) {
	if key := h.Get("X-Auth-Key"); key != "" && h.Get("X-Auth-Email") != "" {
		return key, nil
	}
	text := h.Get("Authorization")
	if text == "" {
		return "", &apiError{
			status: http.StatusBadRequest, code: 9106, msg: "Missing X-Auth-Key, X-Auth-Email or Authorization headers",
		}
	}
	token, ok := strings.CutPrefix(text, "Bearer ")
	if !ok || token == "" || strings.ContainsAny(token, " \t\"'") {
		return "", &apiError{
			status: http.StatusBadRequest, code: 6003, msg: "Invalid request headers",
			chain: []message{{Code: 6111, Message: "Invalid format for Authorization header"}},
		}
	}
	return token, nil
}

func forbidden() *apiError {
	return &apiError{status: http.StatusForbidden, code: 10000, msg: "Authentication error"}
}
