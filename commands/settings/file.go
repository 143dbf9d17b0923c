package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/lariat-cli/lariat/internal/atomicfile"
	"github.com/lariat-cli/lariat/internal/bounded"
	"github.com/lariat-cli/lariat/suggest"
)

// file is a settings file that could be read.
type file struct {
	layer  Layer
	path   string
	src    string
	values values
}

// maxFile caps a file of settings; a real one is below 1 KiB.
const maxFile = 64 << 10

// readFile reads the file of a layer; nil when there is none.
func readFile(layer Layer, path string) (*file, *InvalidError) {
	if path == "" {
		return nil, nil
	}
	src, err := bounded.ReadRegular(path, maxFile)
	if bounded.IsAbsent(err) {
		return nil, nil
	}
	if err != nil {
		return nil, unreadable(layer, path, err)
	}
	return parse(layer, path, src)
}

// checkOwner refuses a project's file of another user, who may have put it into
// a folder that many can write to, above those in which people work.
func checkOwner(layer Layer, path string) *InvalidError {
	if layer != LayerProject || !atomicfile.IsForeign(path) {
		return nil
	}
	return &InvalidError{Layer: layer, Origin: path, Err: errors.New("the file belongs to another user, and is not read"),
		Hint: "make one of yours, in the folder of the project: touch " + filepath.Base(path)}
}

// unreadable says why a file cannot be read. Commands that mend settings go on
// without it.
func unreadable(layer Layer, path string, err error) *InvalidError {
	e := &InvalidError{Layer: layer, Origin: path, Err: err, Hint: "make " + path + " a file that you may read"}
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		e.Err = pathErr.Err // the path is named already
	}
	return e
}

func parse(layer Layer, path string, src []byte) (*file, *InvalidError) {
	src = bytes.TrimPrefix(src, []byte("\ufeff")) // of some editors on Windows
	read, err := readValues(src)
	if err == nil {
		return &file{layer: layer, path: path, src: string(src), values: read}, nil
	}
	e := &InvalidError{Layer: layer, Origin: path, Err: err, Hint: "mend the file, or delete it"}
	if syntax, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, column := syntax.Position()
		e.Origin = place(path, line, column)
		e.Err = errors.New(strings.TrimPrefix(syntax.Error(), "toml: "))
		e.Hint = fmt.Sprintf("mend line %d of the file", line)
	}
	return nil, e
}

// text is the value of an option that the file has.
func (f *file) text(o Option) (string, error) {
	value, ok := f.values[o.Key].(string)
	if !ok {
		return "", fmt.Errorf("%s: the value has to stand in quotes", o.Key)
	}
	if err := o.Check(f.layer, value); err != nil {
		return value, fmt.Errorf("%s: %w", o.Key, err)
	}
	return value, nil
}

// unknown are the settings of the file that there are not: those of another
// version, or mistyped.
func (f *file) unknown() []*InvalidError {
	var found []*InvalidError
	for _, key := range slices.Sorted(maps.Keys(f.values)) {
		if _, ok := Find(key); ok || strings.HasPrefix(key, rulePrefix) || strings.HasPrefix(key+".", ignoreKey+".") {
			continue
		}
		e := &InvalidError{Layer: f.layer, Err: fmt.Errorf("unknown setting %q", key)}
		if err := checkTables(key); err != nil {
			e.Err = err
		} else if word, ok := suggest.Nearest(key, Keys()); ok {
			e.Err = fmt.Errorf("%w; did you mean %s?", e.Err, word)
		}
		e.Origin = f.place(key, func(e entry) int { return e.key })
		found = append(found, e)
	}
	return found
}

// fault is a bad value of the file, at its place.
func (f *file) fault(v Value, err error) *InvalidError {
	e := newInvalidError(v, err)
	e.Origin = f.place(v.Key, func(e entry) int { return e.value })
	return e
}

// place finds a key's line, and the column of the offset that at picks.
func (f *file) place(key string, at func(entry) int) string {
	e, ok := findEntry(f.src, key)
	if !ok {
		return f.path
	}
	return place(f.path, e.line, len([]rune(f.src[e.start:at(e)]))+1)
}
