package service

import (
	"strconv"
	"strings"
	"time"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
	"github.com/lariat-cli/lariat/vpc"
)

// view is a service as --json shows it: the API's own keys, all of them always
// there, and besides the tunnel at the top level, with its name. Its JSON is
// what create --file takes.
type view struct {
	ServiceID   string     `json:"service_id"`
	Name        string     `json:"name"`
	Type        string     `json:"type"`
	Host        hostView   `json:"host"`
	HTTPPort    *int       `json:"http_port"`
	HTTPSPort   *int       `json:"https_port"`
	TCPPort     *int       `json:"tcp_port"`
	AppProtocol *string    `json:"app_protocol"`
	TLSSettings *tlsView   `json:"tls_settings"`
	TunnelID    *string    `json:"tunnel_id"`
	TunnelName  *string    `json:"tunnel_name"`
	CreatedAt   *time.Time `json:"created_at"`
	UpdatedAt   *time.Time `json:"updated_at"`
}

type hostView struct {
	IPv4            *string       `json:"ipv4"`
	IPv6            *string       `json:"ipv6"`
	Hostname        *string       `json:"hostname"`
	Network         *networkView  `json:"network"`
	ResolverNetwork *resolverView `json:"resolver_network"`
}

type networkView struct {
	TunnelID string `json:"tunnel_id"`
}

type resolverView struct {
	TunnelID    string   `json:"tunnel_id"`
	ResolverIPs []string `json:"resolver_ips"`
}

type tlsView struct {
	CertVerificationMode string  `json:"cert_verification_mode"`
	CertificateAuthority *string `json:"certificate_authority"`
	ClientCertificate    *string `json:"client_certificate"`
}

// fields are the keys of a view, for --json=a,b and its completion.
func fields() []string {
	return []string{
		"service_id", "name", "type", "host", "http_port", "https_port", "tcp_port", "app_protocol",
		"tls_settings", "tunnel_id", "tunnel_name", "created_at", "updated_at",
	}
}

func newView(s vpc.Service, tunnelName string) view {
	v := view{
		ServiceID: s.ID, Name: s.Name, Type: string(s.Type),
		Host:     newHostView(s.Host),
		HTTPPort: s.HTTPPort, HTTPSPort: s.HTTPSPort, TCPPort: s.TCPPort,
		AppProtocol: orNull(string(s.AppProtocol)),
		TunnelID:    orNull(s.Host.TunnelID), TunnelName: orNull(tunnelName),
		CreatedAt: utc(s.CreatedAt), UpdatedAt: utc(s.UpdatedAt),
	}
	if s.TLS != nil {
		v.TLSSettings = &tlsView{
			CertVerificationMode: string(s.TLS.CertVerificationMode),
			CertificateAuthority: orNull(s.TLS.CertificateAuthority),
			ClientCertificate:    orNull(s.TLS.ClientCertificate),
		}
	}
	return v
}

// newHostView puts the tunnel where the API has it: beside addresses under
// network, beside a hostname under resolver_network.
func newHostView(h vpc.Host) hostView {
	v := hostView{IPv4: orNull(h.IPv4), IPv6: orNull(h.IPv6), Hostname: orNull(h.Hostname)}
	switch {
	case h.Hostname != "":
		v.ResolverNetwork = &resolverView{h.TunnelID, h.ResolverIPs}
	case h.TunnelID != "":
		v.Network = &networkView{h.TunnelID}
	}
	return v
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// utc is nil where the API gave no time.
func utc(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(t.UTC())
}

// ports shows the ports as one word: "http:8080,https:8443", or what an http
// service without ports answers on.
func ports(s vpc.Spec) string {
	var parts []string
	add := func(scheme string, port *int) {
		if port != nil {
			parts = append(parts, scheme+":"+strconv.Itoa(*port))
		}
	}
	add("http", s.HTTPPort)
	add("https", s.HTTPSPort)
	if s.Type == vpc.TypeTCP {
		scheme := "tcp"
		if s.AppProtocol != "" {
			scheme = string(s.AppProtocol)
		}
		add(scheme, s.TCPPort)
	}
	if s.Type == vpc.TypeHTTP && len(parts) == 0 {
		return "http:80,https:443"
	}
	return strings.Join(parts, ",")
}

// show prints one service.
func show(a *app.App, f *output.Format, s vpc.Service, tunnelName string) error {
	return output.Print(f, a.Streams, newView(s, tunnelName), func(out *term.Output) error {
		return term.Fields(out, details(out, s, tunnelName, a.Now()))
	})
}

// details are the lines that people see; a pipe gets plain values.
func details(out *term.Output, s vpc.Service, tunnelName string, now time.Time) []term.Field {
	list := []term.Field{
		{Label: "Name", Value: s.Name},
		{Label: "ID", Value: s.ID},
		{Label: "Type", Value: string(s.Type)},
		{Label: "Host", Value: s.Host.Address()},
		{Label: "Ports", Value: ports(s.Spec)},
	}
	if len(s.Host.ResolverIPs) > 0 {
		list = append(list, term.Field{Label: "Resolver IPs", Value: strings.Join(s.Host.ResolverIPs, ",")})
	}
	list = append(list, term.Field{Label: "Tunnel", Value: tunnelLabel(out, s.Host.TunnelID, tunnelName)})
	if s.TLS != nil {
		list = append(list, term.Field{Label: "TLS", Value: tlsLabel(*s.TLS)})
	}
	return append(list,
		term.Field{Label: "Created", Value: out.Time(s.CreatedAt, now)},
		term.Field{Label: "Updated", Value: out.Time(s.UpdatedAt, now)},
	)
}

func tunnelLabel(out *term.Output, id, name string) string {
	if name == "" || !out.IsTerminal() {
		return id
	}
	return id + " (" + name + ")"
}

func tlsLabel(t vpc.TLSSettings) string {
	label := string(t.CertVerificationMode)
	if t.CertificateAuthority != "" {
		label += ", certificate authority " + t.CertificateAuthority
	}
	if t.ClientCertificate != "" {
		label += ", client certificate " + t.ClientCertificate
	}
	return label
}
