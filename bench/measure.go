package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// program is one thing that is measured.
type program struct {
	name string
	argv []string
	env  []string
	tty  bool // it writes to a terminal
	runs int
}

// measured is what the runs of a program took.
type measured struct {
	wall summary[time.Duration]
	peak summary[int64] // bytes; 0 where it is not known
}

// lab runs programs and measures them.
type lab struct {
	stopwatch string // the program of that name
	dir       string // an empty folder to run in
	progress  func(format string, args ...any)
}

// measureAll runs the programs in turns, each as often as it wants, so that
// whatever else the machine does meets all of them alike. Every round begins
// with another program: one that follows Wrangler finds cold caches.
func (l *lab) measureAll(ctx context.Context, programs []program) (map[string]measured, error) {
	rounds := 0
	for _, p := range programs {
		rounds = max(rounds, p.runs)
	}
	walls, peaks := map[string][]time.Duration{}, map[string][]int64{}
	for round := range rounds {
		l.progress("round %d of %d", round+1, rounds)
		for i := range programs {
			p := programs[(i+round)%len(programs)]
			if !due(round, rounds, p.runs) {
				continue
			}
			wall, peak, err := l.measure(ctx, p)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", p.name, err)
			}
			walls[p.name] = append(walls[p.name], wall)
			peaks[p.name] = append(peaks[p.name], peak)
		}
	}
	all := map[string]measured{}
	for name := range walls {
		all[name] = measured{summarize(walls[name]), summarize(peaks[name])}
	}
	return all, nil
}

// due says whether a program with so many runs has one in this round: they are
// spread evenly over the rounds.
func due(round, rounds, runs int) bool {
	return (round+1)*runs/rounds > round*runs/rounds
}

func (l *lab) measure(ctx context.Context, p program) (wall time.Duration, peak int64, err error) {
	file := filepath.Join(l.dir, "..", "result.json")
	stdout := "null"
	if p.tty {
		stdout = "tty"
	}
	cmd := exec.CommandContext(ctx, l.stopwatch, slices.Concat([]string{file, stdout}, p.argv)...)
	cmd.Dir, cmd.Env = l.dir, p.env
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("%w: %s", err, out)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, 0, err
	}
	var r struct {
		Nanoseconds time.Duration
		PeakBytes   int64
	}
	err = json.Unmarshal(data, &r)
	return r.Nanoseconds, r.PeakBytes, err
}

// output runs a program once, unmeasured, and returns what it prints.
func (l *lab) output(ctx context.Context, p program) (string, error) {
	cmd := exec.CommandContext(ctx, p.argv[0], p.argv[1:]...)
	cmd.Dir, cmd.Env = l.dir, p.env
	out, err := cmd.Output()
	if exit, ok := err.(*exec.ExitError); ok { //nolint:errorlint // Output returns it unwrapped
		return "", fmt.Errorf("%s: %w: %s", p.name, err, exit.Stderr)
	}
	return string(out), err
}
