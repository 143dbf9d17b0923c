package term

import (
	"context"
	"os"
	"strings"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// Secret asks for a line that the terminal does not show. Nothing but the end
// of the line is taken off; a line of more than 4 KiB is as good as an empty
// one. The terminal shows again what is typed as soon as it returns, also
// where ctx has ended.
func (p *prompter) Secret(ctx context.Context, question string) (string, error) {
	if !p.CanPrompt() {
		return "", ErrNoAnswer
	}
	if f, ok := p.streams.In.Reader.(*os.File); ok {
		// Not term.ReadPassword: it has no end before the line has, and would
		// read beside a line that was asked for before.
		restore, err := silence(f)
		if err != nil {
			return "", err
		}
		defer restore()
	}
	line, err := p.askLine(ctx, safetext.Escape(question)+" ")
	if err != nil {
		return "", err
	}
	p.breakLine() // the terminal did not show the user's own
	return strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r"), nil
}
