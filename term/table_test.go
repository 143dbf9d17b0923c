package term

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

const (
	id1 = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57"
	id2 = "01a0ebf6-0a78-73c3-b7cf-2126eda86c58"
	id3 = "01a0ebf6-0a78-73c3-b7cf-2126eda86c59"
	id4 = "01a0ebf6-0a78-73c3-b7cf-2126eda86c5a"
)

// services is a table of what directories hold at their worst: wide letters, a
// name that draws, one that breaks lines and cells, and empty cells.
func services(out *Output) *Table {
	t := NewTable(out, "ID", "NAME", "TYPE", "HOST")
	t.AddRow(Fixed(id1), Text("orders"), Text("http"), Text("orders-production.eu-west.internal.example.com"))
	t.AddRow(Fixed(id2), Text("請求書データベース東京リージョン"), Text("tcp"), Text("10.0.0.1,fd00::1"))
	t.AddRow(Fixed(id3), Text("\x1b[2J\x1b]0;gotcha\aevil\u202egpj"), Text("http"), Text("a\tb\nc\\d"))
	t.AddRow(Fixed(id4), Text("👩‍💻 café"), Text(""), Text(""))
	return t
}

func TestTableGolden(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		golden string
		tty    bool
		width  int
		color  ColorMode
	}{
		{"table-tty-160", true, 160, ColorNever},
		{"table-tty-80", true, 80, ColorNever},
		{"table-tty-40", true, 40, ColorNever},
		{"table-tty-colour", true, 80, ColorAlways},
		{"table-pipe", false, 80, ColorNever},
		{"table-pipe", false, 40, ColorAlways}, // neither width nor colour concern a pipe
	} {
		s, out, _ := Buffers("", tt.tty, tt.width)
		if err := services(s.WithColor(tt.color).Out).Flush(); err != nil {
			t.Fatal(err)
		}
		golden(t, tt.golden, out.String())
	}
}

func TestTableFitsAndKeepsIDs(t *testing.T) {
	t.Parallel()
	for width := range 200 {
		s, out, _ := Buffers("", true, width)
		if err := services(s.Out).Flush(); err != nil {
			t.Fatal(err)
		}
		// The id, three gutters, TYPE, and two columns at their smallest.
		limit := max(width, 36+3*2+4+2*minColumn)
		for line := range strings.Lines(out.String()) {
			if got := columns(strings.TrimSuffix(line, "\n")); got > limit {
				t.Errorf("width %d: %d columns: %q", width, got, line)
			}
		}
		for _, id := range []string{id1, id2, id3, id4} {
			if !strings.Contains(out.String(), "\n"+id) {
				t.Errorf("width %d: %s is not whole", width, id)
			}
		}
	}
}

func TestTableShapes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name      string
		headers   []string
		rows      [][]Cell
		tty, pipe string
	}{
		{"no rows", []string{"A"}, nil, "", ""},
		{"no headers", nil, [][]Cell{{Text("x"), Text("y")}, {Text("long"), Text("z")}}, "x     y\nlong  z\n", "x\ty\nlong\tz\n"},
		{"more cells than headers", []string{"A"}, [][]Cell{{Text("x"), Text("y")}}, "A\nx  y\n", "x\ty\n"},
		{"fewer cells than headers", []string{"A", "B"}, [][]Cell{{Text("x")}}, "A  B\nx\n", "x\n"},
		{"no cells", []string{"A"}, [][]Cell{{}}, "A\n\n", "\n"},
		{"empty cells", []string{"A", "B"}, [][]Cell{{Text(""), Text("")}}, "A  B\n\n", "\t\n"},
	} {
		for tty, want := range map[bool]string{true: tt.tty, false: tt.pipe} {
			s, out, _ := Buffers("", tty, 80)
			table := NewTable(s.Out, tt.headers...)
			for _, row := range tt.rows {
				table.AddRow(row...)
			}
			if err := table.Flush(); err != nil || out.String() != want {
				t.Errorf("%s, terminal %v: got %q, %v; want %q", tt.name, tty, out, err, want)
			}
		}
	}
}

func TestTableLeavesCellsAlone(t *testing.T) {
	t.Parallel()
	row := []Cell{Text("a\tb")}
	s, _, _ := Buffers("", true, 80)
	table := NewTable(s.Out, "A")
	table.AddRow(row...)
	if err := table.Flush(); err != nil || row[0] != Text("a\tb") {
		t.Errorf("the caller's cell is %q, %v", row[0].text, err)
	}
}

