package completion

import (
	_ "embed"
	"io"

	"github.com/spf13/cobra"
)

// standalone is what cobra's script takes from the bash-completion package.
//
//go:embed standalone.bash
var standalone string

func writeBash(root *cobra.Command, w io.Writer) error {
	if err := root.GenBashCompletionV2(w, true); err != nil {
		return err
	}
	_, err := io.WriteString(w, standalone)
	return err
}
