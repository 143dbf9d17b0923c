package service

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/lariat-cli/lariat/commands/app"
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

	faults vpc.Faults // of the flags as typed
}

func addSpecFlags(a *app.App, cmd *cobra.Command) *specFlags {
	f := &specFlags{cmd: cmd}
	fs := cmd.Flags()
	f.text(&f.typ, "type", "service type: http or tcp")
	f.text(&f.tunnel, "tunnel-id", "tunnel to reach the host through, by id or name")
	f.text(&f.tunnel, "tunnel", "the same as --tunnel-id")
	f.text(&f.hostname, "hostname", "hostname, resolved behind the tunnel")
	f.text(&f.ipv4, "ipv4", "IPv4 address; with --ipv6, dual stack")
	f.text(&f.ipv6, "ipv6", "IPv6 address; with --ipv4, dual stack")
	fs.StringSliceVar(&f.resolverIPs, "resolver-ips", nil, "DNS servers for the hostname, comma-separated")
	f.text(&f.httpPort, "http-port", "port for http (an http service with no port answers on 80 and 443)")
	f.text(&f.httpsPort, "https-port", "port for https")
	f.text(&f.tcpPort, "tcp-port", "port of a tcp service")
	f.text(&f.appProtocol, "app-protocol", "protocol of a tcp service: postgresql or mysql")
	f.text(&f.certMode, "cert-verification-mode",
		"how to verify the origin's certificate: verify_full, verify_ca or disabled")
	f.text(&f.ca, "certificate-authority", "id of an uploaded certificate authority")
	f.text(&f.certKey, "client-certificate", "id of an uploaded client certificate")
	for name, values := range enums() {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	}
	_ = cmd.RegisterFlagCompletionFunc("tunnel-id", a.TunnelFlag())
	_ = cmd.RegisterFlagCompletionFunc("tunnel", a.TunnelFlag())
	return f
}

// given says whether any flag describes the service.
func (f *specFlags) given() bool {
	found := false
	f.cmd.LocalNonPersistentFlags().VisitAll(func(fl *pflag.Flag) {
		found = found || fl.Changed && !slices.Contains([]string{"json", "jq", "template", "dry-run", "replace"}, fl.Name)
	})
	return found
}

