package oauth

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxReply is the longest reply that is read; a real one is below 8 KiB.
const maxReply = 64 << 10

// wire is the round-tripper between the library and the network. It lets
// through what an authorization server may answer: JSON of a bounded size. All
// else becomes an *UnavailableError.
type wire struct {
	ctx   context.Context //nolint:containedctx // the library's device request has none
	next  http.RoundTripper
	agent string
}

// RoundTrip makes the request and reads the whole reply.
func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(w.ctx)
	r.Header.Set("Accept", "application/json")
	if w.agent != "" {
		r.Header.Set("User-Agent", w.agent)
	}
	server := origin(r.URL)
	resp, err := w.next.RoundTrip(r)
	if err != nil {
		return nil, unreachable(server, err)
	}
	if resp.Body == nil { // a transport that is not http.Transport may do so
		resp.Body = http.NoBody
	}
	defer func(body io.Closer) { _ = body.Close() }(resp.Body)
	data, err := bounded.ReadSized(resp.Body, resp.ContentLength, maxReply)
	if size, ok := errors.AsType[*bounded.SizeError](err); ok {
		return nil, &UnavailableError{Server: server, Status: resp.StatusCode, Reason: "the reply " + size.Error()}
	}
	if err != nil {
		return nil, unreachable(server, err)
	}
	if fault := fault(resp.StatusCode, data); fault != "" {
		return nil, &UnavailableError{Server: server, Status: resp.StatusCode, Reason: fault}
	}
	resp.Body = io.NopCloser(bytes.NewReader(data))
	resp.Header.Set("Content-Type", "application/json") // the library goes by it
	return resp, nil
}

// fault says why a reply is not the authorization server's word, or "". An empty
// one is: that of a revocation.
func fault(status int, body []byte) string {
	body = bytes.TrimSpace(body)
	switch {
	case status >= 300 && status < 400:
		return fmt.Sprintf("the server redirects (HTTP %d), which is not followed with credentials", status)
	case status >= 500 || status == http.StatusTooManyRequests || status == http.StatusRequestTimeout:
		return fmt.Sprintf("HTTP %d %s", status, http.StatusText(status))
	case len(body) > 0 && (body[0] != '{' || !json.Valid(body)):
		return fmt.Sprintf("the reply (HTTP %d) is not JSON; is there a proxy in between?", status)
	}
	return ""
}
