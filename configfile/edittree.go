package configfile

import "slices"

// The functions here make the tree that an edit has to lead to. They know
// nothing of text, so that a mistake there cannot be made here too.

// intended is a copy of the document's tree, and in it the level of a target,
// which is made if need be.
func (t target) intended() (root, level *Node) {
	root = clone(t.doc.Root)
	if t.env == "" {
		return root, root
	}
	return root, ensure(ensure(root, "env", Object), t.env, Object)
}

func withVPCService(t target, binding, serviceID string) *Node {
	root, level := t.intended()
	item := &Node{Kind: Object}
	item.add(Member{Key: "binding", Value: &Node{Kind: String, Text: binding}})
	item.add(Member{Key: "service_id", Value: &Node{Kind: String, Text: serviceID}})
	list := ensure(level, vpcServices, Array)
	list.Items = append(list.Items, item)
	return root
}

func withServiceID(t target, en entry, serviceID string) *Node {
	root, level := t.intended()
	*ensure(level.At(en.field).Items[en.index], "service_id", String) = Node{Kind: String, Text: serviceID}
	return root
}

// withoutEntry leaves an empty list, but an array of tables cannot be empty.
func withoutEntry(t target, en entry) *Node {
	root, level := t.intended()
	list := level.At(en.field)
	list.Items = slices.Delete(list.Items, en.index, en.index+1)
	if len(list.Items) == 0 && en.list.Header.IsValid() {
		members := level.Members
		level.Members, level.index = nil, nil
		for _, m := range members {
			if m.Key != en.field {
				level.add(m)
			}
		}
	}
	return root
}

// ensure is the value of a key, which is made if there is none.
func ensure(obj *Node, key string, kind Kind) *Node {
	if n := obj.At(key); n != nil {
		return n
	}
	n := &Node{Kind: kind}
	obj.add(Member{Key: key, Value: n})
	return n
}

// clone copies the content of a tree, without the places.
func clone(n *Node) *Node {
	c := &Node{Kind: n.Kind, Text: n.Text}
	for _, item := range n.Items {
		c.Items = append(c.Items, clone(item))
	}
	for _, m := range n.Members {
		c.add(Member{Key: m.Key, Value: clone(m.Value)})
	}
	return c
}
