package vpc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// wireSpec is the request body. Key order and omissions follow what Wrangler
// sends for the same flags, so that a recording of one tool fits the other.
type wireSpec struct {
	Name        string          `json:"name"`
	Type        ServiceType     `json:"type"`
	Host        json.RawMessage `json:"host"` // wireHostIn
	TCPPort     *int            `json:"tcp_port,omitempty"`
	AppProtocol AppProtocol     `json:"app_protocol,omitempty"`
	HTTPPort    *int            `json:"http_port,omitempty"`
	HTTPSPort   *int            `json:"https_port,omitempty"`
	TLS         json.RawMessage `json:"tls_settings,omitempty"` // wireTLS
}

// wireHostIn carries only the keys of one host variant.
type wireHostIn struct {
	IPv4            string          `json:"ipv4,omitempty"`
	IPv6            string          `json:"ipv6,omitempty"`
	Hostname        string          `json:"hostname,omitempty"`
	Network         json.RawMessage `json:"network,omitempty"`          // wireNetwork
	ResolverNetwork json.RawMessage `json:"resolver_network,omitempty"` // wireResolver
}

type wireNetwork struct {
	TunnelID string `json:"tunnel_id"`
}

type wireResolver struct {
	TunnelID    string   `json:"tunnel_id"`
	ResolverIPs []string `json:"resolver_ips,omitempty"`
}

type wireTLS struct {
	CertVerificationMode CertVerificationMode `json:"cert_verification_mode,omitempty"`
	CertificateAuthority string               `json:"certificate_authority,omitempty"`
	ClientCertificate    string               `json:"client_certificate,omitempty"`
}

// wireHostOut carries all five keys, null where unset, as live replies do.
type wireHostOut struct {
	IPv4            *string       `json:"ipv4"`
	IPv6            *string       `json:"ipv6"`
	Hostname        *string       `json:"hostname"`
	Network         *wireNetwork  `json:"network"`
	ResolverNetwork *wireResolver `json:"resolver_network"`
}

// Live replies show only the ports of the service's own type, null if unset,
// and leave tls_settings out when unset.
type wireHTTPService struct {
	ID        string      `json:"service_id"`
	Type      ServiceType `json:"type"`
	Name      string      `json:"name"`
	HTTPPort  *int        `json:"http_port"`
	HTTPSPort *int        `json:"https_port"`
	wireTail
}

type wireTCPService struct {
	ID          string       `json:"service_id"`
	Type        ServiceType  `json:"type"`
	Name        string       `json:"name"`
	TCPPort     *int         `json:"tcp_port"`
	AppProtocol *AppProtocol `json:"app_protocol"`
	wireTail
}

type wireTail struct {
	Host      wireHostOut `json:"host"`
	TLS       *wireTLS    `json:"tls_settings,omitempty"`
	CreatedAt string      `json:"created_at"`
	UpdatedAt string      `json:"updated_at"`
}

// wireSpecIn reads what the owner chose, in a request body or in a reply: host
// keys and ports may be null or absent alike.
type wireSpecIn struct {
	Name        string      `json:"name"`
	Type        ServiceType `json:"type"`
	Host        wireHostOut `json:"host"`
	TCPPort     *int        `json:"tcp_port"`
	AppProtocol AppProtocol `json:"app_protocol"`
	HTTPPort    *int        `json:"http_port"`
	HTTPSPort   *int        `json:"https_port"`
	TLS         *wireTLS    `json:"tls_settings"`
}

// wireServiceIn reads a reply in one pass.
type wireServiceIn struct {
	ID string `json:"service_id"`
	wireSpecIn
	CreatedAt stamp `json:"created_at"`
	UpdatedAt stamp `json:"updated_at"`
}

// UnmarshalJSON reads a reply. Absent and null mean the same, and members it
// has no field for become Extra, since the API grows.
func (s *Service) UnmarshalJSON(data []byte) error {
	var w wireServiceIn
	strict := json.NewDecoder(bytes.NewReader(data))
	strict.DisallowUnknownFields()
	var extra Extra
	if strict.Decode(&w) != nil { // seldom, so that a list of many is quick to read
		w = wireServiceIn{}
		if err := json.Unmarshal(data, &w); err != nil {
			return fmt.Errorf("service: %w", err)
		}
		extra.collect("", data)
	}
	*s = Service{ID: w.ID, Spec: w.spec(), CreatedAt: w.CreatedAt.Time, UpdatedAt: w.UpdatedAt.Time}
	s.Extra = extra
	return nil
}

