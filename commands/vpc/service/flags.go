package service

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/suggest"
	"github.com/lariat-cli/lariat/vpc"
)

// specFlags are the flags of create and update, named and meant as Wrangler's
// (facts/wrangler.md 4.2). Ports are text here, so that a bad one is reported
// together with every other fault.
type specFlags struct {
	cmd *cobra.Command

	typ, tunnel           string
	hostname, ipv4, ipv6  string
	httpPort, httpsPort   string
	tcpPort, appProtocol  string
	resolverIPs           []string
	certMode, ca, certKey string
}

func addSpecFlags(a *app.App, cmd *cobra.Command) *specFlags {
	f := &specFlags{cmd: cmd}
	fs := cmd.Flags()
	fs.StringVar(&f.typ, "type", "", "service type: http or tcp")
	fs.StringVar(&f.tunnel, "tunnel-id", "", "tunnel to reach the host through, by id or name")
	fs.StringVar(&f.tunnel, "tunnel", "", "the same as --tunnel-id")
	fs.StringVar(&f.hostname, "hostname", "", "hostname, resolved behind the tunnel")
	fs.StringVar(&f.ipv4, "ipv4", "", "IPv4 address; with --ipv6, dual stack")
	fs.StringVar(&f.ipv6, "ipv6", "", "IPv6 address; with --ipv4, dual stack")
	fs.StringSliceVar(&f.resolverIPs, "resolver-ips", nil, "DNS servers for the hostname, comma-separated")
	fs.StringVar(&f.httpPort, "http-port", "", "port for http (an http service with no port answers on 80 and 443)")
	fs.StringVar(&f.httpsPort, "https-port", "", "port for https")
	fs.StringVar(&f.tcpPort, "tcp-port", "", "port of a tcp service")
	fs.StringVar(&f.appProtocol, "app-protocol", "", "protocol of a tcp service: postgresql or mysql")
	fs.StringVar(&f.certMode, "cert-verification-mode", "",
		"how to verify the origin's certificate: verify_full, verify_ca or disabled")
	fs.StringVar(&f.ca, "certificate-authority", "", "id of an uploaded certificate authority")
	fs.StringVar(&f.certKey, "client-certificate", "", "id of an uploaded client certificate")
	for name, values := range enums() {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	_ = cmd.RegisterFlagCompletionFunc("tunnel-id", a.Tunnels())
	_ = cmd.RegisterFlagCompletionFunc("tunnel", a.Tunnels())
	return f
}

// enums are the flags that take one of a few words.
func enums() map[string][]string {
	return map[string][]string{
		"type":                   vpc.ServiceTypes(),
		"app-protocol":           vpc.AppProtocols(),
		"cert-verification-mode": vpc.CertVerificationModes(),
	}
}

// changed says whether the user gave the flag.
func (f *specFlags) changed(name string) bool { return f.cmd.Flags().Changed(name) }

// tunnelGiven says whether the tunnel was named, under either name.
func (f *specFlags) tunnelGiven() bool { return f.changed("tunnel-id") || f.changed("tunnel") }

// apply lays the given flags over base and normalizes the result. The tunnel
// is left alone: it may be a name, which takes a call to resolve. Text that is
// no port is a fault.
func (f *specFlags) apply(base vpc.Spec) (vpc.Spec, vpc.Faults) {
	s := base
	var faults vpc.Faults
	f.applyHost(&s)
	f.setPort(&faults, "http-port", f.httpPort, &s.HTTPPort)
	f.setPort(&faults, "https-port", f.httpsPort, &s.HTTPSPort)
	f.setPort(&faults, "tcp-port", f.tcpPort, &s.TCPPort)
	if f.changed("app-protocol") {
		s.AppProtocol = vpc.AppProtocol(f.appProtocol)
	}
	if f.changed("type") {
		s.Type = vpc.ServiceType(f.typ)
	}
	if s.Type == "" {
		s.Type = s.InferType()
	}
	f.applyTLS(&s)
	s = s.Normalized()
	splitHostPort(&s, &faults)
	return s, faults
}

// applyHost replaces the kind of host when another kind is given: an address
// displaces a hostname and the other way round, both addresses may stand
// together.
func (f *specFlags) applyHost(s *vpc.Spec) {
	h := &s.Host
	hostname, ipv4, ipv6 := f.changed("hostname"), f.changed("ipv4"), f.changed("ipv6")
	if hostname && !ipv4 && !ipv6 {
		h.IPv4, h.IPv6 = "", ""
	}
	if (ipv4 || ipv6) && !hostname {
		h.Hostname, h.ResolverIPs = "", nil
	}
	if hostname {
		h.Hostname = f.hostname
	}
	if ipv4 {
		h.IPv4 = f.ipv4
	}
	if ipv6 {
		h.IPv6 = f.ipv6
	}
	if f.changed("resolver-ips") {
		h.ResolverIPs = f.resolverIPs
	}
}

func (f *specFlags) applyTLS(s *vpc.Spec) {
	if !f.changed("cert-verification-mode") && !f.changed("certificate-authority") && !f.changed("client-certificate") {
		return
	}
	var t vpc.TLSSettings
	if s.TLS != nil {
		t = *s.TLS
	}
	if f.changed("cert-verification-mode") {
		t.CertVerificationMode = vpc.CertVerificationMode(f.certMode)
	}
	if f.changed("certificate-authority") {
		t.CertificateAuthority = f.ca
	}
	if f.changed("client-certificate") {
		t.ClientCertificate = f.certKey
	}
	s.TLS = &t
}

func (f *specFlags) setPort(faults *vpc.Faults, flag, text string, port **int) {
	if !f.changed(flag) {
		return
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		*faults = append(*faults, vpc.Fault{
			Field:   strings.ReplaceAll(flag, "-", "_"),
			Message: strconv.Quote(text) + " is not a port; use 1 to 65535",
		})
		return
	}
	*port = &n
}

// splitHostPort takes "db.internal:5432" for a tcp service, as Wrangler does
// (facts/wrangler.md 4.3 rows 12 and 13).
func splitHostPort(s *vpc.Spec, faults *vpc.Faults) {
	host, text, found := strings.Cut(s.Host.Hostname, ":")
	port, err := strconv.Atoi(text)
	if s.Type != vpc.TypeTCP || !found || err != nil {
		return
	}
	if s.TCPPort != nil && *s.TCPPort != port {
		*faults = append(*faults, vpc.Fault{
			Field:   "tcp_port",
			Message: strconv.Itoa(*s.TCPPort) + " contradicts port " + text + " of the hostname",
		})
	}
	s.Host.Hostname, s.TCPPort = host, &port
}

// hint suggests a word for the first mistyped enum, else the verb's help.
func (f *specFlags) hint() string {
	given := map[string]string{"type": f.typ, "app-protocol": f.appProtocol, "cert-verification-mode": f.certMode}
	for _, flag := range []string{"type", "app-protocol", "cert-verification-mode"} {
		values := enums()[flag]
		if given[flag] == "" || slices.Contains(values, given[flag]) {
			continue
		}
		if word, ok := suggest.Nearest(given[flag], values); ok {
			return "did you mean --" + flag + " " + app.Quote(word) + "?"
		}
	}
	return f.cmd.CommandPath() + " --help"
}
