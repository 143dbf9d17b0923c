package term

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/lariat-cli/lariat/internal/safetext"
)

// Prompter asks a person.
type Prompter interface {
	// CanPrompt says whether there is somebody to ask.
	CanPrompt() bool
	// Confirm asks a yes-or-no question; the default is no.
	Confirm(ctx context.Context, question string) (bool, error)
	// Select asks for one of the options and returns its index.
	Select(ctx context.Context, question string, options []string) (int, error)
	// Secret asks for a line that is not shown; ErrNoAnswer if nobody is there.
	Secret(ctx context.Context, question string) (string, error)
}

// ErrNoAnswer says that the input ended before an answer came, or that there is
// nobody to ask.
var ErrNoAnswer = errors.New("no answer")

// NewPrompter returns a prompter that writes to stderr and reads from stdin.
// Where CanPrompt is false it asks nothing: piped data is never an answer.
func NewPrompter(s Streams) Prompter { return &prompter{streams: s, lines: newLineReader(s.In)} }

type prompter struct {
	streams Streams
	lines   *lineReader
}

func (p *prompter) CanPrompt() bool { return p.streams.In.IsTerminal() && p.streams.Err.IsTerminal() }

func (p *prompter) Confirm(ctx context.Context, question string) (bool, error) {
	answer, err := p.ask(ctx, safetext.Escape(question)+" [y/N] ")
	if errors.Is(err, ErrNoAnswer) {
		return false, nil
	}
	answer = strings.ToLower(answer)
	return answer == "y" || answer == "yes", err
}

func (p *prompter) Select(ctx context.Context, question string, options []string) (int, error) {
	var b strings.Builder
	for i, option := range options {
		fmt.Fprintf(&b, "%3d  %s\n", i+1, safetext.Escape(option))
	}
	prompt := b.String() + safetext.Escape(question) + fmt.Sprintf(" [1-%d] ", len(options))
	for {
		answer, err := p.ask(ctx, prompt)
		if err != nil {
			return 0, err
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(options) {
			return n - 1, nil
		}
		prompt = fmt.Sprintf("A number from 1 to %d: ", len(options))
	}
}

// ask prints a question and reads a line without the space around it.
func (p *prompter) ask(ctx context.Context, question string) (string, error) {
	if !p.CanPrompt() {
		return "", ErrNoAnswer
	}
	line, err := p.askLine(ctx, question)
	return strings.TrimSpace(line), err
}

// askLine prints a question and reads a line as it was typed.
func (p *prompter) askLine(ctx context.Context, question string) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if _, err := fmt.Fprint(p.streams.Err, question); err != nil {
		return "", err
	}
	line, err := p.lines.read(ctx)
	if err != nil {
		p.breakLine() // what follows starts a line
		return "", err
	}
	return line, nil
}

// breakLine ends the line of a question. If it fails, the answer matters more.
func (p *prompter) breakLine() { _, _ = fmt.Fprintln(p.streams.Err) }
