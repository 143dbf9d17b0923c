package backend

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/lariat-cli/lariat/internal/loopback"
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

// WithAnyAddress lets requests be for any IP address, for a server that listens
// on all of its machine's: a page in a browser can only make a name point here.
func WithAnyAddress() Option {
	return func(h *handler) { h.anyIP = true }
}

// WithClock sets the clock of this handler: of the times it writes and of the
// expiry of tokens. Without it the store's own counts.
func WithClock(now func() time.Time) Option {
	return func(h *handler) {
		view := *h.store
		view.now = now
		h.store = &view
	}
}

// WithFaults switches faults on.
func WithFaults(f Faults) Option {
	return func(h *handler) { h.faults = newFaultPlan(f) }
}

type handler struct {
	store  *Store
	mux    *http.ServeMux        // the API
	auth   func() *http.ServeMux // OAuth; most commands need none
	life   lifetimes
	hosts  []string
	anyIP  bool
	faults *faultPlan
}

// New returns the API over a store, and beside it the OAuth server that
// Cloudflare's dashboard has.
func New(store *Store, opts ...Option) http.Handler {
	h := &handler{
		store: store, mux: http.NewServeMux(), life: lifetimes{accessLifetime, refreshLifetime},
	}
	for _, o := range opts {
		o(h)
	}
	h.routes()
	h.auth = sync.OnceValue(h.oauthRoutes)
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
	defer answerPanic(w)
	if isOAuth(r) {
		h.auth().ServeHTTP(w, r)
		return
	}
	c, err := h.authenticate(r)
	switch {
	case err != nil:
		write(w, nil, err)
	case !isClean(r.URL.EscapedPath()):
		noRoute(w, r)
	default:
		h.mux.ServeHTTP(w, r.WithContext(withCaller(r.Context(), c)))
	}
}

// answerPanic makes a fault of ours a reply that can be reported. Replies are
// written in one go, so nothing of another one is out yet.
func answerPanic(w http.ResponseWriter) {
	switch fault := recover(); fault {
	case nil:
	case http.ErrAbortHandler:
		panic(fault)
	default:
		write(w, nil, fmt.Errorf("panic: %v", fault))
	}
}

// isClean says whether the router would take the path as it is. Others it
// redirects, which Cloudflare does not: an empty id would reach another route.
func isClean(escaped string) bool {
	return path.Clean(escaped) == strings.TrimSuffix(escaped, "/")
}

// hostAllowed keeps a page in a browser from reaching the state through a name
// that it makes point to the loopback address.
func (h *handler) hostAllowed(host string) bool {
	name := hostname(host)
	if loopback.Is(name) || h.anyIP && net.ParseIP(name) != nil {
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

// newRay makes a request id in the form of Cloudflare's: 16 digits and a place.
func newRay() string {
	b := make([]byte, 8)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b) + "-LOCAL"
}
