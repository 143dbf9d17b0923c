// Package bounded reads inputs that are small by nature, and does not let a
// large one fill the memory, or one that never ends hold up the program.
package bounded

import (
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Refusal says why an input is not read. Its text follows the name of the
// input: "is larger than 1 MiB".
type Refusal interface {
	error
	refusal()
}

// SizeError says that an input is larger than it may be.
type SizeError struct{ Most int64 }

func (e *SizeError) Error() string {
	if e.Most >= 1<<20 {
		return fmt.Sprintf("is larger than %d MiB", e.Most>>20)
	}
	return fmt.Sprintf("is larger than %d KiB", e.Most>>10)
}

// KindError says that an input is of a kind that is not read.
type KindError struct{ Mode fs.FileMode }

func (e *KindError) Error() string {
	if e.Mode.IsDir() {
		return "is a folder, not a file"
	}
	return "is not a regular file"
}

func (*SizeError) refusal() {}
func (*KindError) refusal() {}

// ReadAll reads r to its end. It fails with a *SizeError after most bytes.
func ReadAll(r io.Reader, most int64) ([]byte, error) {
	return ReadSized(r, -1, most)
}

// CheckRegular fails with a *KindError where path is neither a regular file nor
// a link to one.
func CheckRegular(path string) error { return check(path, 0) }

// ReadRegular reads a regular file, or one that path is a link to, as ReadAll
// does. It is for files that are found: a cloned repository may hold a link to
// a device, and a pipe keeps whoever opens it waiting.
func ReadRegular(path string, most int64) ([]byte, error) { return read(path, most, 0) }

// ReadNamed reads the file that the user named, as ReadAll does. It may be a
// pipe: a shell's <(command) is one.
func ReadNamed(path string, most int64) ([]byte, error) {
	return read(path, most, fs.ModeNamedPipe|fs.ModeDevice|fs.ModeCharDevice)
}

// read reads a regular file, or one of the other types.
func read(path string, most int64, others fs.FileMode) ([]byte, error) {
	if err := check(path, others); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // nothing was written
	return ReadAll(f, most)
}

// check looks before anything is opened, since opening alone may take for ever.
func check(path string, others fs.FileMode) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if kind := info.Mode().Type(); kind&^others != 0 {
		return &KindError{Mode: info.Mode()}
	}
	return nil
}