func (w *wireSpecIn) spec() Spec {
	return Spec{
		Name:        w.Name,
		Type:        w.Type,
		HTTPPort:    w.HTTPPort,
		HTTPSPort:   w.HTTPSPort,
		TCPPort:     w.TCPPort,
		AppProtocol: w.AppProtocol,
		Host:        w.Host.host(),
		TLS:         (*TLSSettings)(w.TLS),
	}
}

// MarshalJSON writes the request body of a create or an update.
func (s Spec) MarshalJSON() ([]byte, error) {
	extra := s.extra()
	host, err := s.Host.request(extra)
	if err != nil {
		return nil, err
	}
	w := wireSpec{
		Name:        s.Name,
		Type:        s.Type,
		Host:        host,
		TCPPort:     s.TCPPort,
		AppProtocol: s.AppProtocol,
		HTTPPort:    s.HTTPPort,
		HTTPSPort:   s.HTTPSPort,
	}
	if s.TLS != nil {
		if w.TLS, err = extra.object("tls_settings", (*wireTLS)(s.TLS)); err != nil {
			return nil, err
		}
	}
	return extra.object("", w)
}

// UnmarshalJSON reads a request body, as a server does: keys it does not know
// are ignored and null means absent. It does not validate.
func (s *Spec) UnmarshalJSON(data []byte) error {
	var w wireSpecIn
	if err := json.Unmarshal(data, &w); err != nil {
		return fmt.Errorf("service: %w", err)
	}
	*s = w.spec()
	return nil
}

// MarshalJSON writes the service as the live API replies: fixed key order, all
// host keys, the ports of its own type only, times in whole seconds, and nothing
// that is Extra.
func (s Service) MarshalJSON() ([]byte, error) {
	tail := wireTail{
		Host:      s.Host.reply(),
		TLS:       (*wireTLS)(s.TLS),
		CreatedAt: s.CreatedAt.UTC().Format(time.RFC3339),
		UpdatedAt: s.UpdatedAt.UTC().Format(time.RFC3339),
	}
	if s.Type == TypeTCP {
		return encode(wireTCPService{s.ID, s.Type, s.Name, s.TCPPort, orNull(s.AppProtocol), tail})
	}
	return encode(wireHTTPService{s.ID, s.Type, s.Name, s.HTTPPort, s.HTTPSPort, tail})
}

// encode leaves <, > and & as they are, as the API and Wrangler do. An outer
// json.Marshal would escape them again; an Encoder can be told not to.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func (h Host) request(extra Extra) (json.RawMessage, error) {
	w := wireHostIn{IPv4: h.IPv4, IPv6: h.IPv6, Hostname: h.Hostname}
	var err error
	if network, resolver := h.networks(); network != nil {
		w.Network, err = extra.object("host.network", network)
	} else {
		w.ResolverNetwork, err = extra.object("host.resolver_network", resolver)
	}
	if err != nil {
		return nil, err
	}
	return extra.object("host", w)
}

func (h Host) reply() wireHostOut {
	w := wireHostOut{IPv4: orNull(h.IPv4), IPv6: orNull(h.IPv6), Hostname: orNull(h.Hostname)}
	w.Network, w.ResolverNetwork = h.networks()
	return w
}

// networks puts the tunnel under the parent that the host's variant asks for.
func (h Host) networks() (*wireNetwork, *wireResolver) {
	if h.Hostname != "" {
		return nil, &wireResolver{TunnelID: h.TunnelID, ResolverIPs: h.ResolverIPs}
	}
	return &wireNetwork{TunnelID: h.TunnelID}, nil
}

func (w wireHostOut) host() Host {
	h := Host{IPv4: orEmpty(w.IPv4), IPv6: orEmpty(w.IPv6), Hostname: orEmpty(w.Hostname)}
	if w.Network != nil {
		h.TunnelID = w.Network.TunnelID
	}
	if w.ResolverNetwork != nil {
		h.TunnelID = w.ResolverNetwork.TunnelID
		h.ResolverIPs = w.ResolverNetwork.ResolverIPs
	}
	return h
}

func orNull[T ~string](s T) *T {
	if s == "" {
		return nil
	}
	return &s
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
