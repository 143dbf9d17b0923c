package term

import (
	"fmt"
	"os"

	"golang.org/x/sys/windows"
)

// silence stops a console from showing what is typed, until restore is called.
// Lines and Ctrl-C stay the console's business.
func silence(f *os.File) (restore func(), err error) {
	console := windows.Handle(f.Fd())
	var before uint32
	if err := windows.GetConsoleMode(console, &before); err != nil {
		return nil, fmt.Errorf("could not stop the console from showing what is typed: %w", err)
	}
	quiet := before&^windows.ENABLE_ECHO_INPUT | windows.ENABLE_LINE_INPUT | windows.ENABLE_PROCESSED_INPUT
	if err := windows.SetConsoleMode(console, quiet); err != nil {
		return nil, fmt.Errorf("could not stop the console from showing what is typed: %w", err)
	}
	return func() { _ = windows.SetConsoleMode(console, before) }, nil
}
