package backend

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/vpc"
)

func (h *handler) listServices(w http.ResponseWriter, r *http.Request) {
	p, ok := readPage(r)
	typ := r.URL.Query().Get("type")
	switch {
	case !ok:
		writeDirectory(w, nil, invalidService("page and per_page must be positive, per_page at most %d", maxPage))
	case typ != "" && !slices.Contains(vpc.ServiceTypes(), typ):
		writeDirectory(w, nil, invalidService("unknown service type '%s'", typ))
	default:
		services, err := h.store.listServices(r.Context(), typ, p)
		writeDirectory(w, services, err)
	}
}

func (h *handler) createService(w http.ResponseWriter, r *http.Request) {
	spec, err := readSpec(r.Body)
	if err != nil {
		writeDirectory(w, nil, err)
		return
	}
	s, err := h.store.createService(r.Context(), spec)
	writeDirectory(w, s, err)
}

func (h *handler) getService(w http.ResponseWriter, r *http.Request) {
	s, err := h.store.service(r.Context(), pathID(r))
	writeDirectory(w, s, err)
}

func (h *handler) replaceService(w http.ResponseWriter, r *http.Request) {
	spec, err := readSpec(r.Body)
	if err != nil {
		writeDirectory(w, nil, err)
		return
	}
	s, err := h.store.replaceService(r.Context(), pathID(r), spec)
	writeDirectory(w, s, err)
}

func (h *handler) deleteService(w http.ResponseWriter, r *http.Request) {
	writeDirectory(w, nil, h.store.deleteService(r.Context(), pathID(r)))
}

// pathID is the id in the path; a UUID means the same in capitals.
func pathID(r *http.Request) string {
	id := r.PathValue("id")
	if vpc.IsUUID(id) {
		return strings.ToLower(id)
	}
	return id
}

// readSpec reads the body of a create or an update, with the two kinds of
// failure that the directory tells apart: JSON that does not have the shape,
// and values that do not fit.
func readSpec(body io.Reader) (vpc.Spec, error) {
	data, err := readBody(body)
	if err != nil {
		return vpc.Spec{}, err
	}
	spec, err := decodeSpec(data)
	if err != nil {
		return spec, err
	}
	spec = spec.Normalized()
	if err := spec.Validate(); err != nil {
		return spec, invalidService("%s", err)
	}
	return spec, checkNetwork(data)
}

func readBody(body io.Reader) ([]byte, error) {
	data, err := io.ReadAll(body)
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, &apiError{
			status: http.StatusRequestEntityTooLarge, code: codeBadJSON,
			msg: fmt.Sprintf("request body is larger than %d bytes", tooLarge.Limit),
		}
	}
	return data, err
}

// decodeSpec words its failures as the live service does, position included
// (facts/cloudflare-api.md 1.5): a missing field is noticed at the end.
func decodeSpec(data []byte) (vpc.Spec, error) {
	var spec vpc.Spec
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return spec, badJSON(data, errorOffset(err, data), jsonFault(err))
	}
	if !utf8.Valid(data) {
		return spec, badJSON(data, len(data), "invalid unicode code point")
	}
	for _, name := range []string{"type", "name", "host"} {
		if _, ok := fields[name]; !ok {
			return spec, badJSON(data, len(data), "missing field `"+name+"`")
		}
	}
	if err := json.Unmarshal(data, &spec); err != nil {
		return spec, badJSON(data, len(data), jsonFault(err))
	}
	return spec, nil
}

// checkNetwork checks what a Spec cannot tell: that the tunnel stands under the
// parent that the kind of host asks for (facts/cloudflare-api.md 1.3).
func checkNetwork(data []byte) error {
	var body struct {
		Host struct {
			Hostname        string         `json:"hostname"`
			Network         map[string]any `json:"network"`
			ResolverNetwork map[string]any `json:"resolver_network"`
		} `json:"host"`
	}
	if err := json.Unmarshal(data, &body); err != nil {
		return badJSON(data, len(data), jsonFault(err))
	}
	switch h := body.Host; {
	case h.Hostname != "" && h.Network != nil:
		return invalidService("host.network: goes with an IP address; a hostname takes resolver_network")
	case h.Hostname == "" && h.ResolverNetwork != nil:
		return invalidService("host.resolver_network: goes with a hostname; an IP address takes network")
	}
	return nil
}

func badJSON(data []byte, offset int, what string) *apiError {
	before := data[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	column := offset - bytes.LastIndexByte(before, '\n') - 1
	return &apiError{
		status: http.StatusBadRequest, code: codeBadJSON,
		msg: fmt.Sprintf("invalid json: bad json data: %s at line %d column %d", what, line, column),
	}
}

func errorOffset(err error, data []byte) int {
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return min(int(e.Offset), len(data))
	}
	return len(data)
}

func jsonFault(err error) string {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("invalid type: %s for `%s`", e.Value, e.Field)
	}
	if _, ok := errors.AsType[*json.SyntaxError](err); ok {
		return strings.TrimPrefix(err.Error(), "json: ")
	}
	return "invalid value"
}
