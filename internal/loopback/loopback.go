// Package loopback says which hosts are this machine itself, for all who decide
// by it: what may travel unencrypted, who gets credentials, whom to serve.
package loopback

import (
	"net"
	"strings"
)

// Is says whether host, a name or an IP address without brackets and port, is
// this machine and nothing else. Only the name that resolvers must not ask the
// network for is (RFC 6761, 6.3), however it is spelt.
func Is(host string) bool {
	return strings.EqualFold(host, "localhost") || net.ParseIP(host).IsLoopback()
}
