package source

import (
	"net/url"
	"strings"
)

// URL is what is known of an URL that is asked for.
type URL struct {
	Text  string // as far as it is known, from its start on
	Whole bool   // the text is all of it

	// Relative says that it is known to have no scheme, which no binding takes.
	Relative bool

	// Scheme, Host and Port are "" where they are not known; a port also where
	// there is none. Scheme and Host are in lower case.
	Scheme, Host, Port string
}

// readURL takes a text apart as far as browsers would take it the same way.
func readURL(t text) URL {
	u := URL{Text: t.Prefix, Whole: t.Complete}
	s := strings.TrimLeft(t.Prefix, "\t\n\f\r ")
	scheme, rest, found := strings.Cut(s, ":")
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
	case scheme == "http" || scheme == "https":
		u.Scheme = scheme
		u.authority(strings.TrimLeft(rest, `/\`), t.Complete)
	case startsWithPort(rest, t.Complete):
		u.Relative = true // host:port, which a browser takes for a scheme
	case t.Complete || strings.Trim(rest, "0123456789") != "":
		u.Scheme = scheme
	}
	return u
}

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
	host, err := url.PathUnescape(host)
	if err != nil || strings.Trim(port, "0123456789") != "" {
		return
	}
	u.Host, u.Port = strings.ToLower(strings.Trim(host, "[]")), port
}

// resolve is new URL(ref, base): of a base that is known a path keeps scheme and
// host, and of an absolute ref nothing else counts.
func resolve(base, ref text) text {
	r := readURL(ref)
	if !r.Relative {
		return ref
	}
	b := readURL(base)
	if b.Host == "" || strings.HasPrefix(ref.Prefix, "//") || strings.HasPrefix(ref.Prefix, `\`) ||
		ref.Prefix == "/" && !ref.Complete {
		return text{}
	}
	origin := b.Scheme + "://" + bracketed(b.Host)
	if b.Port != "" {
		origin += ":" + b.Port
	}
	if strings.HasPrefix(ref.Prefix, "/") && len(ref.Prefix) > 1 {
		return text{origin + ref.Prefix, ref.Complete}
	}
	return text{origin + "/", false}
}

func bracketed(host string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}
