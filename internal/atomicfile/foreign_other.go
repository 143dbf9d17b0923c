//go:build !unix

package atomicfile

// IsForeign leaves it to the rights of folders, which here keep other users out
// of where people work.
func IsForeign(string) bool { return false }
