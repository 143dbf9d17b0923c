package check

import (
	"os"
	"sync"

	"github.com/lariat-cli/lariat/check/source"
)

// stamp tells one state of a file from the next. A file that is gone has the
// zero one.
type stamp struct{ modified, size int64 }

// stamps are those of files, by their paths.
type stamps map[string]stamp

func stampOf(path string) stamp {
	info, err := os.Stat(path)
	if err != nil {
		return stamp{}
	}
	return stamp{info.ModTime().UnixNano(), info.Size()}
}

// seenFiles are those that a check has come upon, as they were then: which
// sources a Worker has is known only once it was read. One that was looked for
// in vain is among them.
type seenFiles struct {
	resolve func(path string) string

	mu sync.Mutex // a Worker that took too long is still being read
	at stamps
}

func (o *options) newSeenFiles() *seenFiles { return &seenFiles{resolve: o.app.Path, at: stamps{}} }

// note makes a reader note what it reads.
func (f *seenFiles) note(read source.Reader) source.Reader {
	if f == nil || read == nil {
		return read
	}
	return func(path string) ([]byte, error) {
		at := stampOf(f.resolve(path))
		f.mu.Lock()
		if _, again := f.at[path]; !again {
			f.at[path] = at
		}
		f.mu.Unlock()
		return read(path)
	}
}

// changed reports whether a file is not as it was.
func (f *seenFiles) changed() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for path, at := range f.at {
		if stampOf(f.resolve(path)) != at {
			return true
		}
	}
	return false
}
