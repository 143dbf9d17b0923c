package backend

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
)

// apiError is a failure as the API tells it.
type apiError struct {
	status int
	code   int
	msg    string
	docs   string // where Cloudflare explains it; mostly empty
	chain  []message
}

func (e *apiError) Error() string { return e.msg }

type message struct {
	Code    int       `json:"code"`
	Message string    `json:"message"`
	Docs    string    `json:"documentation_url,omitempty"`
	Chain   []message `json:"error_chain,omitempty"`
}

// resultReply is the envelope of the connectivity directory and of Workers.
type resultReply struct {
	Result     any         `json:"result"`
	Success    bool        `json:"success"`
	Errors     []message   `json:"errors"`
	Messages   []message   `json:"messages"`
	ResultInfo *resultInfo `json:"result_info,omitempty"`
}

// reply is the envelope of everything else: the same keys in another order.
type reply struct {
	Success    bool        `json:"success"`
	Errors     []message   `json:"errors"`
	Messages   []message   `json:"messages"`
	Result     any         `json:"result"`
	ResultInfo *resultInfo `json:"result_info,omitempty"`
}

type resultInfo struct {
	Page       int `json:"page"`
	PerPage    int `json:"per_page"`
	Count      int `json:"count"`
	TotalCount int `json:"total_count"`
}

// page is a page of a listing: from 1 on, size items each.
type page struct{ number, size int }

func (p page) offset() int { return (p.number - 1) * p.size }

const maxPage = 1000

// readPage reads page and per_page; what is no number or out of bounds is the
// caller's to report.
func readPage(r *http.Request) (page, bool) {
	p := page{1, maxPage}
	for _, q := range []struct {
		name string
		n    *int
		most int
	}{{"page", &p.number, 1 << 20}, {"per_page", &p.size, maxPage}} {
		text := r.URL.Query().Get(q.name)
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > q.most {
			return p, false
		}
		*q.n = n
	}
	return p, true
}

// writeJSON leaves <, > and & as they are, as the live API does: json.Marshal
// would escape them, even in what a MarshalJSON left alone.
func writeJSON(w http.ResponseWriter, status int, body any) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	text.Truncate(text.Len() - 1) // the encoder's line feed
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(text.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // a reader that has gone needs no reply
}

// asAPIError turns any failure into one of the API's. A fault of the state is
// a 500 whose text names it: the backend's user is its operator, too. In
// process it is told as what it is.
func asAPIError(w http.ResponseWriter, err error) *apiError {
	if e, ok := errors.AsType[*apiError](err); ok {
		return e
	}
	if e, ok := errors.AsType[*StateError](err); ok {
		if local, ok := w.(interface{ stateFailed(*StateError) }); ok {
			local.stateFailed(e)
		}
	}
	return &apiError{status: http.StatusInternalServerError, code: 10001, msg: "internal error: " + err.Error()}
}

func writeResult(w http.ResponseWriter, result any, err error) {
	writeResults(w, result, nil, err)
}

func writeResults(w http.ResponseWriter, result any, info *resultInfo, err error) {
	if err != nil {
		e := asAPIError(w, err)
		writeJSON(w, e.status, resultReply{Errors: e.messages(), Messages: []message{}})
		return
	}
	writeJSON(w, http.StatusOK, resultReply{
		Result: result, Success: true, Errors: []message{}, Messages: []message{}, ResultInfo: info,
	})
}

func write(w http.ResponseWriter, result any, err error) {
	writeList(w, result, nil, err)
}

func writeList(w http.ResponseWriter, result any, info *resultInfo, err error) {
	if err != nil {
		e := asAPIError(w, err)
		writeJSON(w, e.status, reply{Errors: e.messages(), Messages: []message{}})
		return
	}
	writeJSON(w, http.StatusOK, reply{
		Success: true, Errors: []message{}, Messages: []message{}, Result: result, ResultInfo: info,
	})
}

func (e *apiError) messages() []message {
	return []message{{Code: e.code, Message: e.msg, Docs: e.docs, Chain: e.chain}}
}
