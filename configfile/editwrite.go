package configfile

import "github.com/lariat-cli/lariat/internal/atomicfile"

// WriteFile writes an edited configuration over the file at path that held old
// when it was read, in one step: whoever reads it sees the old text or the
// edited one. Mode and owner are kept, and a link stays one. The error wraps an
// *atomicfile.ChangedError if the file holds something else by now.
func WriteFile(path string, old, edited []byte) error {
	return atomicfile.Replace(path, old, edited)
}

// CheckWritable tries out whether WriteFile could write a file.
func CheckWritable(path string) error { return atomicfile.Check(path) }
