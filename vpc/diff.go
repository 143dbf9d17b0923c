package vpc

import (
	"strconv"
	"strings"
)

// Change is one field that differs between two Specs. Empty text means unset.
type Change struct {
	// Field is the wire name without the objects around it, "ipv4", which is
	// what Clear takes; for one of Extra it is Member's text, "host.dns".
	Field string
	Old   string
	New   string
}

// field is one field of a Spec as text, with the way to clear it; clear is nil
// where the field cannot be unset.
type field struct {
	name  string
	text  func(Spec) string
	clear func(*Spec)
}

// specFields is the one list of a Spec's fields, for differences and clearing.
func specFields() []field {
	return []field{
		{"name", func(s Spec) string { return s.Name }, nil},
		{"type", func(s Spec) string { return string(s.Type) }, nil},
		{"http_port", func(s Spec) string { return portText(s.HTTPPort) }, func(s *Spec) { s.HTTPPort = nil }},
		{"https_port", func(s Spec) string { return portText(s.HTTPSPort) }, func(s *Spec) { s.HTTPSPort = nil }},
		{"tcp_port", func(s Spec) string { return portText(s.TCPPort) }, func(s *Spec) { s.TCPPort = nil }},
		{"app_protocol", func(s Spec) string { return string(s.AppProtocol) }, func(s *Spec) { s.AppProtocol = "" }},
		{"hostname", func(s Spec) string { return s.Host.Hostname }, func(s *Spec) { s.Host.Hostname = "" }},
		{"ipv4", func(s Spec) string { return s.Host.IPv4 }, func(s *Spec) { s.Host.IPv4 = "" }},
		{"ipv6", func(s Spec) string { return s.Host.IPv6 }, func(s *Spec) { s.Host.IPv6 = "" }},
		{"tunnel_id", func(s Spec) string { return s.Host.TunnelID }, nil},
		{"resolver_ips", func(s Spec) string { return strings.Join(s.Host.ResolverIPs, ",") },
			func(s *Spec) { s.Host.ResolverIPs = nil }},
		{"cert_verification_mode", func(s Spec) string { return string(s.tls().CertVerificationMode) },
			func(s *Spec) { s.TLS = nil }},
		{"certificate_authority", func(s Spec) string { return s.tls().CertificateAuthority },
			func(s *Spec) { s.editTLS(func(t *TLSSettings) { t.CertificateAuthority = "" }) }},
		{"client_certificate", func(s Spec) string { return s.tls().ClientCertificate },
			func(s *Spec) { s.editTLS(func(t *TLSSettings) { t.ClientCertificate = "" }) }},
	}
}

// Diff lists the fields in which two Specs differ. Those of Extra come last, as
// JSON.
func Diff(before, after Spec) []Change {
	var changes []Change
	for _, f := range specFields() {
		if o, n := f.text(before), f.text(after); o != n {
			changes = append(changes, Change{Field: f.name, Old: o, New: n})
		}
	}
	o, n := before.extra(), after.extra()
	for _, m := range o.names(n) {
		if string(o[m]) != string(n[m]) {
			changes = append(changes, Change{Field: m.String(), Old: string(o[m]), New: string(n[m])})
		}
	}
	return changes
}

// Clearable lists the fields that Clear takes.
func Clearable() []string {
	var names []string
	for _, f := range specFields() {
		if f.clear != nil {
			names = append(names, f.name)
		}
	}
	return names
}

// Clear returns s with the named field unset, and whether there is such a
// field. Clearing cert_verification_mode clears all TLS settings, since the
// others need it.
func (s Spec) Clear(name string) (Spec, bool) {
	for _, f := range specFields() {
		if f.name == name && f.clear != nil {
			f.clear(&s)
			return s, true
		}
	}
	return s, false
}

func (s Spec) tls() TLSSettings {
	if s.TLS == nil {
		return TLSSettings{}
	}
	return *s.TLS
}

// editTLS edits a copy: Specs share what their pointers point to.
func (s *Spec) editTLS(edit func(*TLSSettings)) {
	if s.TLS == nil {
		return
	}
	t := *s.TLS
	edit(&t)
	s.TLS = &t
}

func portText(port *int) string {
	if port == nil {
		return ""
	}
	return strconv.Itoa(*port)
}
