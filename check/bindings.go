package check

import (
	"cmp"
	"slices"

	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
)

// bindingKind says where the names of one kind of binding stand below its key.
type bindingKind struct {
	within string // the key of the list, where the kind's own key holds an object
	name   string // the field of an entry; "" where the keys or the texts are the names
}

// kindOf is the table of all kinds that end up in a Worker's env, by their keys
// in a configuration (facts/wrangler.md 2).
func kindOf(key string) (bindingKind, bool) {
	switch key {
	case listServices, listNetworks,
		"kv_namespaces", "r2_buckets", "d1_databases", "vectorize", "hyperdrive", "services", "workflows",
		"ai_search", "ai_search_namespaces", "agent_memory", "analytics_engine_datasets", "dispatch_namespaces",
		"mtls_certificates", "pipelines", "secrets_store_secrets", "artifacts", "flagship", "worker_loaders",
		"unsafe_hello_world", "connect", "k2",
		"ai", "browser", "images", "media", "stream", "analytics", "version_metadata", "assets":
		return bindingKind{name: "binding"}, true
	case "send_email", "ratelimits":
		return bindingKind{name: "name"}, true
	case "durable_objects", "unsafe", "logfwdr":
		return bindingKind{within: "bindings", name: "name"}, true
	case "queues":
		return bindingKind{within: "producers", name: "binding"}, true
	case "secrets":
		return bindingKind{within: "required"}, true
	case "vars", "wasm_modules", "text_blobs", "data_blobs":
		return bindingKind{}, true
	default:
		return bindingKind{}, false
	}
}

// Bound is a name that a Worker sees in its env.
type Bound struct {
	Name string
	Kind string     // the key in the configuration
	At   diag.Range // of the name
}

// Bindings are the names that an environment binds, by whatever kind, in file
// order; "" is the top level. Where the file has no environments at all, it is
// what one would bind that had nothing of its own. The error is a
// *configfile.UnknownEnvironmentError.
func Bindings(doc *configfile.Document, env string) ([]Bound, error) {
	e, err := doc.Environment(env)
	if err != nil {
		return nil, err
	}
	if env != "" && len(doc.Environments()) == 0 {
		e.Node = nil
	}
	return bindings(doc, e.Node), nil
}

// bindings are those of a level. assets and logfwdr are the kinds that an
// environment inherits.
func bindings(doc *configfile.Document, level *configfile.Node) []Bound {
	var list []Bound
	for m := range level.Fields() {
		list = appendNames(list, m.Key, m.Value)
	}
	for _, key := range []string{"assets", "logfwdr"} {
		if level != doc.Root && level.At(key) == nil {
			list = appendNames(list, key, doc.Root.At(key))
		}
	}
	slices.SortStableFunc(list, func(a, b Bound) int { return cmp.Compare(a.At.Start.Offset, b.At.Start.Offset) })
	return list
}

func appendNames(list []Bound, key string, value *configfile.Node) []Bound {
	kind, ok := kindOf(key)
	if !ok {
		return list
	}
	add := func(n *configfile.Node) {
		if n != nil && n.Kind == configfile.String {
			list = append(list, Bound{Name: n.Text, Kind: key, At: n.Range})
		}
	}
	if kind.within != "" {
		value = value.At(kind.within)
	}
	switch {
	case value == nil:
	case value.Kind == configfile.Array && kind.name == "":
		for _, n := range value.Items {
			add(n)
		}
	case value.Kind == configfile.Array:
		for _, n := range value.Items {
			add(n.At(kind.name))
		}
	case kind.name != "":
		add(value.At(kind.name))
	default:
		for m := range value.Fields() {
			list = append(list, Bound{Name: m.Key, Kind: key, At: m.KeyRange})
		}
	}
	return list
}
