package check

import (
	"strings"

	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// relativeURL finds URLs without scheme and host: fetch() of a binding throws
// for them (facts/cloudflare-api.md 6.1).
func relativeURL() Rule {
	return Rule{
		ID: "relative-url", Severity: diag.Error,
		Summary: "fetch() of a VPC binding is given a relative URL, for which it throws",
		check: func(p *pass) {
			for c := range p.wrongCalls(func(c bindingCall) bool { return c.URL.Relative }) {
				p.reportCall(c, "fetch() of %q is given %s, which is no absolute URL", c.Binding, shownURL(c)).Hint =
					"write the whole URL, such as " + absoluteURL(c)
			}
		},
	}
}

// shownURL quotes what is known of an URL.
func shownURL(c bindingCall) string {
	more := ""
	if !c.URL.Whole {
		more = "…"
	}
	return quoteShort(c.URL.Text + more)
}

// absoluteURL is a relative URL at the host of the service.
func absoluteURL(c bindingCall) string {
	scheme, host := "http", "HOST"
	if c.known && c.service.Type == vpc.TypeHTTP {
		if http, _ := httpPorts(c.service.Spec); http == 0 {
			scheme = "https"
		}
		host = urlHostOf(c.service.Host)
	}
	path := c.URL.Text
	if name, _, found := strings.Cut(path, "/"); strings.Contains(name, ":") && found || strings.HasPrefix(path, "//") {
		return quoteShort(scheme + "://" + strings.TrimLeft(path, "/")) // the host is there
	}
	return quoteShort(scheme + "://" + host + "/" + strings.TrimLeft(path, "/"))
}

// urlHostOf is a host as URLs have it.
func urlHostOf(h vpc.Host) string {
	switch {
	case h.Hostname != "":
		return h.Hostname
	case h.IPv4 != "":
		return h.IPv4
	default:
		return "[" + h.IPv6 + "]"
	}
}
