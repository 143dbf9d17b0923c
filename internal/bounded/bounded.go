// Package bounded reads inputs that are small by nature, and does not let a
// large one fill the memory.
package bounded

import (
	"fmt"
	"io"
	"os"
)

// SizeError says that an input is larger than it may be.
type SizeError struct{ Most int64 }

// Error follows the name of the input: "is larger than 1 MiB".
func (e *SizeError) Error() string {
	if e.Most >= 1<<20 {
		return fmt.Sprintf("is larger than %d MiB", e.Most>>20)
	}
	return fmt.Sprintf("is larger than %d KiB", e.Most>>10)
}

// ReadAll reads r to its end. It fails with a *SizeError after most bytes.
func ReadAll(r io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = &SizeError{Most: most}
	}
	return data, err
}

// ReadFile reads the file at path, as ReadAll does.
func ReadFile(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // nothing was written
	return ReadAll(f, most)
}
