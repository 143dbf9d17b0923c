package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// The budgets of DESIGN.md.
const (
	maxOverHello    = 2 * time.Millisecond
	minVersionTimes = 200 // faster than Wrangler
	maxOverBareGet  = 2.0 // times the bare program
	minGetTimes     = 120
	maxOverBareList = 3.0
	maxPeak         = 25 << 20
	maxBinary       = 25 << 20
	maxCheckSource  = 150 * time.Millisecond
)

// findings is all that a report is made of.
type findings struct {
	machine  string
	wrangler string // its version, or ""
	binary   int64  // bytes of the stripped lariat
	all      map[string]measured
}

// report writes the tables of the README.
func report(w io.Writer, f findings) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", f.machine)
	b.WriteString("Wall time in milliseconds, median (least to most) of n runs in turns.\n\n")
	b.WriteString("| what | lariat | bare Go program | Wrangler | lariat : bare | faster than Wrangler | budget | met |\n")
	b.WriteString("|---|---:|---:|---:|---:|---:|---|---|\n")
	for _, r := range f.timeRows() {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n", r.what, millis(r.ours), millis(r.bare),
			f.ofWrangler(r.wrangler), r.toBare(), r.toWrangler(), r.budget, r.verdict(f.wrangler != ""))
	}
	b.WriteString("\nPeak resident memory in MiB, median (most), and the size of the stripped binary.\n\n")
	b.WriteString("| what | measured | budget | met |\n|---|---:|---|---|\n")
	for _, r := range f.sizeRows() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.what, r.measured, r.budget, r.verdict)
	}
	f.writeChecks(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// writeChecks tells how the cost of a check grows with what is checked.
func (f findings) writeChecks(b *strings.Builder) {
	b.WriteString("\n`lariat check` of configurations with 4 levels of 5 bindings, half JSONC and half TOML, " +
		"against a saved directory of 1,000 services.\n\n")
	b.WriteString("| configurations | milliseconds, median (least to most) | " +
		"microseconds each | peak MiB | budget | met |\n")
	b.WriteString("|---:|---:|---:|---:|---|---|\n")
	for _, n := range checkSizes() {
		m, ok := f.all[checkName(n)]
		if !ok {
			continue
		}
		var budget, met string
		if n == 1000 {
			budget = "1 s, 200 MiB"
			met = yes(m.wall.median <= time.Second && m.peak.median <= 200<<20)
		}
		fmt.Fprintf(b, "| %d | %s | %.0f | %s | %s | %s |\n", n, millis(m),
			float64(m.wall.median.Microseconds())/float64(n), mib(m.peak.median), budget, met)
	}
	f.writeProjectChecks(b)
}

// writeProjectChecks tells what a hook waits for in one project.
func (f findings) writeProjectChecks(b *strings.Builder) {
	get := f.all[bareGet]
	fmt.Fprintf(b, "\n`lariat check --offline` of one project, beside `bareget`, %s ms.\n\n", millis(get))
	b.WriteString("| what | milliseconds, median (least to most) | to bareget | peak MiB | budget | met |\n")
	b.WriteString("|---|---:|---:|---:|---|---|\n")
	for _, r := range []struct {
		name, budget string
		most         time.Duration
	}{
		{checkAlone, "at most 2 times bareget", scale(get.wall.median, maxOverBareGet)},
		{checkSource, "150 ms", maxCheckSource},
	} {
		m, ok := f.all[r.name]
		if !ok {
			continue
		}
		fmt.Fprintf(b, "| `%s` | %s | %.2f | %s | %s | %s |\n", r.name, millis(m), ratio(m, get), mib(m.peak.median),
			r.budget, yes(m.wall.median <= r.most))
	}
}

// timeRow compares one command of lariat with its two measures.
type timeRow struct {
	what                 string
	ours, bare, wrangler measured
	budget               string
	most                 time.Duration // that ours may take, by the bare program
	times                int           // that it has to be faster than Wrangler; 0 for any
}

func (f findings) timeRows() []timeRow {
	version, get := f.all[hello].wall.median, f.all[bareGet].wall.median
	list := f.all[bareList].wall.median
	rows := []timeRow{
		{what: lariatVersion, bare: f.all[hello], wrangler: f.all[wranglerVersion],
			budget: "at most 2 ms over bare, 200 times faster", most: version + maxOverHello, times: minVersionTimes},
		{what: lariatGet, bare: f.all[bareGet], wrangler: f.all[wranglerGet],
			budget: "at most 2 times bare, 120 times faster", most: scale(get, maxOverBareGet), times: minGetTimes},
		{what: lariatListJSON, bare: f.all[bareList], wrangler: f.all[wranglerList],
			budget: "at most 3 times bare", most: scale(list, maxOverBareList)},
		{what: lariatListTable, bare: f.all[bareList], wrangler: f.all[wranglerList],
			budget: "at most 3 times bare", most: scale(list, maxOverBareList)},
	}
	for i := range rows {
		rows[i].ours = f.all[rows[i].what]
	}
	return rows
}

func (r timeRow) toBare() string {
	return fmt.Sprintf("%.2f", ratio(r.ours, r.bare))
}

func (r timeRow) toWrangler() string {
	if r.wrangler.wall.n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f times", ratio(r.wrangler, r.ours))
}

func (r timeRow) verdict(withWrangler bool) string {
	slow := r.ours.wall.median > r.most
	behind := withWrangler && ratio(r.wrangler, r.ours) < float64(r.times)
	switch {
	case slow && behind:
		return "**no**, neither"
	case slow:
		return "**no**, against bare"
	case behind:
		return "**no**, against Wrangler"
	case !withWrangler && r.times > 0:
		return "yes, against bare"
	}
	return "yes"
}

func ratio(a, b measured) float64 {
	return float64(a.wall.median) / float64(b.wall.median)
}

func scale(d time.Duration, times float64) time.Duration {
	return time.Duration(float64(d) * times)
}

type sizeRow struct{ what, measured, budget, verdict string }

// sizeRows lists the peaks of all programs; the budget is on those of lariat.
func (f findings) sizeRows() []sizeRow {
	var rows []sizeRow
	for _, name := range []string{
		hello, lariatVersion, bareGet, lariatGet, bareList, lariatListJSON, lariatListTable,
		wranglerVersion, wranglerGet, wranglerList,
	} {
		m, ok := f.all[name]
		if !ok || m.peak.most == 0 {
			continue
		}
		row := sizeRow{what: "`" + name + "`", measured: fmt.Sprintf("%s (%s)", mib(m.peak.median), mib(m.peak.most))}
		if slices.Contains([]string{lariatVersion, lariatGet, lariatListJSON, lariatListTable}, name) {
			row.budget, row.verdict = "25 MiB", yes(m.peak.median <= maxPeak)
		}
		rows = append(rows, row)
	}
	return append(rows, sizeRow{"binary, stripped", mib(f.binary), "25 MiB", yes(f.binary <= maxBinary)})
}

func (f findings) ofWrangler(m measured) string {
	if f.wrangler == "" {
		return "not installed"
	}
	return millis(m)
}

func millis(m measured) string {
	ms := func(d time.Duration) string {
		if d >= 100*time.Millisecond {
			return fmt.Sprintf("%.0f", d.Seconds()*1000)
		}
		return fmt.Sprintf("%.2f", d.Seconds()*1000)
	}
	return fmt.Sprintf("%s (%s to %s), n %d", ms(m.wall.median), ms(m.wall.least), ms(m.wall.most), m.wall.n)
}

func mib(bytes int64) string { return fmt.Sprintf("%.1f", float64(bytes)/(1<<20)) }

func yes(ok bool) string {
	if ok {
		return "yes"
	}
	return "**no**"
}
