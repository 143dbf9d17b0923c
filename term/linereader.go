package term

import (
	"bufio"
	"context"
	"errors"
	"io"
)

// maxAnswer is how many bytes of an answer are read; more is no answer.
const maxAnswer = 4 << 10

// lineReader reads lines and can give up waiting for one.
type lineReader struct {
	lines   *bufio.Reader
	pending chan reply // of a read that nobody waits for any more, or nil
}

type reply struct {
	line string
	err  error
}

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{lines: bufio.NewReaderSize(r, maxAnswer)}
}

// read returns the next line. A cancelled context ends the wait at once,
// although a read of a terminal cannot be interrupted: it goes on, and the next
// call waits for the same line, so that two reads never run at a time.
func (l *lineReader) read(ctx context.Context) (string, error) {
	if l.pending == nil {
		got := make(chan reply, 1)
		l.pending = got
		go func() { got <- l.line() }()
	}
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case r := <-l.pending:
		l.pending = nil
		return r.line, r.err
	}
}

// line reads one line. The end of the input is ErrNoAnswer, unless something
// was typed before it.
func (l *lineReader) line() reply {
	line, err := l.lines.ReadSlice('\n')
	text := string(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		text = "" // longer than any answer; what is left of it is none either
		_, err = l.lines.ReadSlice('\n')
	}
	if errors.Is(err, io.EOF) {
		if text == "" {
			return reply{err: ErrNoAnswer}
		}
		err = nil
	}
	return reply{line: text, err: err}
}
