package vpc

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// MaxServices is the number of services that one account may hold
// (facts/cloudflare-api.md 1.6).
const MaxServices = 1000

// maxHostname is the length limit that Wrangler applies, and DNS's own.
const maxHostname = 253

// Fault is one thing wrong with a Spec.
type Fault struct {
	Field   string // the path of wire names: "http_port", "host.hostname", "tls_settings.certificate_authority"
	Message string // what is wrong, without the field's name
	Kind    FaultKind
}

// FaultKind sorts faults by what would mend them.
type FaultKind int

// The kinds of faults.
const (
	Invalid      FaultKind = iota // the value is no good
	Missing                       // there is no value
	Inapplicable                  // the service's type has no such field
)

func (f Fault) String() string { return f.Field + ": " + f.Message }

// Faults are all the things wrong with a Spec; as an error, one line.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fault.String()
	}
	return strings.Join(lines, "; ")
}

func (f *Faults) add(field, format string, args ...any) {
	*f = append(*f, Fault{Field: field, Message: fmt.Sprintf(format, args...)})
}

func (f *Faults) missing(field, message string) {
	*f = append(*f, Fault{Field: field, Message: message, Kind: Missing})
}

func (f *Faults) inapplicable(field, typ string) {
	*f = append(*f, Fault{Field: field, Message: "does not apply to " + typ + " service", Kind: Inapplicable})
}

// Validate reports everything wrong with s at once, as Faults, or nil. It
// expects a normalized Spec. The rules are the API's where they are known
// (facts/cloudflare-api.md 1) and Wrangler's elsewhere (facts/wrangler.md 4.2).
func (s Spec) Validate() error {
	var f Faults
	s.checkName(&f)
	s.checkType(&f)
	s.checkPorts(&f)
	s.Host.check(&f)
	s.TLS.check(&f)
	if len(f) == 0 {
		return nil
	}
	return f
}

func (s Spec) checkName(f *Faults) {
	if fault := CheckName(s.Name); fault != "" {
		f.add("name", "%s", fault)
	}
}

// CheckName says what is wrong with the name of a service or a tunnel, "" if
// nothing is: people have to be able to tell names apart. The API documents no
// rule.
func CheckName(name string) string {
	switch {
	case name == "":
		return "is empty"
	case !utf8.ValidString(name):
		return fmt.Sprintf("%q is not valid UTF-8", name)
	case strings.ContainsFunc(name, safetext.Hostile):
		return fmt.Sprintf("%q contains control or invisible characters", name)
	}
	return ""
}

func (s Spec) checkType(f *Faults) {
	switch s.Type {
	case TypeHTTP:
		if s.TCPPort != nil {
			f.inapplicable("tcp_port", "an http")
		}
		if s.AppProtocol != "" {
			f.inapplicable("app_protocol", "an http")
		}
	case TypeTCP:
		if s.HTTPPort != nil {
			f.inapplicable("http_port", "a tcp")
		}
		if s.HTTPSPort != nil {
			f.inapplicable("https_port", "a tcp")
		}
		if s.TCPPort == nil {
			f.missing("tcp_port", "is required for a tcp service")
		}
		if s.AppProtocol != "" {
			checkEnum(f, "app_protocol", string(s.AppProtocol), AppProtocols())
		}
	case "":
		f.missing("type", "is required: http or tcp")
		if (s.HTTPPort != nil || s.HTTPSPort != nil) && (s.TCPPort != nil || s.AppProtocol != "") {
			f.add("type", "has either the fields of http or those of tcp: ports of both are given")
		}
	default:
		checkEnum(f, "type", string(s.Type), ServiceTypes())
	}
}

func (s Spec) checkPorts(f *Faults) {
	for _, p := range []struct {
		field string
		port  *int
	}{{"http_port", s.HTTPPort}, {"https_port", s.HTTPSPort}, {"tcp_port", s.TCPPort}} {
		if p.port != nil && (*p.port < 1 || *p.port > 65535) {
			*f = append(*f, NotAPort(p.field, strconv.Itoa(*p.port)))
		}
	}
}

// NotAPort is the fault of a port that is none; shown is the port as given.
func NotAPort(field, shown string) Fault {
	return Fault{Field: field, Message: shown + " is not a port (1 to 65535)"}
}

