package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files anew")

func took(wall time.Duration, peak int64) measured {
	return measured{summary[time.Duration]{wall, wall / 2, wall * 2, 9}, summary[int64]{peak, peak, peak + 1<<20, 9}}
}

func TestReport(t *testing.T) {
	t.Parallel()
	const mib = 1 << 20
	ours := map[string]measured{
		hello: took(time.Millisecond, 2*mib), lariatVersion: took(3*time.Millisecond, 10*mib),
		bareGet: took(2*time.Millisecond, 6*mib), lariatGet: took(4*time.Millisecond+1, 25*mib+1),
		bareList: took(10*time.Millisecond, 9*mib), lariatListJSON: took(30*time.Millisecond, 25*mib),
		lariatListTable: took(31*time.Millisecond, 20*mib),
		checkName(1):    took(4*time.Millisecond, 20*mib), checkName(1000): took(2*time.Second, 201*mib),
		checkAlone: took(4*time.Millisecond, 15*mib), checkSource: took(151*time.Millisecond, 70*mib),
	}
	both := map[string]measured{
		wranglerVersion: took(600*time.Millisecond, 200*mib), wranglerGet: took(480*time.Millisecond, 200*mib),
		wranglerList: took(time.Second, 250*mib),
	}
	for name, m := range ours {
		both[name] = m
	}
	for _, tt := range []struct {
		file string
		f    findings
	}{
		{"alone.md", findings{machine: "Measured on a machine.", binary: 25<<20 + 1, all: ours}},
		{"with-wrangler.md", findings{machine: "Measured on a machine.", wrangler: "4.164.0", binary: 17 << 20, all: both}},
	} {
		var out bytes.Buffer
		if err := report(&out, tt.f); err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", tt.file)
		if *update {
			if err := os.WriteFile(golden, out.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if out.String() != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.file, out.String(), want)
		}
	}
}