func (f *specFlags) text(p *string, name, usage string) {
	f.cmd.Flags().Var(once{strings.ReplaceAll(name, "-", "_"), p, &f.faults}, name, usage)
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

// apply lays the given flags over base, and reports every fault of the result.
// A tunnel may still be a name, see lookUpTunnel: a bad flag does not cost a call.
func (f *specFlags) apply(base vpc.Spec) (vpc.Spec, vpc.Faults) {
	s, faults := f.lay(base)
	return s, validate(s, faults, f.byName())
}

// lay lays the given flags over base and normalizes the result. The faults are
// those of the flags as typed.
func (f *specFlags) lay(base vpc.Spec) (vpc.Spec, vpc.Faults) {
	s, faults := base, slices.Clone(f.faults)
	f.applyHost(&s)
	if f.changed("resolver-ips") && strings.Trim(strings.Join(f.resolverIPs, ""), " ,") == "" {
		faults = append(faults, vpc.Fault{Field: "resolver_ips", Message: "is empty"})
	}
	f.setPort(&faults, "http-port", f.httpPort, &s.HTTPPort)
	f.setPort(&faults, "https-port", f.httpsPort, &s.HTTPSPort)
	f.setPort(&faults, "tcp-port", f.tcpPort, &s.TCPPort)
	if f.changed("app-protocol") {
		s.AppProtocol = vpc.AppProtocol(f.appProtocol)
	}
	if f.changed("type") {
		s.Type = vpc.ServiceType(f.typ)
	}
	f.applyTLS(&s)
	if f.tunnel != "" {
		s.Host.TunnelID = f.tunnel
	}
	s = s.Normalized()
	if f.byName() {
		s.Host.TunnelID = f.tunnel
	}
	f.splitHostPort(&s, &faults)
	if s.Type == "" {
		s.Type = s.InferType()
	}
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

// setPort sets port 0 where the text is no number: no other fault then hides
// that the port was given.
func (f *specFlags) setPort(faults *vpc.Faults, flag, text string, port **int) {
	if !f.changed(flag) {
		return
	}
	n, err := strconv.Atoi(text)
	if err != nil && text != "" {
		*faults = append(*faults, vpc.NotAPort(strings.ReplaceAll(flag, "-", "_"), strconv.Quote(text)))
	}
	*port = &n
}

// validate adds the faults of s itself, but for those that follow from a known
// one of the same flag, and that of a tunnel's name, which is none.
func validate(s vpc.Spec, faults vpc.Faults, byName bool) vpc.Faults {
	known := map[string]bool{}
	for _, f := range faults {
		known[f.Field] = true
	}
	found, _ := errors.AsType[vpc.Faults](s.Validate())
	for _, f := range found {
		if byName && f.Field == "host.tunnel_id" {
			continue
		}
		follows := f == vpc.NotAPort(f.Field, "0") || f.Kind == vpc.Missing
		if !follows || !known[f.Field[strings.LastIndexByte(f.Field, '.')+1:]] {
			faults = append(faults, f)
		}
	}
	return faults
}

// splitHostPort takes "db.internal:5432" for a tcp service, as Wrangler does
// (facts/wrangler.md 4.3 rows 12 and 13); no other type has a host with a port.
// Flags win over what they are laid over, the two of one source must agree.
func (f *specFlags) splitHostPort(s *vpc.Spec, faults *vpc.Faults) {
	host, text, found := strings.Cut(s.Host.Hostname, ":")
	port, err := strconv.Atoi(text)
	if inferred := s.InferType(); !found || err != nil || inferred != "" && inferred != vpc.TypeTCP {
		return
	}
	s.Host.Hostname, s.Type = host, vpc.TypeTCP
	sameSource := f.changed("hostname") == f.changed("tcp-port")
	switch {
	case s.TCPPort == nil || f.changed("hostname") && !sameSource:
		s.TCPPort = &port
	case sameSource && *s.TCPPort != port:
		*faults = append(*faults, vpc.Fault{
			Field:   "tcp_port",
			Message: strconv.Itoa(*s.TCPPort) + " contradicts port " + text + " of the hostname",
		})
	}
}

// hint is the next step: the word that a mistyped enum most likely means, or
// how to clear a field that is at fault although no flag gave it.
func (f *specFlags) hint(faults vpc.Faults) string {
	given := map[string]string{"type": f.typ, "app-protocol": f.appProtocol, "cert-verification-mode": f.certMode}
	for _, flag := range []string{"type", "app-protocol", "cert-verification-mode"} {
		if hint, ok := app.EnumHint("--"+flag, given[flag], enums()[flag]); !ok {
			return hint
		}
	}
	for _, fault := range faults {
		flag := strings.ReplaceAll(fault.Field[strings.LastIndexByte(fault.Field, '.')+1:], "_", "-")
		stored := f.cmd.Flags().Lookup("unset") != nil && !f.changed("replace") // flags add to what is there
		switch {
		case !stored || fault.Kind == vpc.Missing:
		case slices.Contains(clearable(), flag) && !f.changed(flag):
			return "the service has it already: add --unset " + flag
		case fault.Kind == vpc.Inapplicable && !f.changed("type"):
			return "to change the type of the service, add --type " + otherTypeOf(flag)
		}
	}
	return f.cmd.CommandPath() + " --help"
}

// otherTypeOf is the type that has the field of a flag.
func otherTypeOf(flag string) string {
	if flag == "http-port" || flag == "https-port" {
		return string(vpc.TypeHTTP)
	}
	return string(vpc.TypeTCP)
}
