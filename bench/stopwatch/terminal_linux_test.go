package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The table of a listing is only measured if the program believes that it
// writes to a terminal, and one that fills it must not hang.
func TestRunOnATerminal(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/ptmx"); err != nil {
		t.Skip("this machine has no pseudo-terminals")
	}
	file := filepath.Join(t.TempDir(), "result")
	filled := "exec 3>&1; test -t 1 && test \"$(stty size <&3)\" = '50 160' && printf %1000000s x"
	if err := run(t.Context(), file, "tty", []string{"sh", "-c", filled}); err != nil {
		t.Error(err)
	}
	if err := run(t.Context(), file, "null", []string{"sh", "-c", "test -t 1"}); err == nil {
		t.Error("without one, the program still has a terminal")
	}
}

// The program's time is known beforehand: sleeping is all it does.
func TestRunMeasures(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "result")
	if err := run(t.Context(), file, "null", []string{"sleep", "0.05"}); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var r result
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	if r.Nanoseconds < (50*time.Millisecond).Nanoseconds() || r.PeakBytes < 64<<10 {
		t.Errorf("50 ms of sleep took %d ns and %d bytes", r.Nanoseconds, r.PeakBytes)
	}
}

func TestRunTellsFailures(t *testing.T) {
	t.Parallel()
	err := run(t.Context(), filepath.Join(t.TempDir(), "result"), "null", []string{"sh", "-c", "exit 3"})
	if err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("got %v, want the exit status", err)
	}
}
