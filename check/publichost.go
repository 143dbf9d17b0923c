package check

import (
	"net/netip"
	"strings"

	"github.com/lariat-cli/lariat/diag"
)

// publicHost finds hosts on the Internet: requests to them leave the private
// network. Whether a name is public cannot be told from the name, since private
// resolvers may know it too, but for those that providers give out.
func publicHost() Rule {
	return Rule{
		ID: "public-host", Severity: diag.Warning,
		Summary: "the service has a public address or hostname, so that requests leave the private network",
		check: func(p *pass) {
			for u := range p.hosts {
				if ip, ok := u.first(isPublic); ok {
					p.report(u.at, "%s has the public address %q: requests leave the private network", u, ip).Hint =
						"give the address inside the network: " + u.update(addressFlag(ip))
				} else if suffix := publicSuffix(u.name); suffix != "" {
					p.report(u.at, "%s has the public hostname %q: requests leave the private network", u, u.name).Hint =
						"give the name or address inside the network: " + u.update("--hostname NAME")
				}
			}
		},
	}
}

// publicSuffixes end the names that hosting providers give to what they make
// public. Names that may have private addresses, as those of load balancers,
// are not among them.
func publicSuffixes() []string {
	return []string{
		".workers.dev", ".pages.dev", ".r2.dev", ".trycloudflare.com", ".cfargotunnel.com",
		".amplifyapp.com", ".cloudfront.net", ".deno.dev", ".firebaseapp.com", ".fly.dev", ".github.io", ".gitlab.io",
		".herokuapp.com", ".hf.space", ".koyeb.app", ".loca.lt", ".netlify.app", ".ngrok.app", ".ngrok.dev",
		".ngrok.io", ".ngrok-free.app", ".ngrok-free.dev", ".onrender.com", ".ondigitalocean.app", ".replit.app",
		".serveo.net", ".streamlit.app", ".supabase.co", ".surge.sh", ".up.railway.app", ".vercel.app", ".web.app",
	}
}

func publicSuffix(name string) string {
	for _, suffix := range publicSuffixes() {
		if strings.HasSuffix(name, suffix) {
			return suffix
		}
	}
	return ""
}

// isPublic reports whether an address is one of the Internet. What IANA has set
// aside for other uses, documentation among them, is not.
func isPublic(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, prefix := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
		"198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	} {
		if netip.MustParsePrefix(prefix).Contains(ip) {
			return false
		}
	}
	if ip.Is4() {
		return true
	}
	// Of IPv6 one eighth is in use; documentation lies within it.
	return netip.MustParsePrefix("2000::/3").Contains(ip) &&
		!netip.MustParsePrefix("2001:db8::/32").Contains(ip) && !netip.MustParsePrefix("3fff::/20").Contains(ip)
}
