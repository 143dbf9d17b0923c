package client

import (
	"net"
	"net/http"
	"time"
)

// newTransport is a lean transport for a short-lived program. HTTP/2 is worth
// its set-up only over TLS, where many look-ups share one connection.
func newTransport(tls bool) http.RoundTripper {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      tls,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
	}
}
