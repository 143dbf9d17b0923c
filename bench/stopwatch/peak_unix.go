//go:build unix

package main

import (
	"os"
	"runtime"
	"syscall"
)

// peakBytes is the largest resident memory of the program and of those that it
// started and waited for, whichever held most.
func peakBytes(s *os.ProcessState) int64 {
	usage, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return int64(usage.Maxrss) //nolint:unconvert // in bytes there; 32 bits wide elsewhere
	}
	return int64(usage.Maxrss) * 1024 //nolint:unconvert // likewise
}
