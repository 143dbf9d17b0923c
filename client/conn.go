package client

import (
	"context"
	"errors"
	"net"
	"net/http/httptrace"
	"sync/atomic"
)

// conn watches one try, to know whether it got as far as a connection.
type conn struct{ asked, got atomic.Bool }

func (c *conn) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { c.asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { c.got.Store(true) },
	})
}

// unsent reports whether no byte of a try that failed with err can have
// reached a server. A transport that is not http.Transport asks for no
// connection; then only the error tells.
func (c *conn) unsent(err error) bool {
	if c.asked.Load() {
		return !c.got.Load()
	}
	op, ok := errors.AsType[*net.OpError](err)
	return ok && (op.Op == "dial" || op.Op == "proxyconnect") ||
		errors.As(err, new(*net.DNSError)) || errors.As(err, new(authError)) || untrusted(err) || declared(err)
}
