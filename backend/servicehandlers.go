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

	"github.com/lariat-cli/lariat/internal/bounded"
	"github.com/lariat-cli/lariat/vpc"
)

func (h *handler) listServices(w http.ResponseWriter, r *http.Request) {
	p, ok := readPage(r)
	typ := r.URL.Query().Get("type")
	switch {
	case !ok:
		writeResult(w, nil, invalidService("page and per_page must be positive, per_page at most %d", maxPage))
	case typ != "" && !slices.Contains(vpc.ServiceTypes(), typ):
		writeResult(w, nil, invalidService("unknown service type '%s'", typ))
	default:
		services, err := h.store.listServices(r.Context(), typ, p)
		writeResult(w, services, err)
	}
}

func (h *handler) createService(w http.ResponseWriter, r *http.Request) {
	spec, err := readSpec(r.Body)
	if err != nil {
		writeResult(w, nil, err)
		return
	}
	s, err := h.store.createService(r.Context(), spec)
	writeResult(w, s, err)
}

func (h *handler) getService(w http.ResponseWriter, r *http.Request) {
	s, err := h.store.service(r.Context(), pathID(r))
	writeResult(w, s, err)
}

func (h *handler) replaceService(w http.ResponseWriter, r *http.Request) {
	spec, err := readSpec(r.Body)
	if err != nil {
		writeResult(w, nil, err)
		return
	}
	s, err := h.store.replaceService(r.Context(), pathID(r), spec)
	writeResult(w, s, err)
}

func (h *handler) deleteService(w http.ResponseWriter, r *http.Request) {
	writeResult(w, nil, h.store.deleteService(r.Context(), pathID(r)))
}

// pathID is the id in the path; a UUID means the same in capitals.
func pathID(r *http.Request) string {
	id := r.PathValue("id")
	if vpc.IsUUID(id) {
		return strings.ToLower(id)
	}
	return id
}

// readBody reads a request's body; code is what its product calls a bad one.
func readBody(body io.Reader, code int) ([]byte, error) { return readBounded(body, maxBody, code) }

func readBounded(body io.Reader, most int64, code int) ([]byte, error) {
	data, err := bounded.ReadAll(body, most)
	if size, ok := errors.AsType[*bounded.SizeError](err); ok {
		return nil, &apiError{
			status: http.StatusRequestEntityTooLarge, code: code,
			msg: "request body " + size.Error(),
		}
	}
	return data, err
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
		if e.Field == "" {
			return "invalid type: " + e.Value + ", expected an object"
		}
		return fmt.Sprintf("invalid type: %s for `%s`", e.Value, e.Field)
	}
	if _, ok := errors.AsType[*json.SyntaxError](err); ok {
		return strings.TrimPrefix(err.Error(), "json: ")
	}
	return "invalid value"
}
