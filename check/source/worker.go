package source

import "github.com/lariat-cli/lariat/diag"

// Worker is what was read of a Worker's source. It does not change once made.
type Worker struct {
	Main string // as given

	// Uses are in the order of the bundle.
	Uses []Use

	// Fetches are calls of the runtime's own fetch(), of hosts that are known. They
	// go through no binding.
	Fetches []Use

	// Open says that env, or something that holds it, reaches code that was not
	// read or is used by names that are not known: there may be more uses.
	Open bool

	// Faults say what kept the source from being read, or parts of it.
	Faults []Fault

	// Files are the sources that were read, by their paths.
	Files map[string][]byte

	read bool
}

// Use is one place where a binding is named, or where it is called. A call of
// what may be one of several is a use of each, one after the other.
type Use struct {
	Binding string // "" in Fetches
	At      Place  // of the binding's name, or of what fetch() or connect() is given
	Method  string // "fetch" or "connect"; "" where the binding is merely named
	URL     URL    // of a fetch

	// Optional says that the source itself asks whether the binding is there.
	Optional bool

	// Begin is on which lines the call begins, and its statement: known where there
	// are comments that count for them.
	Begin [2]int
}

// Place is a stretch of an original file.
type Place struct {
	Path  string
	Range diag.Range
}

// FaultKind says what is wrong with a source.
type FaultKind uint8

// The kinds of faults.
const (
	Missing    FaultKind = iota + 1 // main does not exist
	Invalid                         // it does not parse
	Unresolved                      // an import leads to no file
	TooLarge                        // all of it together, or it nests too deep
	Unknown                         // it was more than the bundler or the parser can read
	Foreign                         // it is in another language, or a package
	Unreadable                      // main is no file, or cannot be read
	Outside                         // an import, or main, leads out of the project
)

// Fault is one reason why a source could not be read. Place is the zero one
// where it is about no file in particular.
type Fault struct {
	Kind    FaultKind
	Place   Place
	Message string
}

// Read reports whether the source was read, if perhaps not all that it imports.
func (w *Worker) Read() bool { return w.read }
