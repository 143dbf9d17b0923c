package term

import "syscall"

// errNoData is ERROR_NO_DATA, "the pipe is being closed": what a write gets
// from Windows while the reader goes. Package syscall does not name it.
const errNoData = syscall.Errno(232)

func brokenPipes() []syscall.Errno {
	return []syscall.Errno{syscall.ERROR_BROKEN_PIPE, errNoData, syscall.EPIPE}
}
