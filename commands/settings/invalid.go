package settings

import "strconv"

// InvalidError says that a layer holds a value that its option does not take,
// a setting that there is not, or a file that is no settings file.
type InvalidError struct {
	Layer  Layer
	Origin string // as of a Value; in a file with line and column, where they are known
	Hint   string // what to do about it
	Err    error
}

func (e *InvalidError) Error() string { return e.Origin + ": " + e.Err.Error() }
func (e *InvalidError) Unwrap() error { return e.Err }

// newInvalidError says what to give in the place of v.
func newInvalidError(v Value, err error) *InvalidError {
	instead := v.Instead(v.Text)
	e := &InvalidError{Layer: v.Layer, Origin: v.Origin, Err: err}
	switch v.Layer {
	case LayerFlag:
		e.Origin = "--" + v.Flag
		e.Hint = "such as --" + v.Flag + " " + instead
		if v.Values != nil {
			e.Hint = "did you mean --" + v.Flag + " " + instead + "?"
		}
	case LayerEnv:
		e.Hint = "export " + v.Env() + "=" + instead
	case LayerProject:
		e.Hint = "lariat config set --project " + v.Key + " " + instead
	default:
		e.Hint = "lariat config set " + v.Key + " " + instead
	}
	return e
}

// place is path:line:column, or as much of it as is known.
func place(path string, line, column int) string {
	if line == 0 {
		return path
	}
	return path + ":" + strconv.Itoa(line) + ":" + strconv.Itoa(column)
}
