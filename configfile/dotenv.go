package configfile

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"strings"
)

const (
	// maxEnvSize bounds a .env file.
	maxEnvSize = 1 << 20

	// maxEnvValue bounds one value after expansion, since a few lines that name
	// each other twice would fill any memory.
	maxEnvValue = 64 << 10
)

// EnvOptions say which .env files to read.
type EnvOptions struct {
	Dir         string // where the files are; "" is the working directory
	Environment string // adds .env.NAME and .env.NAME.local

	// Files (--env-file) take the place of the default list, later ones winning.
	// Each has to exist.
	Files []string

	// Lookup reads the process environment, for $NAME in values. It wins over
	// the files. Nil is an empty environment.
	Lookup func(name string) (value string, set bool)
}

// EnvVar is a variable of a .env file. The value may be a secret.
type EnvVar struct {
	Value string // after expansion
	File  string
	Line  int // of the name, from 1

	// Borrowed says that expansion took something from the process or from
	// another file, which the author of File need not know.
	Borrowed bool
}

// LoadEnv reads the .env files of a project: .env, .env.local and the two of
// the environment; the later wins (facts/wrangler.md 1). It leaves out nothing
// that the process environment has: the caller decides what wins, and should
// let the process win as Wrangler does.
//
// Values are expanded like a shell's: $NAME, ${NAME}, ${NAME:-word} and
// ${NAME:+word}, in every kind of quotes, with \$ for a dollar sign. Names are
// looked up in the process and among the variables before.
//
// The error joins all that could not be read or expanded, and never shows a
// value; the map has the rest. A default file that is missing or no file, such
// as a folder named .env, is no error.
func LoadEnv(o EnvOptions) (map[string]EnvVar, error) {
	var all envVars
	var errs []error
	for _, path := range o.Paths() {
		src, err := readEnv(path)
		if err != nil && (len(o.Files) > 0 || !absent(path, err)) {
			errs = append(errs, err)
		}
		all.merge(path, parseEnv(string(src)))
	}
	vars, err := all.expand(o.Lookup)
	return vars, errors.Join(append(errs, err)...)
}

// Paths lists the files to read, the one that wins last. Those that are not
// named need not be there.
func (o EnvOptions) Paths() []string {
	names := o.Files
	if len(names) == 0 {
		names = []string{".env", ".env.local"}
		// A name that would lead into another folder has no files.
		if env := o.Environment; env != "" && !strings.ContainsAny(env, "/\\\x00") {
			names = append(names, ".env."+env, ".env."+env+".local")
		}
	}
	paths := make([]string, len(names))
	for i, name := range names {
		paths[i] = under(o.Dir, name)
	}
	return paths
}

// absent reports whether there is nothing to read at path, rather than
// something that cannot be read.
func absent(path string, err error) bool {
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	info, statErr := os.Stat(path)
	return statErr == nil && !info.Mode().IsRegular()
}

func readEnv(path string) ([]byte, error) {
	src, err := readFile(path, maxEnvSize)
	if err != nil {
		return nil, err
	}
	if name, found := foreignBOM(src); found {
		return nil, &FileError{Path: path, Reason: "is encoded as " + name + ", not as UTF-8", Hint: "save it as UTF-8"}
	}
	if bytes.IndexByte(src, 0) >= 0 {
		return nil, &FileError{Path: path, Reason: "has a NUL byte, so it is not a text file"}
	}
	return bytes.TrimPrefix(src, []byte(utf8BOM)), nil
}
