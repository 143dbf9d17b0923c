package output

import (
	"encoding"
	"encoding/json"
	"reflect"
)

// filled returns data with every nil slice and map in it made empty, so that
// JSON has [] and {} where a program expects to iterate. It copies what it
// changes: data is the caller's. Types that write their own JSON stay as they
// are.
func filled(data any) any {
	if data == nil {
		return nil
	}
	return filler{}.copied(reflect.ValueOf(data)).Interface()
}

// filler remembers which types can hold a nil slice or map: most fields cannot,
// and are not looked at.
type filler map[reflect.Type]bool

// copied returns a copy of v that is filled.
func (f filler) copied(v reflect.Value) reflect.Value {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	f.fill(c)
	return c
}

// fill fills v in place; what v points to is copied first.
func (f filler) fill(v reflect.Value) {
	if !f.concerns(v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		f.slice(v)
	case reflect.Array:
		f.items(v)
	case reflect.Struct:
		for i := range v.NumField() {
			if encoded(v.Type().Field(i)) {
				f.fill(v.Field(i))
			}
		}
	case reflect.Map:
		m := reflect.MakeMapWithSize(v.Type(), v.Len())
		for key, value := range v.Seq2() {
			m.SetMapIndex(key, f.copied(value))
		}
		v.Set(m)
	case reflect.Pointer:
		if !v.IsNil() {
			v.Set(f.copied(v.Elem()).Addr())
		}
	case reflect.Interface:
		if !v.IsNil() {
			v.Set(f.copied(v.Elem()))
		}
	}
}

func (f filler) slice(v reflect.Value) {
	if !v.IsNil() && !f.concerns(v.Type().Elem()) {
		return
	}
	list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	reflect.Copy(list, v)
	f.items(list)
	v.Set(list)
}

func (f filler) items(v reflect.Value) {
	for i := range v.Len() {
		f.fill(v.Index(i))
	}
}

// concerns says whether fill has to look at values of type t.
func (f filler) concerns(t reflect.Type) bool {
	if known, ok := f[t]; ok {
		return known
	}
	f[t] = true // a type that holds itself
	f[t] = !writesItself(t) && f.holds(t)
	return f[t]
}

func (f filler) holds(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice:
		return t.Elem().Kind() != reflect.Uint8 // bytes are a string to JSON
	case reflect.Map, reflect.Interface:
		return true
	case reflect.Pointer, reflect.Array:
		return f.concerns(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if field := t.Field(i); encoded(field) && f.concerns(field.Type) {
				return true
			}
		}
	}
	return false
}

// encoded says whether JSON shows a field: encoding/json also shows what an
// unexported struct contributes by being embedded.
func encoded(field reflect.StructField) bool {
	return field.IsExported() || field.Anonymous && field.Type.Kind() == reflect.Struct
}

func writesItself(t reflect.Type) bool {
	for _, t := range []reflect.Type{t, reflect.PointerTo(t)} {
		if t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
			return true
		}
	}
	return false
}
