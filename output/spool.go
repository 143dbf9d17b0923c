package output

import (
	"bytes"

	"github.com/lariat-cli/lariat/internal/safetext"
	"github.com/lariat-cli/lariat/term"
)

// spoolSize is how many bytes of results wait for the end of an expression, so
// that one that fails half way leaves stdout empty. Beyond it they stream: an
// endless expression must end with its reader, not with the memory.
const spoolSize = 1 << 20

// spool writes results to out, on a terminal without what could be obeyed.
type spool struct {
	out  *term.Output
	wait bytes.Buffer
}

// Write takes whole pieces of text: no character is split over two.
func (s *spool) Write(p []byte) (int, error) {
	s.wait.Write(visible(s.out, p))
	if s.wait.Len() < spoolSize {
		return len(p), nil
	}
	return len(p), s.flush()
}

func (s *spool) flush() error {
	_, err := s.wait.WriteTo(s.out)
	return err
}

// visible keeps terminals from obeying what is in the data. Line breaks and
// tabs are layout; a pipe gets the bytes as they are.
func visible(out *term.Output, text []byte) []byte {
	if !out.IsTerminal() {
		return text
	}
	var b bytes.Buffer
	for i, line := range bytes.Split(text, []byte("\n")) {
		if i > 0 {
			b.WriteByte('\n')
		}
		for j, cell := range bytes.Split(line, []byte("\t")) {
			if j > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(safetext.Escape(string(cell)))
		}
	}
	return b.Bytes()
}
