// Package version holds `lariat version`.
package version

import (
	"runtime"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/internal/buildinfo"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

type view struct {
	Version string `json:"version"`
	Commit  string `json:"commit"`
	Date    string `json:"date"`
	Go      string `json:"go"`
	OS      string `json:"os"`
	Arch    string `json:"arch"`
}

// NewCmd returns the command.
func NewCmd(a *app.App) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Example: `  lariat version
  lariat version --json`,
		Args: app.Args(0, 0),
	}
	format := output.AddFlags(cmd, []string{"version", "commit", "date", "go", "os", "arch"})
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format.Validate(); err != nil {
			return err
		}
		v := view{
			Version: buildinfo.Version(), Commit: buildinfo.Commit(), Date: buildinfo.Date(),
			Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH,
		}
		return output.Print(format, a.Streams, v, func(out *term.Output) error {
			_, err := out.Write([]byte("lariat " + v.Version + "\n"))
			return err
		})
	}
	return cmd
}