func (h Host) check(f *Faults) {
	if h.TunnelID == "" {
		f.missing("host.tunnel_id", "is required")
	} else if !IsUUID(h.TunnelID) {
		f.add("host.tunnel_id", "%q is not a UUID", h.TunnelID)
	}
	switch {
	case h.Hostname == "" && h.IPv4 == "" && h.IPv6 == "":
		f.add("host", "needs a hostname, an IPv4 address or an IPv6 address")
	case h.Hostname != "" && (h.IPv4 != "" || h.IPv6 != ""):
		f.add("host", "takes a hostname or IP addresses, not both")
	}
	h.checkAddresses(f)
	if h.Hostname != "" {
		checkHostname(f, h.Hostname)
	}
	h.checkResolvers(f)
}

func (h Host) checkAddresses(f *Faults) {
	if h.IPv4 != "" {
		if a, err := netip.ParseAddr(h.IPv4); err != nil || !a.Is4() {
			f.add("host.ipv4", "%q is not an IPv4 address", h.IPv4)
		}
	}
	if h.IPv6 != "" {
		if a, err := netip.ParseAddr(h.IPv6); err != nil || !a.Is6() || a.Zone() != "" {
			f.add("host.ipv6", "%q is not an IPv6 address", h.IPv6)
		}
	}
}

func (h Host) checkResolvers(f *Faults) {
	if len(h.ResolverIPs) > 0 && h.Hostname == "" {
		f.add("host.resolver_ips", "needs a hostname to resolve")
	}
	for _, ip := range h.ResolverIPs {
		if a, err := netip.ParseAddr(ip); err != nil || a.Zone() != "" {
			f.add("host.resolver_ips", "%q is not an IP address (no port, no name)", ip)
		}
	}
}

// checkHostname reports every fault of the name, as Wrangler does
// (facts/wrangler.md 4.2).
func checkHostname(f *Faults, name string) {
	const field = "host.hostname"
	if _, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
		f.add(field, "%q is an IP address, give it as ipv4 or ipv6", name)
		return
	}
	if len(name) > maxHostname {
		f.add(field, "is %d characters long, DNS allows %d", len(name), maxHostname)
	}
	if _, rest, found := strings.Cut(name, "://"); found {
		f.add(field, "%q has a scheme, give the name alone", name)
		name = rest
	}
	if strings.Contains(name, "/") {
		f.add(field, "%q has a path, give the name alone", name)
	}
	if strings.Contains(name, ":") {
		f.add(field, "%q has a port, give the port on its own", name)
	}
	if strings.ContainsFunc(name, unicode.IsSpace) {
		f.add(field, "%q contains white space", name)
	}
	checkLabels(f, name)
}

func checkLabels(f *Faults, name string) {
	const field = "host.hostname"
	for label := range strings.SplitSeq(name, ".") {
		switch {
		case label == "":
			f.add(field, "%q has an empty label", name)
			return
		case len(label) > 63:
			f.add(field, "label %q is %d characters long, DNS allows 63", label, len(label))
		}
	}
	if i := strings.IndexFunc(name, notHostnameRune); i >= 0 {
		r, _ := utf8.DecodeRuneInString(name[i:])
		f.add(field, "%q contains %q, which no DNS name can", name, r)
	}
}

// notHostnameRune leaves to the checks above what they report in better words.
func notHostnameRune(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		return false
	case strings.ContainsRune("-_.:/", r), unicode.IsSpace(r):
		return false
	}
	return true
}

func (t *TLSSettings) check(f *Faults) {
	if t == nil {
		return
	}
	const field = "tls_settings."
	if t.CertVerificationMode == "" {
		f.missing(field+"cert_verification_mode", "is required with other TLS settings")
	} else {
		checkEnum(f, field+"cert_verification_mode", string(t.CertVerificationMode), CertVerificationModes())
	}
	if t.CertificateAuthority != "" && !IsUUID(t.CertificateAuthority) {
		f.add(field+"certificate_authority", "%q is not a UUID", t.CertificateAuthority)
	}
	if t.ClientCertificate != "" && !IsUUID(t.ClientCertificate) {
		f.add(field+"client_certificate", "%q is not a UUID", t.ClientCertificate)
	}
	if t.CertificateAuthority != "" && t.CertVerificationMode == VerifyDisabled {
		f.add(field+"certificate_authority", "has no use when verification is disabled")
	}
}

func checkEnum(f *Faults, field, value string, allowed []string) {
	if !slices.Contains(allowed, value) {
		f.add(field, "%q is none of %s", value, strings.Join(allowed, ", "))
	}
}

// IsUUID reports whether s is a UUID in its usual form of 36 characters; the
// version does not matter (facts/cloudflare-api.md 1.3).
func IsUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; i {
		case 8, 13, 18, 23:
			if c != '-' {
				return false
			}
		default:
			if !isHex(c) {
				return false
			}
		}
	}
	return true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
