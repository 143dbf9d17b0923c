package backend

import (
	"cmp"
	"errors"
	"maps"
	"slices"
)

// binding is a Worker's binding as it was uploaded, of any type: most types
// mean nothing here, and come back as they are.
type binding map[string]any

// UnmarshalJSON keeps numbers as they are written.
func (b *binding) UnmarshalJSON(data []byte) error {
	v, err := decodeAny(data)
	if err != nil {
		return err
	}
	fields, ok := v.(map[string]any)
	if !ok {
		return errors.New("a binding has to be an object")
	}
	*b = fields
	return nil
}

// text is a field that holds text, or "".
func (b binding) text(key string) string {
	s, _ := b[key].(string)
	return s
}

func (b binding) name() string { return b.text("name") }
func (b binding) kind() string { return b.text("type") }

// public is what may be kept and shown: the value of a secret never comes back
// (facts/cloudflare-api.md 5.3).
func (b binding) public() binding {
	b = maps.Clone(b)
	switch b.kind() {
	case "secret_text":
		delete(b, "text")
	case "secret_key":
		delete(b, "key_base64")
		delete(b, "key_jwk")
	}
	return b
}

func (b binding) isSecret() bool { return b.kind() == "secret_text" || b.kind() == "secret_key" }

// resolve gives the bindings of the version that an upload makes, where before
// are those of the version that it follows.
func (u *upload) resolve(before []binding) ([]binding, error) {
	list := []binding{}
	for _, b := range u.Bindings {
		if b.name() == "" || b.kind() == "" {
			return nil, badWorker("a binding needs a name and a type")
		}
		if hasBinding(list, b.name()) {
			return nil, badWorker("binding name '%s' is used twice", b.name())
		}
		if b.kind() != "inherit" {
			list = append(list, b.public())
			continue
		}
		i := indexBinding(before, cmp.Or(b.text("old_name"), b.name()))
		switch {
		case i >= 0:
			inherited := maps.Clone(before[i])
			inherited["name"] = b.name()
			list = append(list, inherited)
		case u.strict:
			return nil, badInherit(b.name())
		}
	}
	for _, b := range before {
		if slices.Contains(u.KeepBindings, b.kind()) && !hasBinding(list, b.name()) {
			list = append(list, b)
		}
	}
	return list, nil
}

func hasBinding(list []binding, name string) bool { return indexBinding(list, name) >= 0 }

func indexBinding(list []binding, name string) int {
	return slices.IndexFunc(list, func(b binding) bool { return b.name() == name })
}