func TestTableReportsClosedPipe(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	r.Close()
	if err := services(NewOutput(w, false, 80)).Flush(); !errors.Is(err, ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

func FuzzShrink(f *testing.F) {
	f.Add(uint16(36), uint16(20), uint16(60), uint8(1), uint16(80))
	f.Add(uint16(9), uint16(9), uint16(9), uint8(0), uint16(20))
	f.Add(uint16(65535), uint16(65535), uint16(0), uint8(4), uint16(0))
	f.Fuzz(func(t *testing.T, a, b, c uint16, fixed uint8, limit uint16) {
		before := []int{int(a), int(b), int(c)}
		widths := []int{int(a), int(b), int(c)}
		shrinkable := []bool{fixed&1 == 0, fixed&2 == 0, fixed&4 == 0}
		shrink(widths, shrinkable, int(limit))
		total, spare := len(gutter)*2, 0
		for i, w := range widths {
			total += w
			if w > before[i] || !shrinkable[i] && w != before[i] || w < min(before[i], minColumn) {
				t.Fatalf("column %d: %d became %d", i, before[i], w)
			}
			if shrinkable[i] {
				spare += max(0, w-minColumn)
			}
		}
		if total > int(limit) && spare > 0 {
			t.Fatalf("%v is %d columns too wide, with %d to spare", widths, total-int(limit), spare)
		}
		if shrunk := widths[0]+widths[1]+widths[2] != before[0]+before[1]+before[2]; shrunk && total < int(limit) {
			t.Fatalf("%v gave more than was asked for: %d of %d", widths, total, limit)
		}
	})
}

func BenchmarkTable1000(b *testing.B) {
	for _, tty := range []bool{true, false} {
		b.Run(fmt.Sprintf("tty=%v", tty), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				t := NewTable(NewOutput(io.Discard, tty, 120), "ID", "NAME", "TYPE", "HOST", "PORTS", "TUNNEL", "CREATED")
				for range 1000 {
					t.AddRow(Fixed(id1), Text("orders-production"), Text("http"), Text("orders.internal.example.com"),
						Text("http:8080,https:8443"), Text("local"), Text("3 minutes ago"))
				}
				if err := t.Flush(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Spare columns go in their order, and only while the rest would be illegible.
func TestTableLeavesOutSpareColumns(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		width  int
		hidden string
	}{
		{140, ""},
		{86, ""},     // 36+2+20+2+4+2+20
		{80, "TYPE"}, // 36+2+20+2+20
		{79, "TYPE HOST"},
		{40, "TYPE HOST"}, // no column is left out that is not spare
	} {
		s, out, _ := Buffers("", true, tt.width)
		table := services(s.Out)
		table.Spare("TYPE", "HOST")
		if err := table.Flush(); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(table.Hidden(), " "); got != tt.hidden {
			t.Errorf("width %d: left out %q, want %q", tt.width, got, tt.hidden)
		}
		header, _, _ := strings.Cut(out.String(), "\n")
		for _, h := range []string{"ID", "NAME", "TYPE", "HOST"} {
			if strings.Contains(header, h) == strings.Contains(tt.hidden, h) {
				t.Errorf("width %d: header %q", tt.width, header)
			}
		}
	}
	s, out, _ := Buffers("", false, 40)
	table := services(s.Out)
	table.Spare("TYPE", "HOST")
	if err := table.Flush(); err != nil || len(table.Hidden()) > 0 || strings.Count(out.String(), "\t") != 4*3 {
		t.Errorf("a pipe misses columns: %q", out)
	}
}

// What people tell the rows apart by stays whole while anything else can give.
func TestTableKeepsColumnsWhole(t *testing.T) {
	t.Parallel()
	const name = "svc-payments-eu-west-997"
	for width, whole := range map[int]bool{120: true, 72: true, 71: false} { // 36+2+24+2+8
		s, out, _ := Buffers("", true, width)
		table := NewTable(s.Out, "ID", "NAME", "HOST")
		table.Whole("NAME")
		table.AddRow(Fixed(id1), Text(name), Text("payments-997.eu-west.internal.example.com"))
		if err := table.Flush(); err != nil || strings.Contains(out.String(), name+"  ") != whole {
			t.Errorf("width %d: %v\n%s", width, err, out)
		}
	}
}
