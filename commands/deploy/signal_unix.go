//go:build !windows

package deploy

import (
	"os"
	"syscall"
)

// tell hands a signal on.
func tell(p *os.Process, sig os.Signal) error { return p.Signal(sig) }

// endedBy is the signal that ended a process; 0 if it ended by itself.
func endedBy(s *os.ProcessState) int {
	if status, ok := s.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return int(status.Signal())
	}
	return 0
}
