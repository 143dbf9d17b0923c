package app

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

// requestView is a request as --dry-run --json shows it.
type requestView struct {
	Method string          `json:"method"`
	URL    string          `json:"url"`
	Body   json.RawMessage `json:"body"`
}

func newRequestView(r client.Request) requestView { return requestView{r.Method, r.URL, r.Body} }

// PrintRequest prints a request as it would be sent, for --dry-run.
func (a *App) PrintRequest(f *output.Format, r client.Request) error {
	return a.printRequests(f, newRequestView(r), []client.Request{r})
}

// PrintRequests prints several, in JSON as a list.
func (a *App) PrintRequests(f *output.Format, rs []client.Request) error {
	views := make([]requestView, len(rs))
	for i, r := range rs {
		views[i] = newRequestView(r)
	}
	return a.printRequests(f, views, rs)
}

func (a *App) printRequests(f *output.Format, view any, rs []client.Request) error {
	if f.Selective() {
		return Usage("leave the field names out: --json --dry-run",
			"--dry-run prints a request, which has no such fields")
	}
	return output.Print(f, a.Streams, view, func(out *term.Output) error {
		var text strings.Builder
		for _, r := range rs {
			text.WriteString(r.Method + " " + r.URL + "\n")
			if len(r.Body) > 0 {
				text.WriteString("\n" + string(r.Body) + "\n")
			}
		}
		_, err := out.Write([]byte(text.String()))
		return err
	})
}

// Unprinted tells what was done although its result could not be printed: the
// caller must not take the failure for one of the deed.
func Unprinted(err error, look, done string) error {
	if err == nil || errors.Is(err, term.ErrClosedPipe) {
		return err
	}
	return &Problem{Kind: KindFailed, Msg: done + ", but could not print it: " + err.Error(), Hint: look, Err: err}
}
