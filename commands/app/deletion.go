package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
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

	Finder  func(*client.Client) *Finder[T]
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
	cmd.Flags().BoolVar(&d.Yes, "force", false, "the same as --yes") // facts/wrangler.md 9
	_ = cmd.Flags().MarkHidden("force")
	cmd.Flags().BoolVar(&d.DryRun, "dry-run", false, "print the requests that would be sent, and change nothing")
	d.Format = output.AddFlags(cmd, []string{idKey, "name"})
}

// Ref is how a deletion speaks of a thing. Its JSON has the noun's own id key.
type Ref struct {
	ID, Name, About string
	View            any
}

// Run deletes. What cannot be found or deleted does not stop the rest; every
// failure is part of the command's error.
func (d *Deletion[T]) Run(ctx context.Context) error {
	if err := d.validate(); err != nil {
		return err
	}
	c, err := d.App.Client(ctx)
	if err != nil {
		return err
	}
	found, failures := d.find(ctx, c)
	if d.DryRun {
		return d.sum(append(failures, d.preview(c, found)))
	}
	if err := d.confirm(ctx, found, failures); err != nil {
		return err
	}
	deleted, more := d.delete(ctx, c, found)
	return d.sum(slices.Concat(failures, more, []error{d.print(deleted)}))
}

func (d *Deletion[T]) validate() error {
	if err := d.Format.Validate(); err != nil {
		return err
	}
	if slices.ContainsFunc(d.Refs, func(ref string) bool { return strings.TrimSpace(ref) == "" }) {
		return Usage(d.Command+" list", "the %s's name or id is empty", d.Noun)
	}
	if d.Yes || d.DryRun || d.App.CanPrompt() {
		return nil
	}
	why := "there is no terminal to ask on"
	if d.App.Flags.NoInput {
		why = "--no-input forbids asking"
	}
	return Usage(d.pasteable(), "refusing to delete without --yes: %s (Wrangler would delete)", why)
}

// find looks everything up, each thing once.
func (d *Deletion[T]) find(ctx context.Context, c *client.Client) (found []T, failures []error) {
	seen, told := map[string]bool{}, false
	finder := d.Finder(c)
	finder.verb = "delete"
	if d.Yes {
		finder.verb += " --yes"
	}
	for _, ref := range d.Refs {
		item, err := finder.Find(ctx, ref)
		if ctx.Err() != nil {
			return nil, []error{ctx.Err()}
		}
		if err != nil {
			listing := finder.err != nil && errors.Is(err, finder.err)
			if !listing || !told { // the one listing fails for all names alike
				failures = append(failures, err)
			}
			told = told || listing
			continue
		}
		if id := d.Ref(item).ID; !seen[id] {
			seen[id] = true
			found = append(found, item)
		}
	}
	return found, failures
}

// confirm asks, once it has told what the answer will not be about.
func (d *Deletion[T]) confirm(ctx context.Context, found []T, failures []error) error {
	if len(found) == 0 || d.Yes {
		return nil
	}
	for _, err := range failures {
		d.App.Warn("%s", d.App.explain(err).Msg)
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

// delete stops where it is interrupted, and tells what it has not come to.
func (d *Deletion[T]) delete(ctx context.Context, c *client.Client, found []T) (deleted []Ref, failures []error) {
	for i, item := range found {
		ref := d.Ref(item)
		err := Named(d.Delete(ctx, c, item), ref.Name)
		_, inDoubt := errors.AsType[*client.UncertainError](err)
		switch {
		case err == nil:
			deleted = append(deleted, ref)
		case errors.Is(err, context.Canceled) && inDoubt:
			return deleted, append(failures, d.interrupted(err, found[i+1:]))
		case errors.Is(err, context.Canceled):
			return deleted, append(failures, d.interrupted(err, found[i:]))
		case inDoubt:
			failures = append(failures, err)
		default:
			p := *d.App.explain(err)
			if p.Kind == KindNotFound {
				p.Hint = d.Command + " list"
			}
			p.Msg = fmt.Sprintf("could not delete %s %q (%s): %s", d.Noun, ref.Name, ref.ID, p.Msg)
			failures = append(failures, &p)
		}
	}
	return deleted, failures
}

// interrupted adds to what err says of the deletion under way what was not
// tried.
func (d *Deletion[T]) interrupted(err error, rest []T) error {
	p := *d.App.explain(err)
	p.Hint = d.Command + " list"
	if len(rest) > 0 {
		names := make([]string, len(rest))
		for i, item := range rest {
			names[i] = strconv.Quote(d.Ref(item).Name)
		}
		p.Msg += ", and not tried: " + strings.Join(names, ", ")
	}
	return &p
}

// sum makes one error of the failures. It has their kind if that is the same
// for all. A reader that has gone does not make up for a failure.
func (d *Deletion[T]) sum(failures []error) error {
	failures = slices.DeleteFunc(failures, func(err error) bool {
		return err == nil || errors.Is(err, term.ErrClosedPipe)
	})
	if len(failures) < 2 {
		return errors.Join(failures...)
	}
	sum := &Problem{
		Msg: fmt.Sprintf("%d failures", len(failures)),
		Err: errors.Join(failures...),
	}
	for _, err := range failures {
		p := d.App.explain(err)
		if sum.Each = append(sum.Each, p); sum.Kind == "" {
			sum.Kind = p.Kind
		}
		if sum.Kind != p.Kind {
			sum.Kind = KindFailed
		}
	}
	return sum
}

func (d *Deletion[T]) print(deleted []Ref) error {
	views := make([]any, len(deleted))
	for i, ref := range deleted {
		views[i] = ref.View
	}
	err := output.Print(d.Format, d.App.Streams, views, func(out *term.Output) error {
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
	names := make([]string, len(deleted))
	for i, ref := range deleted {
		names[i] = Quote(ref.Name)
	}
	return Unprinted(err, d.Command+" list", "deleted "+strings.Join(names, ", "))
}

func (d *Deletion[T]) preview(c *client.Client, found []T) error {
	requests := make([]client.Request, len(found))
	for i, item := range found {
		var err error
		if requests[i], err = d.Preview(c, item); err != nil {
			return err
		}
	}
	return d.App.PrintRequests(d.Format, requests)
}

// pasteable is the same command with --yes.
func (d *Deletion[T]) pasteable() string {
	words := []string{d.Command + " delete --yes"}
	if slices.ContainsFunc(d.Refs, func(ref string) bool { return strings.HasPrefix(ref, "-") }) {
		words = append(words, "--")
	}
	for _, ref := range d.Refs {
		words = append(words, Quote(ref))
	}
	return strings.Join(words, " ")
}

func (d *Deletion[T]) question(found []T) string {
	where := d.App.target.Name(d.App.client.AccountID())
	if len(found) == 1 {
		ref := d.Ref(found[0])
		return fmt.Sprintf("Delete %s %s (%s) from %s?", d.Noun, Quote(ref.Name), ref.About, where)
	}
	names := make([]string, len(found))
	for i, item := range found {
		names[i] = Quote(d.Ref(item).Name)
	}
	return fmt.Sprintf("Delete %d %ss from %s: %s?", len(found), d.Noun, where, strings.Join(names, ", "))
}
