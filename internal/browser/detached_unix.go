//go:build !windows

package browser

import "syscall"

// detached keeps a program from the terminal: Ctrl-C here does not end it.
func detached() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }
