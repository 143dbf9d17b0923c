package backend

import (
	"net/http"
	"slices"
	"strings"
)

// routes registers each path once, for all methods: half of the patterns make
// half of the time that a command without a server spends here.
func (h *handler) routes() {
	paths := map[string]*methods{}
	for _, r := range slices.Concat(directoryRoutes(), workerRoutes(), triggerRoutes(), accountRoutes()) {
		method, path, _ := strings.Cut(r.pattern, " ")
		m := paths[path]
		if m == nil {
			m = &methods{h: h}
			paths[path] = m
			h.mux.Handle(path, m)
		}
		m.names, m.routes = append(m.names, method), append(m.routes, r)
	}
	h.mux.HandleFunc("/", notServed)
}

// methods are the routes of one path.
type methods struct {
	h      *handler
	names  []string
	routes []route
}

func (m *methods) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	if i := slices.Index(m.names, method); i >= 0 {
		m.h.guard(w, r, m.routes[i])
		return
	}
	m.h.guard(w, r, route{needs: noRight, serve: func(_ *handler, w http.ResponseWriter, r *http.Request) {
		otherMethod(w, r, m.names)
	}})
}

// otherMethod answers a method that a path does not take.
func otherMethod(w http.ResponseWriter, r *http.Request, allowed []string) {
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	write(w, nil, &apiError{status: http.StatusMethodNotAllowed, code: codeNoRoute, msg: unserved(r)})
}
