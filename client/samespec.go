package client

import (
	"net/netip"
	"reflect"

	"github.com/lariat-cli/lariat/vpc"
)

// sameSpec reports whether a service is what a create asked for, although the
// directory may spell it in another way: lower case, another form of an IPv6
// address, or defaults in place of what was left out.
func sameSpec(got, want vpc.Spec) bool {
	return reflect.DeepEqual(canonical(got), canonical(want))
}

func canonical(s vpc.Spec) vpc.Spec {
	s = s.Normalized()
	s.Extra = nil // defaults of what lariat does not know, since a create sends none
	s.Host.IPv4 = canonicalIP(s.Host.IPv4)
	s.Host.IPv6 = canonicalIP(s.Host.IPv6)
	for i, ip := range s.Host.ResolverIPs { // Normalized made a new slice
		s.Host.ResolverIPs[i] = canonicalIP(ip)
	}
	if s.Type == vpc.TypeHTTP && s.HTTPPort == nil && s.HTTPSPort == nil {
		s.HTTPPort, s.HTTPSPort = new(80), new(443)
	}
	if s.TLS != nil && *s.TLS == (vpc.TLSSettings{CertVerificationMode: vpc.VerifyFull}) {
		s.TLS = nil
	}
	return s
}

func canonicalIP(s string) string {
	if a, err := netip.ParseAddr(s); err == nil {
		return a.String()
	}
	return s
}
