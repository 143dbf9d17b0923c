package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// machine says on what was measured.
func machine(wrangler string) string {
	text := fmt.Sprintf("Measured on %s, %d cores, %s/%s, %s", processor(), runtime.NumCPU(), runtime.GOOS,
		runtime.GOARCH, runtime.Version())
	if wrangler != "" {
		text += ", against Wrangler " + wrangler
	}
	return text + "."
}

// processor is the model that Linux tells; elsewhere it is not known.
func processor() string {
	data, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "an unnamed processor"
	}
	for line := range strings.Lines(string(data)) {
		if name, ok := strings.CutPrefix(line, "model name"); ok {
			return strings.Trim(name, "\t :\n")
		}
	}
	return "an unnamed processor"
}
