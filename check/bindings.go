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

// bound is a name that a Worker sees in its env.
type bound struct {
	name string
	kind string // the key in the configuration
	at   diag.Range
}

// bindings are the names that a level binds, in file order. assets and logfwdr
// are the kinds that an environment inherits.
func (c *Config) bindings(l *Level) []bound {
	var list []bound
	for m := range l.Node.Fields() {
		list = appendNames(list, m.Key, m.Value)
	}
	for _, key := range []string{"assets", "logfwdr"} {
		if l.Node != c.Doc.Root && l.Node.At(key) == nil {
			list = appendNames(list, key, c.Doc.Root.At(key))
		}
	}
	slices.SortStableFunc(list, func(a, b bound) int { return cmp.Compare(a.at.Start.Offset, b.at.Start.Offset) })
	return list
}

func appendNames(list []bound, key string, value *configfile.Node) []bound {
	kind, ok := kindOf(key)
	if !ok {
		return list
	}
	add := func(n *configfile.Node) {
		if n != nil && n.Kind == configfile.String {
			list = append(list, bound{name: n.Text, kind: key, at: n.Range})
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
			list = append(list, bound{name: m.Key, kind: key, at: m.KeyRange})
		}
	}
	return list
}
