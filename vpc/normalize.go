package vpc

import "strings"

// Normalized returns s in the form that the directory keeps: text trimmed, the
// hostname in lower case and without its final dot, empty resolvers dropped,
// UUIDs in lower case. Wrangler sends such input as typed; the API lowers the
// hostname by itself (facts/cloudflare-api.md 0.8).
func (s Spec) Normalized() Spec {
	s.Name = strings.TrimSpace(s.Name)
	s.Host = s.Host.normalized()
	if s.TLS != nil {
		t := *s.TLS
		t.CertificateAuthority = lowerID(t.CertificateAuthority)
		t.ClientCertificate = lowerID(t.ClientCertificate)
		s.TLS = &t
	}
	return s
}

func (h Host) normalized() Host {
	h.IPv4 = strings.TrimSpace(h.IPv4)
	h.IPv6 = strings.TrimSpace(h.IPv6)
	h.Hostname = strings.TrimSuffix(strings.ToLower(strings.TrimSpace(h.Hostname)), ".")
	h.TunnelID = lowerID(h.TunnelID)
	var ips []string
	for _, ip := range h.ResolverIPs {
		if ip = strings.TrimSpace(ip); ip != "" {
			ips = append(ips, ip)
		}
	}
	h.ResolverIPs = ips
	return h
}

func lowerID(id string) string { return strings.ToLower(strings.TrimSpace(id)) }

// InferType gives the type that the other fields decide, or "" where they do
// not: a tcp port or an application protocol make a tcp service, an http or
// https port an http service.
func (s Spec) InferType() ServiceType {
	tcp := s.TCPPort != nil || s.AppProtocol != ""
	http := s.HTTPPort != nil || s.HTTPSPort != nil
	switch {
	case s.Type != "":
		return s.Type
	case tcp && !http:
		return TypeTCP
	case http && !tcp:
		return TypeHTTP
	default:
		return ""
	}
}
