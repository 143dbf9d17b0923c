package service

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/suggest"
	"github.com/lariat-cli/lariat/vpc"
)

// payload reads a service from a JSONC file and notes everything wrong with
// its form. Null means absent, as in the API's replies.
type payload struct {
	path   string
	faults diag.Set
}

// parsePayload reads the REST body of a create. What lariat and the API add to
// a service they show is passed over, so that the output of get can be fed to
// create; any other key that is unknown is a fault, since it is a misspelt one.
func parsePayload(path string, data []byte) (vpc.Spec, error) {
	root, duplicates, err := configfile.ParseJSONC(path, data)
	if syntax, ok := errors.AsType[*configfile.SyntaxError](err); ok {
		return vpc.Spec{}, (&payload{path, syntax.Findings}).problem()
	}
	if err != nil {
		return vpc.Spec{}, &app.Problem{Kind: app.KindUsage, Msg: err.Error(), Err: err, Hint: createHelp}
	}
	p := &payload{path, duplicates}
	s := p.spec(root)
	if len(p.faults) > 0 {
		return s, p.problem()
	}
	return s, nil
}

const createHelp = "lariat vpc service create --help"

func (p *payload) problem() error {
	hint := createHelp
	var msg string
	for i, f := range p.faults.Sorted() {
		if i > 0 {
			msg += "; "
		}
		msg += fmt.Sprintf("%s:%d:%d: %s", f.Path, f.Range.Start.Line, f.Range.Start.Column, f.Message)
		if f.Hint != "" && hint == createHelp {
			hint = f.Hint
		}
	}
	return app.Usage(hint, "%s", msg)
}

func (p *payload) spec(n *configfile.Node) vpc.Spec {
	p.keys(n, "the file", "name", "type", "http_port", "https_port", "tcp_port", "app_protocol", "host", "tls_settings",
		"service_id", "created_at", "updated_at", "tunnel_id", "tunnel_name")
	return vpc.Spec{
		Name:        p.text(n, "name"),
		Type:        vpc.ServiceType(p.text(n, "type")),
		HTTPPort:    p.port(n, "http_port"),
		HTTPSPort:   p.port(n, "https_port"),
		TCPPort:     p.port(n, "tcp_port"),
		AppProtocol: vpc.AppProtocol(p.text(n, "app_protocol")),
		Host:        p.host(n),
		TLS:         p.tls(n),
	}
}

func (p *payload) host(service *configfile.Node) vpc.Host {
	n := p.value(service, "host", configfile.Object)
	p.keys(n, "host", "ipv4", "ipv6", "hostname", "network", "resolver_network")
	h := vpc.Host{IPv4: p.text(n, "ipv4"), IPv6: p.text(n, "ipv6"), Hostname: p.text(n, "hostname")}
	network, resolver := p.value(n, "network", configfile.Object), p.value(n, "resolver_network", configfile.Object)
	p.keys(network, "network", "tunnel_id")
	p.keys(resolver, "resolver_network", "tunnel_id", "resolver_ips")
	switch {
	case network != nil && h.Hostname != "":
		p.fault(network, `"network" goes with IP addresses, a hostname takes "resolver_network"`)
	case resolver != nil && h.IPv4+h.IPv6 != "":
		p.fault(resolver, `"resolver_network" goes with a hostname, IP addresses take "network"`)
	case network != nil && resolver != nil:
		p.fault(resolver, `"network" and "resolver_network" exclude each other`)
	}
	parent := network
	if resolver != nil {
		parent = resolver
	}
	h.TunnelID = p.text(parent, "tunnel_id")
	h.ResolverIPs = p.texts(resolver, "resolver_ips")
	return h
}

func (p *payload) tls(service *configfile.Node) *vpc.TLSSettings {
	n := p.value(service, "tls_settings", configfile.Object)
	if n == nil {
		return nil
	}
	p.keys(n, "tls_settings", "cert_verification_mode", "certificate_authority", "client_certificate")
	return &vpc.TLSSettings{
		CertVerificationMode: vpc.CertVerificationMode(p.text(n, "cert_verification_mode")),
		CertificateAuthority: p.text(n, "certificate_authority"),
		ClientCertificate:    p.text(n, "client_certificate"),
	}
}

// keys notes the keys of n that are none of those known.
func (p *payload) keys(n *configfile.Node, where string, known ...string) {
	if n == nil {
		return
	}
	if n.Kind != configfile.Object {
		p.fault(n, "%s should be an object, not %s", where, n.Kind)
		return
	}
	for m := range n.Fields() {
		if slices.Contains(known, m.Key) {
			continue
		}
		var hint string
		if word, ok := suggest.Nearest(m.Key, known); ok {
			hint = "did you mean " + strconv.Quote(word) + "?"
		}
		p.faults.Add(diag.Finding{Path: p.path, Range: m.KeyRange, Hint: hint,
			Message: fmt.Sprintf("unknown key %q in %s", m.Key, where)})
	}
}

// value is the value of that key, or nil where it is absent, null or of
// another kind, which is a fault.
func (p *payload) value(n *configfile.Node, key string, want configfile.Kind) *configfile.Node {
	v := n.At(key)
	if v == nil || v.Kind == configfile.Null {
		return nil
	}
	if v.Kind != want {
		p.fault(v, "%q should be %s, not %s", key, want, v.Kind)
		return nil
	}
	return v
}

func (p *payload) text(n *configfile.Node, key string) string {
	if v := p.value(n, key, configfile.String); v != nil {
		return v.Text
	}
	return ""
}

func (p *payload) texts(n *configfile.Node, key string) []string {
	list := p.value(n, key, configfile.Array)
	if list == nil {
		return nil
	}
	texts := make([]string, 0, len(list.Items))
	for _, item := range list.Items {
		if item.Kind != configfile.String {
			p.fault(item, "%q should hold strings, not %s", key, item.Kind)
		}
		texts = append(texts, item.Text)
	}
	return texts
}

// port leaves the bounds to the checks of the service.
func (p *payload) port(n *configfile.Node, key string) *int {
	v := p.value(n, key, configfile.Number)
	if v == nil {
		return nil
	}
	port, err := strconv.Atoi(v.Text)
	if err != nil {
		p.fault(v, "%q should be a whole number, not %s", key, v.Text)
	}
	return &port
}

func (p *payload) fault(at *configfile.Node, format string, args ...any) {
	p.faults.Add(diag.Finding{Path: p.path, Range: at.Range, Message: fmt.Sprintf(format, args...)})
}
