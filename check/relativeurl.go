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
		Summary: "fetch() of a VPC binding is given a relative URL or none at all, for which it throws",
		check: func(p *pass) {
			for c := range p.wrongCalls(isNoURL) {
				valid := "absolute"
				if c.URL.Invalid {
					valid = "valid"
				}
				p.reportCall(c, "fetch() of %q is given %s, which is no %s URL", c.Binding, shownURL(c), valid).Hint = wholeURL(c)
			}
		},
	}
}

func isNoURL(c bindingCall) bool { return c.URL.Relative || c.URL.Invalid }

// shownURL quotes what is known of an URL.
func shownURL(c bindingCall) string {
	more := ""
	if !c.URL.Whole {
		more = "…"
	}
	return quoteShort(c.URL.Text + more)
}

// wholeURL says what to write instead: a relative URL at the host of the service.
func wholeURL(c bindingCall) string {
	const whole = "write the whole URL"
	scheme, path := "http", c.URL.Text
	if http, https := httpPorts(c.service.Spec); c.known && http == 0 && https != 0 {
		scheme = "https"
	}
	if c.URL.Invalid {
		path = ""
	}
	if name, _, found := strings.Cut(path, "/"); strings.Contains(name, ":") && found || strings.HasPrefix(path, "//") {
		return whole + ", such as " + quoteShort(scheme+"://"+strings.TrimLeft(path, "/")) // the host is there
	}
	path = "/" + strings.TrimLeft(path, "/")
	switch {
	case c.list == listNetworks:
		return whole + ": http:// or https://, a host of the network, and " + quoteShort(path)
	case !c.known || c.service.Type != vpc.TypeHTTP:
		return whole + ": http:// or https://, the host of the service, and " + quoteShort(path)
	default:
		return whole + ", such as " + quoteShort(scheme+"://"+urlHostOf(c.service.Host)+path)
	}
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
