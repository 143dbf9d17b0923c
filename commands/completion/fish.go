package completion

import (
	"bytes"
	"io"

	"github.com/spf13/cobra"
)

// writeFish ends the options of a command in cobra's script: it splits what was
// completed, and that may be a flag such as --json=name.
func writeFish(root *cobra.Command, w io.Writer) error {
	var script bytes.Buffer
	if err := root.GenFishCompletion(&script, true); err != nil {
		return err
	}
	fixed := bytes.ReplaceAll(script.Bytes(), []byte(`string split --max 1 \t`), []byte(`string split --max 1 -- \t`))
	_, err := w.Write(fixed)
	return err
}
