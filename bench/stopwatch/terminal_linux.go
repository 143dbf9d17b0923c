package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"unsafe"
)

// connectTerminal gives the program a pseudo-terminal of 160 columns and reads
// what it writes, so that it does not block.
func connectTerminal(cmd *exec.Cmd) (func() error, error) {
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	var unlock, number int32
	size := [4]uint16{50, 160}
	for _, c := range []struct {
		request uintptr
		arg     unsafe.Pointer
	}{
		{syscall.TIOCSPTLCK, unsafe.Pointer(&unlock)},
		{syscall.TIOCGPTN, unsafe.Pointer(&number)},
		{syscall.TIOCSWINSZ, unsafe.Pointer(&size)},
	} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, master.Fd(), c.request, uintptr(c.arg)); errno != 0 {
			return nil, fmt.Errorf("pseudo-terminal: %w", errno)
		}
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, err
	}
	cmd.Stdout = slave
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(io.Discard, master) // ends with an error when the last writer closes
	}()
	return func() error {
		err := slave.Close()
		<-drained
		return err
	}, nil
}
