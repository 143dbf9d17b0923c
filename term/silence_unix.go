//go:build !windows

package term

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// silence stops a terminal from showing what is typed, until restore is called.
// Lines and Ctrl-C stay the terminal's business.
func silence(f *os.File) (restore func(), err error) {
	fd := int(f.Fd())
	before, err := unix.IoctlGetTermios(fd, getTermios)
	if err != nil {
		return nil, fmt.Errorf("could not stop the terminal from showing what is typed: %w", err)
	}
	quiet := *before
	quiet.Lflag &^= unix.ECHO
	quiet.Lflag |= unix.ICANON | unix.ISIG
	quiet.Iflag |= unix.ICRNL
	if err := unix.IoctlSetTermios(fd, setTermios, &quiet); err != nil {
		return nil, fmt.Errorf("could not stop the terminal from showing what is typed: %w", err)
	}
	return func() { _ = unix.IoctlSetTermios(fd, setTermios, before) }, nil
}
