package oauth

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/internal/loopback"
)

// Endpoint is where an authorization server answers. Every address is https, or
// http on this machine.
type Endpoint struct {
	AuthURL   string // for the browser; its origin is the issuer
	TokenURL  string
	RevokeURL string
	DeviceURL string
}

// EndpointError says why an address cannot be used. It does not quote it: a
// mistyped address may hold a password.
type EndpointError struct{ Reason string }

func (e *EndpointError) Error() string { return "the address of the login server " + e.Reason }

// EndpointAt is the endpoint at an auth domain: "dash.cloudflare.com", or the
// origin of a server on this machine, "http://127.0.0.1:8911". The paths are
// Cloudflare's. It fails with an *EndpointError.
func EndpointAt(domain string) (Endpoint, error) {
	if !strings.Contains(domain, "://") {
		domain = "https://" + domain
	}
	u, err := parse(domain)
	switch {
	case err != nil:
		return Endpoint{}, err
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.ForceQuery:
		return Endpoint{}, &EndpointError{"must be a host alone, without a path"}
	}
	base := origin(u) + "/oauth2/"
	return Endpoint{
		AuthURL: base + "auth", TokenURL: base + "token", RevokeURL: base + "revoke", DeviceURL: base + "device/auth",
	}, nil
}

// Issuer is the origin of the server, by which it names itself (RFC 9207).
func (e Endpoint) Issuer() string { return originOf(e.AuthURL) }

func originOf(address string) string {
	u, err := parse(address)
	if err != nil {
		return ""
	}
	return origin(u)
}

// parse takes an address to which secrets may be sent.
func parse(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return nil, &EndpointError{"cannot be parsed"}
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, &EndpointError{"needs https://"}
	case u.User != nil:
		return nil, &EndpointError{"must not hold credentials"}
	case u.Fragment != "":
		return nil, &EndpointError{"must not have a fragment"}
	case !isHost(u.Hostname()) && !loopback.Is(u.Hostname()):
		return nil, &EndpointError{"names no host"}
	case !isPort(u.Port()) || strings.HasSuffix(u.Host, ":"):
		return nil, &EndpointError{"has no port from 1 to 65535"}
	case u.Scheme == "http" && !loopback.Is(u.Hostname()):
		return nil, &EndpointError{"needs https://, since it is not on this machine"}
	}
	return u, nil
}

// isHost takes names in which a browser and a person read the same.
func isHost(name string) bool {
	const alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	return name != "" && strings.Trim(name, "-.") == name && strings.Trim(name, alphanumeric+"-.") == ""
}

// isPort takes none, which is the scheme's own.
func isPort(text string) bool {
	n, err := strconv.ParseUint(text, 10, 16)
	return text == "" || err == nil && n > 0
}

func origin(u *url.URL) string { return strings.ToLower(u.Scheme + "://" + u.Host) }
