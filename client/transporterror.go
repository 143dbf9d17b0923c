package client

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"
)

// TransportError is a request that got no reply. It is an ErrUnavailable, and
// context.DeadlineExceeded where time ran out.
type TransportError struct {
	Method   string
	URL      string // scheme, host and path; never a query or credentials
	Attempts int
	Waited   time.Duration // from the first attempt to the end of the last
	Err      error         // of the last attempt
}

// Error names the host and the cause in the system's words; the proxy, too, if
// it was that which could not be reached.
func (e *TransportError) Error() string {
	s := fmt.Sprintf("%s %s: ", e.Method, visible(e.URL, maxText))
	if proxy := e.Proxy(); proxy != "" {
		s += "the proxy at " + visible(proxy, 260) + ": "
	}
	s += e.Cause()
	if e.Attempts > 1 {
		s += fmt.Sprintf(" (%d attempts)", e.Attempts)
	}
	return s
}

// Unwrap gives the cause.
func (e *TransportError) Unwrap() error { return e.Err }

// Is makes the error an ErrUnavailable.
func (e *TransportError) Is(target error) bool { return target == ErrUnavailable }

// Timeout reports whether time ran out.
func (e *TransportError) Timeout() bool {
	n, ok := errors.AsType[net.Error](e.Err)
	return ok && n.Timeout() // context.DeadlineExceeded is one too
}

// Proxy is the address of a proxy that could not be connected to, or "".
func (e *TransportError) Proxy() string {
	op, ok := errors.AsType[*net.OpError](e.Err)
	if !ok || op.Op != "proxyconnect" {
		return ""
	}
	if dial, ok := errors.AsType[*net.OpError](op.Err); ok && dial.Addr != nil {
		return dial.Addr.String()
	}
	return "" // its name cannot be resolved; the cause has it
}

// Cause is what went wrong, in short: "connection refused", "no such host".
func (e *TransportError) Cause() string {
	if dns, ok := errors.AsType[*net.DNSError](e.Err); ok {
		return fmt.Sprintf("cannot resolve %q: %s", visible(dns.Name, 260), visible(dns.Err, maxText))
	}
	if errors.Is(e.Err, context.DeadlineExceeded) {
		return fmt.Sprintf("timed out after %s", e.Waited.Round(time.Millisecond))
	}
	if errno, ok := errors.AsType[syscall.Errno](e.Err); ok {
		return errno.Error()
	}
	switch {
	case errors.Is(e.Err, io.EOF), errors.Is(e.Err, io.ErrUnexpectedEOF):
		return "the connection was closed before the reply was complete"
	case e.Timeout():
		return "timed out"
	}
	return visible(e.Err.Error(), maxText)
}

// finish gives an error of the chain its final form. An ended context shows as
// itself if the caller ended it, as a timeout if time did.
func finish(r *http.Request, err error, tries int, waited time.Duration) error {
	if err == nil {
		return nil
	}
	if ctxErr := r.Context().Err(); errors.Is(ctxErr, context.Canceled) {
		return ctxErr
	}
	if errors.As(err, new(authError)) || errors.As(err, new(*ReplyError)) {
		return err
	}
	return &TransportError{
		Method:   r.Method,
		URL:      r.URL.Scheme + "://" + r.URL.Host + r.URL.EscapedPath(),
		Attempts: tries,
		Waited:   waited,
		Err:      err,
	}
}

// untrusted reports whether err is about the server's certificate. Asking again
// would not make it better.
func untrusted(err error) bool {
	return errors.As(err, new(*tls.CertificateVerificationError)) ||
		errors.As(err, new(x509.UnknownAuthorityError)) ||
		errors.As(err, new(x509.HostnameError)) ||
		errors.As(err, new(x509.CertificateInvalidError))
}
