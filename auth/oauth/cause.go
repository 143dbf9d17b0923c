package oauth

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"syscall"
)

// unreachable is a request without a reply. Its text is never the error's own,
// which quotes what it could not parse, and so perhaps a code that the server
// has echoed.
func unreachable(server string, err error) *UnavailableError {
	reason, cause := explainTransport(err)
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "proxyconnect" {
		reason = "the proxy: " + reason
	}
	return &UnavailableError{Server: server, Reason: reason, Err: cause}
}

// explainTransport gives the cause as far as its text is the system's.
func explainTransport(err error) (reason string, cause error) {
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return "the host name cannot be resolved", dns
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return errno.Error(), errno
	}
	timeout, ok := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, context.DeadlineExceeded), ok && timeout.Timeout():
		return "timed out", context.DeadlineExceeded
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the connection was closed before the reply was complete", io.ErrUnexpectedEOF
	case errors.As(err, new(*tls.CertificateVerificationError)):
		return "the server's certificate is not trusted", nil
	}
	return "the connection failed", nil
}
