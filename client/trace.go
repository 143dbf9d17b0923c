package client

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// maxTraced is how much of a body the trace shows, in bytes.
const maxTraced = 8 << 10

// trace is the round-tripper that shows what goes over the wire, one block per
// request and one per reply, in lines that start with ">" and "<". Both begin
// with the request's number, since requests run at once and replies overtake.
// A block is one write, so that a writer which keeps writes whole keeps blocks
// whole, whoever else writes to it.
type trace struct {
	next  http.RoundTripper
	out   io.Writer
	now   func() time.Time
	count atomic.Int64
}

func (t *trace) RoundTrip(r *http.Request) (*http.Response, error) {
	hidden := sentSecrets(r.Header)
	n := t.count.Add(1)
	t.request(n, r, hidden)
	start := t.now()
	resp, err := t.next.RoundTrip(r)
	took := t.now().Sub(start).Round(time.Millisecond)
	if err != nil {
		t.write("< ", nil, fmt.Appendf(nil, "%d %v (%s)", n, err, took), hidden)
		return nil, err
	}
	head := fmt.Appendf(nil, "%d %d %s (%s)\n", n, resp.StatusCode, http.StatusText(resp.StatusCode), took)
	t.reply(head, r, resp, hidden)
	return resp, nil
}

func (t *trace) request(n int64, r *http.Request, hidden secrets) {
	head := fmt.Appendf(nil, "%d %s %s\n", n, r.Method, r.URL.Redacted())
	head = appendHeader(head, r.Header, harmlessSent)
	var payload []byte
	if r.GetBody != nil {
		if b, err := r.GetBody(); err == nil {
			payload, _ = io.ReadAll(b) // from memory; it cannot fail
		}
	}
	t.write("> ", head, payload, hidden)
}

func (t *trace) reply(head []byte, r *http.Request, resp *http.Response, hidden secrets) {
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
	_, _ = t.out.Write(out.Bytes()) // a trace that fails must not fail the request
}
