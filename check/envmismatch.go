package check

import (
	"fmt"
	"strings"

	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// envMismatch compares the services that one binding means in different
// environments. The same code calls all of them, so a scheme that only one
// offers is likely a mistake. Another port or kind of host is not: neither
// changes what the code has to say.
func envMismatch() Rule {
	return Rule{
		ID: "env-mismatch", Severity: diag.Warning,
		Summary: "a binding means services of different schemes, ports or hosts in different environments",
		check: func(p *pass) {
			first := map[string]boundService{}
			for level, b := range p.services {
				s, ok := level.service(b)
				if !ok || !b.Binding.Set || s.Type != vpc.TypeHTTP {
					continue
				}
				this := boundService{level, s, b.ServiceID.Range}
				before, seen := first[b.Binding.V]
				switch {
				case !seen:
					first[b.Binding.V] = this
				case before.level != level:
					p.compare(this, before)
				}
			}
		},
	}
}

// boundService is a service with the place where it is bound.
type boundService struct {
	level *Level
	vpc.Service
	at diag.Range
}

func (p *pass) compare(this, before boundService) {
	report := func(what func(vpc.Spec) string) *diag.Finding {
		f := p.report(this.at, "service %q has %s, but %q of %s has %s",
			this.Name, what(this.Spec), before.Name, before.level.Title(), what(before.Spec))
		f.Related = []diag.Related{{Range: before.at, Message: fmt.Sprintf("%q is bound here", before.Name)}}
		return f
	}
	switch {
	case schemes(this.Spec) != schemes(before.Spec):
		report(ports).Hint = "the same code calls both: " + addScheme(this, before)
	case ports(this.Spec) != ports(before.Spec):
		report(ports).Severity = diag.Info
	}
	if hostKind(this.Spec) != hostKind(before.Spec) {
		f := report(hostKind)
		f.Severity, f.Hint = diag.Info, "a certificate has to name what the URL says in either environment"
	}
}

// httpPorts are the ports that an http service answers on, 0 for a scheme that
// it does not offer (facts/cloudflare-api.md 6.1).
func httpPorts(s vpc.Spec) (http, https int) {
	if s.HTTPPort == nil && s.HTTPSPort == nil {
		return 80, 443
	}
	if s.HTTPPort != nil {
		http = *s.HTTPPort
	}
	if s.HTTPSPort != nil {
		https = *s.HTTPSPort
	}
	return http, https
}

func schemes(s vpc.Spec) [2]bool {
	http, https := httpPorts(s)
	return [2]bool{http != 0, https != 0}
}

func ports(s vpc.Spec) string {
	http, https := httpPorts(s)
	var list []string
	if http != 0 {
		list = append(list, fmt.Sprintf("http on port %d", http))
	}
	if https != 0 {
		list = append(list, fmt.Sprintf("https on port %d", https))
	}
	return strings.Join(list, " and ")
}

func hostKind(s vpc.Spec) string {
	if s.Host.Hostname != "" {
		return "a hostname"
	}
	return "an IP address"
}

// addScheme is the command that gives one service the scheme that only the
// other has.
func addScheme(this, other boundService) string {
	for _, pair := range [][2]boundService{{this, other}, {other, this}} {
		lacks, has := schemes(pair[0].Spec), schemes(pair[1].Spec)
		for i, flag := range []string{" --http-port PORT", " --https-port PORT"} {
			if has[i] && !lacks[i] {
				return "lariat vpc service update " + word(pair[0].Name, pair[0].ID) + flag
			}
		}
	}
	return ""
}
