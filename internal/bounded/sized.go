package bounded

import (
	"bytes"
	"io"
)

// ReadSized is ReadAll for an input that says how long it is; a size below 1 is
// not known. One that is too long by its own account is not read, and a buffer
// of that size saves copying as it grows. The size need not be true.
func ReadSized(r io.Reader, size, most int64) ([]byte, error) {
	if size > most {
		return nil, &SizeError{Most: most}
	}
	var b bytes.Buffer
	if size > 0 {
		b.Grow(int(size) + bytes.MinRead)
	}
	_, err := b.ReadFrom(io.LimitReader(r, most+1))
	if err == nil && int64(b.Len()) > most {
		err = &SizeError{Most: most}
	}
	return b.Bytes(), err
}
