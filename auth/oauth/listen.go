package oauth

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strconv"
)

// listenForCallback listens on 127.0.0.1. A browser may take "localhost" for
// either loopback address, so that there both are listened on.
func listenForCallback(ctx context.Context, port int, localhost bool) (*callback, error) {
	addrs, name := []netip.Addr{netip.MustParseAddr("127.0.0.1")}, "127.0.0.1"
	if localhost {
		addrs, name = loopbacks(), "localhost"
	}
	listeners, err := listen(ctx, addrs, port)
	for try := 1; err != nil && port == 0 && try < 10; try++ {
		listeners, err = listen(ctx, addrs, port) // a port may be free on one address only
	}
	if err != nil {
		return nil, err
	}
	return newCallback(hostHeader(name, listeners[0].Addr()), newState(), listeners), nil
}

// hostHeader is how a browser names the listener: port 80 goes without saying.
func hostHeader(name string, addr net.Addr) string {
	_, port, _ := net.SplitHostPort(addr.String())
	if port == "80" {
		return name
	}
	return net.JoinHostPort(name, port)
}

// loopbacks are the addresses of "localhost" that this machine has.
func loopbacks() []netip.Addr {
	both := []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.IPv6Loopback()}
	all, err := net.InterfaceAddrs()
	if err != nil {
		return both[:1]
	}
	found := slices.DeleteFunc(both, func(ip netip.Addr) bool {
		return !slices.ContainsFunc(all, func(a net.Addr) bool {
			prefix, err := netip.ParsePrefix(a.String())
			return err == nil && prefix.Addr() == ip
		})
	})
	if len(found) == 0 {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}
	}
	return found
}

// listen listens on one port of all the addresses. If one of them is taken, it
// fails: another program would get the code.
func listen(ctx context.Context, addrs []netip.Addr, port int) ([]net.Listener, error) {
	var list []net.Listener
	var lc net.ListenConfig
	for _, ip := range addrs {
		addr := net.JoinHostPort(ip.String(), strconv.Itoa(port))
		ln, err := lc.Listen(ctx, "tcp", addr)
		if err != nil {
			for _, other := range list {
				_ = other.Close()
			}
			if op, ok := errors.AsType[*net.OpError](err); ok {
				err = op.Err // it has the address, too
			}
			return nil, &ListenError{Addr: addr, Err: err}
		}
		list = append(list, ln)
		if tcp, ok := ln.Addr().(*net.TCPAddr); ok {
			port = tcp.Port
		}
	}
	return list, nil
}

// newState is 32 random bytes, by which an answer is known to be this login's.
func newState() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // it never fails
	return base64.RawURLEncoding.EncodeToString(b)
}
