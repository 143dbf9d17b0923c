//go:build !windows

package term

import "syscall"

func brokenPipes() []syscall.Errno { return []syscall.Errno{syscall.EPIPE} }
