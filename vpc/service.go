package vpc

import "time"

// ServiceType says what a service speaks. The directory knows two types.
type ServiceType string

// The service types of the connectivity directory.
const (
	TypeHTTP ServiceType = "http"
	TypeTCP  ServiceType = "tcp"
)

// ServiceTypes lists the known service types in the order help shows them.
func ServiceTypes() []string { return []string{string(TypeHTTP), string(TypeTCP)} }

// AppProtocol names the protocol inside a tcp service. Hyperdrive reads it.
type AppProtocol string

// The application protocols that the directory accepts.
const (
	AppPostgreSQL AppProtocol = "postgresql"
	AppMySQL      AppProtocol = "mysql"
)

// AppProtocols lists the known application protocols.
func AppProtocols() []string { return []string{string(AppPostgreSQL), string(AppMySQL)} }

// CertVerificationMode says how much of the origin's certificate is verified.
type CertVerificationMode string

// The certificate verification modes: chain and name, chain alone, nothing.
const (
	VerifyFull     CertVerificationMode = "verify_full"
	VerifyCA       CertVerificationMode = "verify_ca"
	VerifyDisabled CertVerificationMode = "disabled"
)

// CertVerificationModes lists the known modes, strictest first.
func CertVerificationModes() []string {
	return []string{string(VerifyFull), string(VerifyCA), string(VerifyDisabled)}
}

// Service is an entry of the connectivity directory.
type Service struct {
	ID        string // a UUID, version 7 in live replies
	Spec             // what the owner chose
	CreatedAt time.Time
	UpdatedAt time.Time
}

// Spec is the part of a service that its owner chooses: the body of a create
// or of an update, which replaces the whole service.
type Spec struct {
	Name string
	Type ServiceType

	// Ports are 1 to 65535; nil means unset. An http service with neither port
	// answers on 80 and 443, with one port on that scheme alone.
	HTTPPort  *int
	HTTPSPort *int
	TCPPort   *int

	AppProtocol AppProtocol // tcp only; empty means unset
	Host        Host
	TLS         *TLSSettings // nil means the directory's default, verify_full

	Extra Extra // read from a reply, and sent back
}

// Host is where a service lives: a hostname, or an IPv4 address, an IPv6
// address or both, always behind one tunnel.
type Host struct {
	IPv4     string
	IPv6     string
	Hostname string

	TunnelID string // of network for addresses, of resolver_network for a hostname

	// ResolverIPs are the DNS servers that resolve Hostname through the tunnel.
	// Empty means those of the connector's machine.
	ResolverIPs []string
}

// TLSSettings say how the origin's certificate is verified. The two ids name
// uploaded certificates; Wrangler sends them, the published schema does not
// list them.
type TLSSettings struct {
	CertVerificationMode CertVerificationMode
	CertificateAuthority string
	ClientCertificate    string
}

// Address is the host as one word for people: the hostname, or the addresses
// joined by a comma.
func (h Host) Address() string {
	switch {
	case h.Hostname != "":
		return h.Hostname
	case h.IPv4 != "" && h.IPv6 != "":
		return h.IPv4 + "," + h.IPv6
	case h.IPv4 != "":
		return h.IPv4
	default:
		return h.IPv6
	}
}
