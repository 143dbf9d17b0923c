package configfile

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/lariat-cli/lariat/internal/bounded"
)

// maxFileSize bounds configuration files. Real ones have a few kilobytes.
const maxFileSize = 10 << 20

// FileError says why a file cannot be read as what it should be.
type FileError struct {
	Path   string
	Reason string // follows the path: "is a folder"
	Hint   string // may be empty
	Err    error  // the cause, if the system named one
}

// Error names the file and the reason.
func (e *FileError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%q %s: %v", e.Path, e.Reason, e.Err)
	}
	return fmt.Sprintf("%q %s", e.Path, e.Reason)
}

// Unwrap gives the system's error, so that errors.Is(err, fs.ErrNotExist) tells
// a missing file.
func (e *FileError) Unwrap() error { return e.Err }

// Load reads the configuration file at path. Links are followed; folders,
// devices, pipes and files of more than 10 MiB are refused. The error is a
// *FileError, which wraps fs.ErrNotExist for a missing file, or a *SyntaxError.
func Load(path string) (*Document, error) {
	if _, err := formatOf(path); err != nil {
		// What the file is tells more than how it is called.
		if kind := bounded.CheckRegular(path); kind != nil {
			return nil, readError(path, kind)
		}
		return nil, err
	}
	data, err := readFile(path, maxFileSize)
	if err != nil {
		return nil, err
	}
	return Parse(path, data)
}

// readFile reads a regular file of at most most bytes.
func readFile(path string, most int64) ([]byte, error) {
	data, err := bounded.ReadRegular(path, most)
	if err != nil {
		return nil, readError(path, err)
	}
	return data, nil
}

func readError(path string, err error) error {
	if refused, ok := errors.AsType[bounded.Refusal](err); ok {
		return &FileError{Path: path, Reason: refused.Error()}
	}
	return &FileError{Path: path, Reason: "could not be read", Err: withoutPath(err)}
}

// withoutPath is the cause of an error, for where the path is named already.
func withoutPath(err error) error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err
	}
	return err
}

func checkSize(path string, size int64) error {
	if size > maxFileSize {
		return readError(path, &bounded.SizeError{Most: maxFileSize})
	}
	return nil
}
