//go:build !unix

package atomicfile

import (
	"io/fs"
	"os"
)

// keepOwner has nothing to do: a new file takes its rights from the folder.
func keepOwner(*os.File, fs.FileInfo) error { return nil }

// syncFolder has nothing to do: folders cannot be synced here.
func syncFolder(string) error { return nil }
