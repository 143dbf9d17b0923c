package term

import (
	"bytes"
	"io"
	"os"
	"strconv"
	"strings"
	"sync"

	xterm "golang.org/x/term"
)

// defaultWidth is used where the width is not known.
const defaultWidth = 80

// Streams are the three streams of a command.
type Streams struct {
	In  *Input
	Out *Output
	Err *Output
}

// Input is where answers and piped data come from.
type Input struct {
	io.Reader
	tty bool
}

// IsTerminal says whether a person types.
func (i *Input) IsTerminal() bool { return i.tty }

// Output is a stream to write to. Several may do so at once: each write stays
// whole. A command narrates while its requests are traced.
type Output struct {
	mu    *sync.Mutex // held by each write to w; a copy in colour writes there, too
	w     io.Writer
	tty   bool
	width int
	color bool
	env   colorEnv
}

// System returns the streams of this process. From then on a closed pipe is an
// error of the write and no longer ends the process.
func System(env func(string) string) Streams {
	surviveClosedPipe()
	colors := readColorEnv(env)
	return Streams{
		In:  &Input{Reader: os.Stdin, tty: isTerminal(os.Stdin)},
		Out: system(os.Stdout, env, colors),
		Err: system(os.Stderr, env, colors),
	}
}

func system(f *os.File, env func(string) string, colors colorEnv) *Output {
	o := &Output{mu: new(sync.Mutex), w: f, tty: isTerminal(f), env: colors, width: width(f, env)}
	o.color = colors.decide(ColorAuto, o.tty)
	return o
}

func isTerminal(f *os.File) bool { return xterm.IsTerminal(int(f.Fd())) }

func width(f *os.File, env func(string) string) int {
	if w, _, err := xterm.GetSize(int(f.Fd())); err == nil && w > 0 {
		return w
	}
	if w, err := strconv.Atoi(env("COLUMNS")); err == nil && w > 0 {
		return w
	}
	return defaultWidth
}

// Buffers returns streams in memory, as a terminal of the given width or as
// pipes; for tests, and for commands that run commands.
func Buffers(in string, tty bool, width int) (s Streams, out, err *bytes.Buffer) {
	out, err = new(bytes.Buffer), new(bytes.Buffer)
	return Streams{
		In:  &Input{Reader: strings.NewReader(in), tty: tty},
		Out: NewOutput(out, tty, width),
		Err: NewOutput(err, tty, width),
	}, out, err
}

// Write writes to the stream. A reader that has gone is ErrClosedPipe.
func (o *Output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	n, err := o.w.Write(p)
	if err != nil && readerGone(err) {
		err = ErrClosedPipe
	}
	return n, err
}

// Raw is what the stream writes to, for a program that is to have the stream
// itself: a terminal stays one for it.
func (o *Output) Raw() io.Writer { return o.w }

// IsTerminal says whether a person reads.
func (o *Output) IsTerminal() bool { return o.tty }

// Width is the number of columns.
func (o *Output) Width() int { return o.width }

// Colored says whether Style colours.
func (o *Output) Colored() bool { return o.color }

// NewOutput returns an output to w, as a terminal of the given width or as a
// pipe, without colour.
func NewOutput(w io.Writer, tty bool, width int) *Output {
	return &Output{mu: new(sync.Mutex), w: w, tty: tty, width: width}
}
