package check

import (
	"strings"

	"github.com/lariat-cli/lariat/vpc"
)

// Directory is what an account holds, as it was when it was fetched.
type Directory struct {
	Account  string // its id; "" where a snapshot does not say
	Services []vpc.Service
	Tunnels  []vpc.Tunnel // deleted ones, too, as far as they are known; nil: nothing is known

	// Connectors are those of each tunnel that was asked about, by its id.
	Connectors map[string][]vpc.Connector

	// Others are the directories of other accounts that the credentials can
	// see. They have nothing to add unless this one lacks a service.
	Others []*Directory

	services map[string]int // by id
	names    map[string]int
	tunnels  map[string]int
}

// Index makes the look-ups ready. It is called once, before the directory is
// used.
func (d *Directory) Index() *Directory {
	d.services, d.names = make(map[string]int, len(d.Services)), make(map[string]int, len(d.Services))
	for i, s := range d.Services {
		d.services[strings.ToLower(s.ID)], d.names[s.Name] = i, i
	}
	d.tunnels = make(map[string]int, len(d.Tunnels))
	for i, t := range d.Tunnels {
		d.tunnels[strings.ToLower(t.ID)] = i
	}
	return d
}

// Service is the service with an id, in either case of its letters.
func (d *Directory) Service(id string) (vpc.Service, bool) {
	i, ok := d.services[strings.ToLower(id)]
	if !ok {
		return vpc.Service{}, false
	}
	return d.Services[i], true
}

// ServiceNamed is the service of a name.
func (d *Directory) ServiceNamed(name string) (vpc.Service, bool) {
	i, ok := d.names[name]
	if !ok {
		return vpc.Service{}, false
	}
	return d.Services[i], true
}

// isOnlyOne reports that no other service has the name, which the API sees to
// and a saved directory need not.
func (d *Directory) isOnlyOne(name string) bool {
	n := 0
	for _, s := range d.Services {
		if s.Name == name {
			n++
		}
	}
	return n == 1
}

// Tunnel is the tunnel with an id.
func (d *Directory) Tunnel(id string) (vpc.Tunnel, bool) {
	i, ok := d.tunnels[strings.ToLower(id)]
	if !ok {
		return vpc.Tunnel{}, false
	}
	return d.Tunnels[i], true
}

// elsewhere is the other account that has the service with an id.
func (d *Directory) elsewhere(id string) (*Directory, vpc.Service, bool) {
	for _, other := range d.Others {
		if s, ok := other.Service(id); ok {
			return other, s, true
		}
	}
	return nil, vpc.Service{}, false
}

// word is how a command line names something: by its name if a shell leaves
// that alone, else by its id.
func word(name, id string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.", r)
	}
	switch {
	case name != "" && name[0] != '-' && strings.TrimFunc(name, plain) == "":
		return name
	case vpc.IsUUID(id):
		return id
	default:
		return "NAME"
	}
}
