package backend

import (
	"encoding/json"
	"errors"
	"io"
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/vpc"
)

// readSpec reads the body of a create or an update, with the two kinds of
// failure that the directory tells apart: JSON that does not have the shape,
// and values that do not fit.
func readSpec(body io.Reader) (vpc.Spec, error) {
	data, err := readBody(body, codeBadJSON)
	if err != nil {
		return vpc.Spec{}, err
	}
	spec, shape, err := decodeSpec(data)
	if err != nil {
		return spec, err
	}
	spec = spec.Normalized()
	if f := refused(spec); len(f) > 0 {
		return spec, invalidService("%s", f)
	}
	return spec, shape.checkParent()
}

// decodeSpec words its failures as the live service does, position included
// (facts/cloudflare-api.md 1.5): a missing field is noticed at the end.
func decodeSpec(data []byte) (vpc.Spec, serviceShape, error) {
	var spec vpc.Spec
	var shape serviceShape
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return spec, shape, badJSON(data, errorOffset(err, data), jsonFault(err))
	}
	if !utf8.Valid(data) {
		return spec, shape, badJSON(data, len(data), "invalid unicode code point")
	}
	for _, into := range []any{&shape, &spec} {
		if err := json.Unmarshal(data, into); err != nil {
			return spec, shape, badJSON(data, len(data), jsonFault(err))
		}
	}
	if field := shape.missing(); field != "" {
		return spec, shape, badJSON(data, len(data), "missing field `"+field+"`")
	}
	return spec, shape, nil
}

// serviceShape is what a body says of the fields that a Spec cannot tell from
// empty ones, or puts together. Null is as good as absent.
type serviceShape struct {
	Type *string `json:"type"`
	Name *string `json:"name"`
	Host *struct {
		IPv4            *string `json:"ipv4"`
		IPv6            *string `json:"ipv6"`
		Hostname        *string `json:"hostname"`
		Network         *parent `json:"network"`
		ResolverNetwork *parent `json:"resolver_network"`
	} `json:"host"`
	TLS *struct {
		Mode *string `json:"cert_verification_mode"`
	} `json:"tls_settings"`
}

// parent is what a tunnel stands under.
type parent struct {
	TunnelID *string `json:"tunnel_id"`
}

// missing names the first required field that is not there, or "".
func (s serviceShape) missing() string {
	switch {
	case s.Type == nil:
		return "type"
	case s.Name == nil:
		return "name"
	case s.Host == nil:
		return "host"
	case s.TLS != nil && s.TLS.Mode == nil:
		return "cert_verification_mode"
	}
	switch h := s.Host; {
	case h.Network != nil || h.ResolverNetwork != nil:
		without := func(p *parent) bool { return p != nil && p.TunnelID == nil }
		if without(h.Network) || without(h.ResolverNetwork) {
			return "tunnel_id"
		}
	case h.Hostname != nil:
		return "resolver_network"
	case h.IPv4 != nil || h.IPv6 != nil:
		return "network"
	}
	return ""
}

// checkParent checks that the tunnel stands under the parent that the kind of
// host asks for (facts/cloudflare-api.md 1.3).
func (s serviceShape) checkParent() error {
	named := s.Host.Hostname != nil && *s.Host.Hostname != ""
	switch {
	case named && s.Host.Network != nil:
		return invalidService("host.network: goes with an IP address; a hostname takes resolver_network")
	case !named && s.Host.ResolverNetwork != nil:
		return invalidService("host.resolver_network: goes with a hostname; an IP address takes network")
	}
	return nil
}

// refused are the faults for which the directory refuses a spec, under the
// names that its bodies have.
func refused(spec vpc.Spec) vpc.Faults {
	faults, _ := errors.AsType[vpc.Faults](spec.Validate())
	var kept vpc.Faults
	for _, f := range faults {
		if !harmless(spec, f.Field) {
			f.Field = bodyField(spec.Host, f.Field)
			kept = append(kept, f)
		}
	}
	return kept
}

// harmless says whether a fault is one that clients tell their user and a
// server has no reason to mind: a hostname that is an address can be reached,
// and a CA that nothing is verified with hurts nobody. Both rules are known
// from Wrangler alone (facts/cloudflare-api.md 1.3 and 1.4).
func harmless(spec vpc.Spec, field string) bool {
	switch field {
	case "host.hostname":
		ip, err := netip.ParseAddr(spec.Host.Hostname)
		return err == nil && ip.Zone() == ""
	case "tls_settings.certificate_authority":
		return vpc.IsUUID(spec.TLS.CertificateAuthority)
	}
	return false
}

// bodyField is a fault's field as a body has it: a Spec does not tell the two
// parents of a tunnel apart.
func bodyField(h vpc.Host, field string) string {
	switch {
	case field == "host.resolver_ips", field == "host.tunnel_id" && h.Hostname != "":
		return strings.Replace(field, "host.", "host.resolver_network.", 1)
	case field == "host.tunnel_id":
		return "host.network.tunnel_id"
	}
	return field
}
