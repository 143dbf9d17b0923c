package source

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// URL is what is known of an URL that is asked for.
type URL struct {
	Text  string // as far as it is known, from its start on
	Whole bool   // the text is all of it

	// Relative says that it is known to have no scheme, which no binding takes.
	Relative bool

	// Invalid says that it is known to be no URL, so that new URL() throws.
	Invalid bool

	// Scheme, Host and Port are "" where they are not known; a port also where
	// there is none. Scheme and Host are in lower case.
	Scheme, Host, Port string
}

// readURL takes a text apart as far as browsers would take it the same way.
func readURL(t text) URL {
	u := URL{Text: t.Prefix, Whole: t.Complete}
	scheme, rest, found := strings.Cut(t.trimmed(), ":")
	switch {
	case !isSchemeStart(scheme):
		u.Relative = scheme != "" || found || t.Complete
		return u
	case !found:
		u.Relative = t.Complete
		return u
	}
	scheme = strings.ToLower(scheme)
	switch {
	case isWeb(scheme):
		u.Scheme = scheme
		u.authority(strings.TrimLeft(rest, `/\`), t.Complete)
	case startsWithPort(rest, t.Complete):
		u.Relative = true // host:port, which a browser takes for a scheme
	case t.Complete || strings.Trim(strings.TrimRightFunc(rest, isControl), "0123456789") != "":
		u.Scheme = scheme
	}
	return u
}

// trimmed is a text without what browsers leave out of URLs: controls and blanks
// around it, and the ends of lines within.
func (t text) trimmed() string {
	s := strings.TrimLeftFunc(t.Prefix, isControl)
	if t.Complete {
		s = strings.TrimRightFunc(s, isControl)
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\t\n\r", r) {
			return -1
		}
		return r
	}, s)
}

func isControl(r rune) bool { return r <= ' ' }

func isWeb(scheme string) bool { return scheme == "http" || scheme == "https" }

// isSchemeStart reports whether a text may be a scheme, or become one.
func isSchemeStart(s string) bool {
	for i, r := range strings.ToLower(s) {
		letter := r >= 'a' && r <= 'z'
		if !letter && (i == 0 || (r < '0' || r > '9') && !strings.ContainsRune("+-.", r)) {
			return false
		}
	}
	return s != ""
}

func startsWithPort(s string, complete bool) bool {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits == 0 {
		return false
	}
	return digits < len(s) && strings.IndexByte(`/\?#`, s[digits]) >= 0 || digits == len(s) && complete
}

// authority reads host and port, which end where something else begins: what is
// appended to a text that is not complete may still belong to them.
func (u *URL) authority(s string, complete bool) {
	end := strings.IndexAny(s, `/\?#`)
	if end < 0 {
		if !complete {
			return
		}
		end = len(s)
	}
	s = s[strings.LastIndexByte(s[:end], '@')+1 : end]
	host, port := s, ""
	if i := strings.LastIndexByte(s, ':'); i > strings.LastIndexByte(s, ']') {
		host, port = s[:i], s[i+1:]
	}
	host, isHost := readHost(host)
	number, err := strconv.ParseUint(port, 10, 16)
	switch {
	case !isHost || port != "" && err != nil:
		u.Invalid = true
	case port != "":
		u.Port = strconv.FormatUint(number, 10)
		fallthrough
	default:
		u.Host = host
	}
}

// readHost is a host in lower case, unless it is none at all.
func readHost(s string) (host string, ok bool) {
	if inner, opens := strings.CutPrefix(s, "["); opens {
		inner, closes := strings.CutSuffix(inner, "]")
		_, err := netip.ParseAddr(inner)
		return strings.ToLower(inner), closes && err == nil
	}
	s, err := url.PathUnescape(s)
	bad := func(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune(`#%/:<>?@[\]^|`, r) }
	return strings.ToLower(s), err == nil && s != "" && !strings.ContainsFunc(s, bad)
}

// resolve is new URL(ref, base): of a base that is known a path keeps scheme and
// host, and of an absolute ref nothing else counts.
func resolve(base, ref text) text {
	path := ref.trimmed()
	if scheme, rest, found := strings.Cut(path, ":"); found && isSchemeStart(scheme) {
		if isWeb(strings.ToLower(scheme)) && !strings.HasPrefix(rest, "/") {
			return text{} // a path, if the base has the same scheme
		}
		return ref
	}
	b := readURL(base)
	if !readURL(ref).Relative {
		return ref
	}
	if b.Host == "" || strings.HasPrefix(path, "//") || strings.HasPrefix(path, `\`) || path == "/" && !ref.Complete {
		return text{}
	}
	origin := b.Scheme + "://" + bracketed(b.Host)
	if b.Port != "" {
		origin += ":" + b.Port
	}
	if strings.HasPrefix(path, "/") && len(path) > 1 {
		return text{Prefix: origin + path, Complete: ref.Complete}
	}
	return text{Prefix: origin + "/"}
}

func bracketed(host string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}
