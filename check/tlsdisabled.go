package check

import (
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// tlsDisabled finds https services whose certificate nobody looks at.
func tlsDisabled() Rule {
	return Rule{
		ID: "tls-disabled", Severity: diag.Warning,
		Summary: "the certificate of the service is not verified",
		check: func(p *pass) {
			for u := range p.hosts {
				_, https := httpPorts(u.service.Spec)
				if https != 0 && tlsMode(u.service) == vpc.VerifyDisabled {
					p.report(u.at, "%s is reached by https without a look at its certificate", u).Hint =
						"Cloudflare trusts public and Origin CA certificates; else verify the chain alone: " +
							u.update("--cert-verification-mode verify_ca")
				}
			}
		},
	}
}

// tlsMode is how the certificate of a service is verified: in full, unless
// something else is set (facts/cloudflare-api.md 1.4).
func tlsMode(s vpc.Service) vpc.CertVerificationMode {
	if s.TLS == nil || s.TLS.CertVerificationMode == "" {
		return vpc.VerifyFull
	}
	return s.TLS.CertVerificationMode
}
