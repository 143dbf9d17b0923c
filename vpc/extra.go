package vpc

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Extra are the members of a service's JSON that this package has no field for,
// null aside. The API grows, and an update replaces the whole service: without
// them it would clear what was set by somebody who knows more.
type Extra map[Member]json.RawMessage

// Member is where such a member stands.
type Member struct {
	Object string // "", "host", "host.network", "host.resolver_network" or "tls_settings"
	Name   string
}

func (m Member) String() string {
	if m.Object == "" {
		return m.Name
	}
	return m.Object + "." + m.Name
}

// known are the members that have a field, or are not the owner's to choose.
func known(object string) []string {
	switch object {
	case "":
		return []string{"service_id", "name", "type", "http_port", "https_port", "tcp_port", "app_protocol",
			"host", "tls_settings", "created_at", "updated_at"}
	case "host":
		return []string{"ipv4", "ipv6", "hostname", "network", "resolver_network"}
	case "host.network":
		return []string{"tunnel_id"}
	case "host.resolver_network":
		return []string{"tunnel_id", "resolver_ips"}
	default:
		return []string{"cert_verification_mode", "certificate_authority", "client_certificate"}
	}
}

// collect adds what data holds beyond the known members of object, and of the
// objects in it. What is none was refused or passed over before.
func (e *Extra) collect(object string, data []byte) {
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil {
		return
	}
	fields := known(object)
	for name, value := range members {
		if value, _ = encode(value); string(value) == "null" { // compact; it is valid
			continue
		}
		// Package json takes any case of a field's name.
		i := slices.IndexFunc(fields, func(field string) bool { return strings.EqualFold(field, name) })
		switch {
		case i < 0:
			if *e == nil {
				*e = Extra{}
			}
			(*e)[Member{object, name}] = value
		case fields[i] == "host", fields[i] == "tls_settings":
			e.collect(fields[i], value)
		case fields[i] == "network", fields[i] == "resolver_network":
			e.collect(object+"."+fields[i], value)
		}
	}
}

// extra are the members that s sends: those of an object go with it.
func (s Spec) extra() Extra {
	sent := maps.Clone(s.Extra)
	maps.DeleteFunc(sent, func(m Member, _ json.RawMessage) bool {
		switch m.Object {
		case "host.network":
			return s.Host.Hostname != ""
		case "host.resolver_network":
			return s.Host.Hostname == ""
		case "tls_settings":
			return s.TLS == nil
		}
		return false
	})
	return sent
}

// names are the members of both, sorted.
func (e Extra) names(other Extra) []Member {
	both := maps.Clone(e)
	if both == nil {
		both = Extra{}
	}
	maps.Copy(both, other)
	return slices.SortedFunc(maps.Keys(both), func(a, b Member) int { return strings.Compare(a.String(), b.String()) })
}

// object writes v as a JSON object, followed by its members from e.
func (e Extra) object(name string, v any) (json.RawMessage, error) {
	b, err := encode(v)
	for _, m := range e.names(nil) {
		if m.Object != name || err != nil {
			continue
		}
		var member []byte
		member, err = encode(map[string]json.RawMessage{m.Name: e[m]})
		if len(b) == len("{}") {
			b = member
			continue
		}
		b = append(append(b[:len(b)-1], ','), member[1:]...)
	}
	return b, err
}
