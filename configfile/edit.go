package configfile

import (
	"slices"
	"strconv"

	"github.com/lariat-cli/lariat/diag"
)

// The lists of bindings that can be edited.
const (
	vpcServices = "vpc_services"
	vpcNetworks = "vpc_networks"
)

// AddVPCService gives an environment, or the top level for "", one more entry of
// vpc_services. The result is a new document, whose Source is the old one with
// the entry put in; what is missing on the way there is made, in the style of
// the file.
//
// An unknown environment is an *UnknownEnvironmentError. Only a file that has no
// environments at all is given one. The error is a *BindingExistsError if the
// environment has a VPC binding of that name, and an *EditError if the file does
// not allow the change.
func (d *Document) AddVPCService(env, binding, serviceID string) (*Document, error) {
	t, err := d.target(env)
	if err != nil {
		return nil, err
	}
	if found := t.entries(binding); len(found) > 0 {
		return nil, newBindingExistsError(t, found[0], binding)
	}
	e := newEditor(d)
	s, err := e.add(t, newEntry{binding, serviceID})
	if err != nil {
		return nil, err
	}
	return e.apply(s, withVPCService(t, binding, serviceID))
}

// SetServiceID lets an entry of vpc_services lead to another service. The error
// is an *UnknownEnvironmentError, an *UnknownBindingError or an *EditError.
func (d *Document) SetServiceID(env, binding, serviceID string) (*Document, error) {
	t, en, err := d.entry(env, binding)
	if err != nil {
		return nil, err
	}
	if en.field != vpcServices {
		reason := "binding " + strconv.Quote(binding) + " is one of " + en.field + ", which has no service_id"
		return nil, d.obstacle(en.node.Range, reason, "")
	}
	if _, err := d.step(en.node, "service_id", 0, "service_id"); err != nil {
		return nil, err
	}
	e := newEditor(d)
	s, err := e.setServiceID(en.node, serviceID)
	if err != nil {
		return nil, err
	}
	return e.apply(s, withServiceID(t, en, serviceID))
}

// RemoveBinding takes an entry out of vpc_services or vpc_networks, with the
// comments within it and at the end of its line; those on lines of their own
// stay. A list that is written in brackets stays as an empty one, without lines
// of its own, and so does an environment. The error is an
// *UnknownEnvironmentError, an *UnknownBindingError or an *EditError.
func (d *Document) RemoveBinding(env, binding string) (*Document, error) {
	t, en, err := d.entry(env, binding)
	if err != nil {
		return nil, err
	}
	e := newEditor(d)
	s, err := e.removeEntry(t, en)
	if err != nil {
		return nil, err
	}
	return e.apply(s, withoutEntry(t, en))
}

// target is the level of a document that an edit is about.
type target struct {
	doc   *Document
	env   string // "" is the top level
	level *Node  // nil if the environment is not there yet
	lists map[string]*Node
}

// entry is one binding of a target.
type entry struct {
	field string // the list that has it
	list  *Node
	index int
	node  *Node
}

// target finds the level for an environment. What is on the way there has to be
// of the right type, and no key may come twice: an edit of the one that does not
// count would have no effect, and nobody could tell which one was meant.
func (d *Document) target(env string) (target, error) {
	t := target{doc: d, env: env, level: d.Root, lists: map[string]*Node{}}
	if d.Root.Kind != Object {
		return t, d.obstacle(d.Root.Range, "a configuration should be an object, not "+d.Root.Kind.String(), "")
	}
	if env != "" {
		envs, err := d.step(d.Root, "env", Object, "env")
		if err != nil {
			return t, err
		}
		if _, err := d.Environment(env); err != nil {
			return t, err
		}
		if t.level, err = d.step(envs, env, Object, "env."+env); err != nil {
			return t, err
		}
	}
	for _, field := range []string{vpcServices, vpcNetworks} {
		list, err := d.step(t.level, field, Array, field)
		if err != nil {
			return t, err
		}
		t.lists[field] = list
	}
	return t, nil
}

// step is the value of a key of obj, nil if there is none. A want of 0 takes
// values of any kind.
func (d *Document) step(obj *Node, key string, want Kind, name string) (*Node, error) {
	if obj == nil {
		return nil, nil
	}
	var found *Member
	for i := range obj.Members {
		m := &obj.Members[i]
		if m.Key != key {
			continue
		}
		if found != nil {
			return nil, d.obstacle(found.KeyRange, "key "+strconv.Quote(name)+" comes twice", "remove one of the two")
		}
		found = m
	}
	if found == nil {
		return nil, nil
	}
	if n := found.Value; want != 0 && n.Kind != want {
		reason := strconv.Quote(name) + " should be " + want.String() + ", not " + n.Kind.String()
		return nil, d.obstacle(n.Range, reason, reader{doc: d}.typeHint(n, want))
	}
	return found.Value, nil
}

// entries are the bindings of that name, in vpc_services first.
func (t target) entries(binding string) []entry {
	var found []entry
	for _, field := range []string{vpcServices, vpcNetworks} {
		list := t.lists[field]
		if list == nil {
			continue
		}
		for i, n := range list.Items {
			if b := n.At("binding"); b != nil && b.Kind == String && b.Text == binding {
				found = append(found, entry{field: field, list: list, index: i, node: n})
			}
		}
	}
	return found
}

// entry finds the one binding of that name.
func (d *Document) entry(env, binding string) (target, entry, error) {
	t, err := d.target(env)
	if err != nil {
		return t, entry{}, err
	}
	found := t.entries(binding)
	switch len(found) {
	case 0:
		return t, entry{}, &UnknownBindingError{Path: d.Path, Env: env, Binding: binding, Known: t.names()}
	case 1:
		return t, found[0], nil
	default:
		reason := "binding " + strconv.Quote(binding) + " exists twice"
		return t, entry{}, d.obstacle(found[1].node.Range, reason, "remove one of the two")
	}
}

// names are the names of all bindings in file order, each once.
func (t target) names() []string {
	var names []string
	for _, field := range []string{vpcServices, vpcNetworks} {
		if list := t.lists[field]; list != nil {
			for _, n := range list.Items {
				if b := n.At("binding"); b != nil && b.Kind == String && !slices.Contains(names, b.Text) {
					names = append(names, b.Text)
				}
			}
		}
	}
	return names
}

func (d *Document) obstacle(r diag.Range, reason, hint string) *EditError {
	return &EditError{Path: d.Path, Range: r, Reason: reason, Hint: hint}
}
