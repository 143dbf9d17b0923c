package client

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// maxTraced is how much of a body the trace shows, in bytes.
const maxTraced = 8 << 10

// trace is the round-tripper that shows what goes over the wire, one block per
// request and one per reply, in lines that start with ">" and "<".
type trace struct {
	next http.RoundTripper
	out  io.Writer
	now  func() time.Time
	mu   sync.Mutex // keeps the blocks of concurrent requests whole
}

func (t *trace) RoundTrip(r *http.Request) (*http.Response, error) {
	hidden := sentSecrets(r.Header)
	t.request(r, hidden)
	start := t.now()
	resp, err := t.next.RoundTrip(r)
	took := t.now().Sub(start).Round(time.Millisecond)
	if err != nil {
		t.write("< ", nil, fmt.Appendf(nil, "%v (%s)", err, took), hidden)
		return nil, err
	}
	t.reply(r, resp, took, hidden)
	return resp, nil
}

func (t *trace) request(r *http.Request, hidden secrets) {
	head := fmt.Appendf(nil, "%s %s\n", r.Method, r.URL.Redacted())
	head = appendHeader(head, r.Header, harmlessSent)
	var payload []byte
	if r.GetBody != nil {
		if b, err := r.GetBody(); err == nil {
			payload, _ = io.ReadAll(b) // from memory; it cannot fail
		}
	}
	t.write("> ", head, payload, hidden)
}

func (t *trace) reply(r *http.Request, resp *http.Response, took time.Duration, hidden secrets) {
	head := fmt.Appendf(nil, "%d %s (%s)\n", resp.StatusCode, http.StatusText(resp.StatusCode), took)
	head = appendHeader(head, resp.Header, harmlessReceived)
	payload := contents(resp)
	if secretPath(r.URL.Path) && len(payload) > 0 {
		payload = []byte(redacted)
	}
	t.write("< ", head, payload, hidden)
}

// write shows head and payload, each line behind the prefix.
func (t *trace) write(prefix string, head, payload []byte, hidden secrets) {
	var out bytes.Buffer
	for _, part := range []string{hidden.hide(string(head)), hidden.hideBody(payload)} {
		cut := len(part) - maxTraced
		for line := range strings.Lines(part[:min(len(part), maxTraced)]) {
			out.WriteString(prefix + visible(strings.TrimRight(line, "\r\n"), maxTraced) + "\n")
		}
		if cut > 0 {
			fmt.Fprintf(&out, "%s[%d more bytes]\n", prefix, cut)
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	_, _ = t.out.Write(out.Bytes()) // a trace that fails must not fail the request
}
