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
	e := &UnavailableError{Server: server, Reason: "the connection failed"}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		e.Reason, e.Err = "the host name cannot be resolved", dns
		return e
	}
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		e.Reason, e.Err = errno.Error(), errno
		return e
	}
	var timeout net.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		e.Reason, e.Err = "timed out", context.DeadlineExceeded
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		e.Reason, e.Err = "the connection was closed before the reply was complete", io.ErrUnexpectedEOF
	case errors.As(err, new(*tls.CertificateVerificationError)):
		e.Reason = "the server's certificate is not trusted"
	}
	return e
}
