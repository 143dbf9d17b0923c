// Command bench measures lariat beside Wrangler and beside bare Go programs
// that do the same, in one run on one machine, and prints the tables of
// bench/README.md. It is no test: a busy machine is no fault of the code.
//
// It is run from the root of the repository, by `make bench`. It imports
// nothing of lariat and measures the built program from outside.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
)

func main() {
	runs := flag.Int("runs", 40, "runs of lariat and of the bare programs")
	wranglerRuns := flag.Int("wrangler-runs", 10, "runs of Wrangler")
	wrangler := flag.String("wrangler", os.Getenv("LARIAT_BENCH_WRANGLER"),
		"folder whose node_modules hold Wrangler (default: LARIAT_BENCH_WRANGLER)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := bench(ctx, *runs, *wranglerRuns, *wrangler); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1) //nolint:gocritic // what stop would undo ends with the process
	}
}

func bench(ctx context.Context, runs, wranglerRuns int, wranglerDir string) error {
	dir, err := os.MkdirTemp("", "lariat-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system cleans its temporary folder, too
	bin, work, home := filepath.Join(dir, "bin"), filepath.Join(dir, "work"), filepath.Join(dir, "home")
	for _, d := range []string{bin, work, home} {
		if err := os.Mkdir(d, 0o700); err != nil {
			return err
		}
	}
	l := &lab{stopwatch: filepath.Join(bin, "stopwatch"), dir: work, progress: narrate}
	narrate("building")
	if err := build(ctx, bin); err != nil {
		return err
	}
	info, err := os.Stat(filepath.Join(bin, "lariat"))
	if err != nil {
		return err
	}
	narrate("creating %d services", serviceCount)
	s, err := serve(ctx, filepath.Join(bin, "lariat"), filepath.Join(dir, "state"))
	if err != nil {
		return err
	}
	defer s.close()
	id, err := s.seed(ctx, serviceCount)
	if err != nil {
		return err
	}
	wrangler, version := wranglerArgv(wranglerDir)
	all := programs(bin, id, s.env(home), wrangler, runs, wranglerRuns)
	narrate("writing configurations")
	checks, err := checkPrograms(bin, dir, s.env(home), runs)
	if err != nil {
		return err
	}
	all = append(all, checks...)
	if err := check(ctx, l, all, id); err != nil {
		return err
	}
	results, err := l.measureAll(ctx, all)
	if err != nil {
		return err
	}
	return report(os.Stdout, findings{machine: machine(version), wrangler: version, binary: info.Size(), all: results})
}

func narrate(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
}
