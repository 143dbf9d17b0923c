package browser

import "syscall"

// detached keeps a program from the console: Ctrl-C here does not end it.
func detached() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}
