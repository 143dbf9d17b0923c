package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
)

// Deletion is the delete verb of one noun: look up, ask, delete each, report
// each. The verbs say what differs.
type Deletion[T any] struct {
	App     *App
	Format  *output.Format
	Noun    string // "service"
	Command string // "lariat vpc service"

	Find    func(context.Context, *client.Client, string) (T, error)
	Delete  func(context.Context, *client.Client, T) error
	Preview func(*client.Client, T) (client.Request, error)
	Ref     func(T) Ref

	Refs   []string
	Yes    bool
	DryRun bool
}

// AddFlags adds the flags that every delete verb has.
func (d *Deletion[T]) AddFlags(cmd *cobra.Command, idKey string) {
	cmd.Flags().BoolVarP(&d.Yes, "yes", "y", false, "delete without asking")
	cmd.Flags().BoolVar(&d.DryRun, "dry-run", false, "print the requests that would be sent, and send nothing")
	d.Format = output.AddFlags(cmd, []string{idKey, "name"})
}

// Ref is how a deletion speaks of a thing. Its JSON has the noun's own id key.
type Ref struct {
	ID, Name, About string
	View            any
}

// Run deletes. What cannot be found or deleted does not stop the rest; every
// failure is printed, and the last one is the command's error.
func (d *Deletion[T]) Run(ctx context.Context) error {
	if err := d.Format.Validate(); err != nil {
		return err
	}
	if slices.ContainsFunc(d.Refs, func(ref string) bool { return strings.TrimSpace(ref) == "" }) {
		return Usage(d.Command+" list", "the %s's name or id is empty", d.Noun)
	}
	if !d.Yes && !d.DryRun && !d.App.CanPrompt() {
		return Usage(d.pasteable(), "refusing to delete without --yes: there is no terminal to ask on")
	}
	c, err := d.App.Client(ctx)
	if err != nil {
		return err
	}
	found, failures := d.find(ctx, c)
	if d.DryRun {
		return errors.Join(d.preview(c, found), d.report(failures))
	}
	if err := d.confirm(ctx, found); err != nil {
		return err
	}
	deleted, more := d.delete(ctx, c, found)
	if err := d.print(deleted); err != nil {
		return err
	}
	return d.report(append(failures, more...))
}

// find looks everything up, each thing once.
func (d *Deletion[T]) find(ctx context.Context, c *client.Client) (found []T, failures []error) {
	seen := map[string]bool{}
	for _, ref := range d.Refs {
		item, err := d.Find(ctx, c, ref)
		if ctx.Err() != nil {
			return nil, []error{ctx.Err()}
		}
		if err != nil {
			failures = append(failures, err)
			continue
		}
		if id := d.Ref(item).ID; !seen[id] {
			seen[id] = true
			found = append(found, item)
		}
	}
	return found, failures
}

func (d *Deletion[T]) confirm(ctx context.Context, found []T) error {
	if len(found) == 0 || d.Yes {
		return nil
	}
	ok, err := d.App.Prompt.Confirm(ctx, d.question(found))
	if err != nil {
		return err
	}
	if !ok {
		return &Problem{Kind: KindFailed, Msg: "nothing was deleted"}
	}
	return nil
}

func (d *Deletion[T]) delete(ctx context.Context, c *client.Client, found []T) (deleted []Ref, failures []error) {
	for _, item := range found {
		if err := d.Delete(ctx, c, item); err != nil {
			failures = append(failures, err)
			continue
		}
		deleted = append(deleted, d.Ref(item))
	}
	return deleted, failures
}

func (d *Deletion[T]) report(failures []error) error {
	if len(failures) == 0 {
		return nil
	}
	last := len(failures) - 1
	for _, err := range failures[:last] {
		d.App.Report(err)
	}
	return failures[last]
}

func (d *Deletion[T]) print(deleted []Ref) error {
	views := make([]any, len(deleted))
	for i, ref := range deleted {
		views[i] = ref.View
	}
	return output.Print(d.Format, d.App.Streams, views, func(out *term.Output) error {
		for _, ref := range deleted {
			if out.IsTerminal() {
				d.App.Note("Deleted %s %s (%s).", d.Noun, Quote(ref.Name), ref.ID)
				continue
			}
			if _, err := fmt.Fprintln(out, ref.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *Deletion[T]) preview(c *client.Client, found []T) error {
	for _, item := range found {
		if err := d.App.PrintRequest(d.Preview(c, item)); err != nil {
			return err
		}
	}
	return nil
}

// pasteable is the same command with --yes.
func (d *Deletion[T]) pasteable() string {
	words := []string{d.Command + " delete"}
	for _, ref := range d.Refs {
		words = append(words, Quote(ref))
	}
	return strings.Join(append(words, "--yes"), " ")
}

func (d *Deletion[T]) question(found []T) string {
	if len(found) == 1 {
		ref := d.Ref(found[0])
		return fmt.Sprintf("Delete %s %s (%s)?", d.Noun, Quote(ref.Name), ref.About)
	}
	names := make([]string, len(found))
	for i, item := range found {
		names[i] = Quote(d.Ref(item).Name)
	}
	return fmt.Sprintf("Delete %d %ss: %s?", len(found), d.Noun, strings.Join(names, ", "))
}

// PrintRequest prints a request as it would be sent, for --dry-run.
func (a *App) PrintRequest(r client.Request, err error) error {
	if err != nil {
		return err
	}
	text := r.Method + " " + r.URL + "\n"
	if len(r.Body) > 0 {
		text += "\n" + string(r.Body) + "\n"
	}
	_, err = a.Streams.Out.Write([]byte(text))
	return err
}
