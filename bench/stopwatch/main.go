// Command stopwatch runs a program once and writes how long it took and how
// much memory it held at most, as JSON, to a file:
//
//	stopwatch RESULT null|tty PROGRAM [ARGUMENT...]
//
// It is a program of its own because a process begins with the memory peak of
// the one that starts it: measured from the benchmark itself, everything would
// seem to take as much as the benchmark.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"os/exec"
	"time"
)

type result struct {
	Nanoseconds int64
	PeakBytes   int64
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("stopwatch: ")
	if err := run(context.Background(), os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, file, stdout string, argv []string) error {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Stderr = os.Stderr
	closeStdout, err := connect(cmd, stdout)
	if err != nil {
		return err
	}
	start := time.Now()
	err = cmd.Run()
	took := time.Since(start)
	if err := errors.Join(err, closeStdout()); err != nil {
		return err
	}
	data, err := json.Marshal(result{Nanoseconds: took.Nanoseconds(), PeakBytes: peakBytes(cmd.ProcessState)})
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o600)
}

// connect gives the program nothing to write to, or a terminal.
func connect(cmd *exec.Cmd, stdout string) (func() error, error) {
	if stdout == "tty" {
		return connectTerminal(cmd)
	}
	return func() error { return nil }, nil // a nil Stdout is the null device
}
