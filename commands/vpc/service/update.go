package service

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/completions"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/suggest"
	"github.com/lariat-cli/lariat/vpc"
)

type updateOptions struct {
	app    *app.App
	format *output.Format
	flags  *specFlags

	ref     string
	name    string
	unset   []string
	replace bool
	dryRun  bool
}

func newUpdateCmd(a *app.App) *cobra.Command {
	o := &updateOptions{app: a}
	cmd := &cobra.Command{
		Use:   "update <name|id>",
		Short: "Change a VPC Service",
		Long: `Change a VPC Service. Only what is given changes: the service is read, the flags are laid
over it, and the result replaces it. --unset clears fields. With --replace the flags describe
the whole service, and what they leave out is cleared, as Wrangler's update does. Fields of
the API that lariat does not know are sent back as they were read, except with --replace.

The API has no partial update, so a change that somebody else makes between the read and
the write is lost; it also resets created_at.`,
		Example: `  lariat vpc service update api --https-port 8443
  lariat vpc service update api --name api-v2 --unset http-port,resolver-ips
  lariat vpc service update api --replace --name api --type http --tunnel-id local --ipv4 10.0.0.5`,
		Args:              app.Args(1, 1),
		ValidArgsFunction: a.ServiceArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.ref = args[0]
			if err := o.validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	o.flags = addSpecFlags(a, cmd)
	fs := cmd.Flags()
	fs.StringVar(&o.name, "name", "", "new name")
	fs.StringSliceVar(&o.unset, "unset", nil, "clear these fields, comma-separated: "+strings.Join(clearable(), ", "))
	fs.BoolVar(&o.replace, "replace", false, "replace the whole service by what the flags say")
	fs.BoolVar(&o.dryRun, "dry-run", false, "print the request that would be sent, and change nothing")
	_ = cmd.RegisterFlagCompletionFunc("unset", completions.Words(clearable()))
	o.format = output.AddFlags(cmd, fields())
	return cmd
}

// clearable are the names that --unset takes: those of the flags.
func clearable() []string {
	names := vpc.Clearable()
	for i, name := range names {
		names[i] = strings.ReplaceAll(name, "_", "-")
	}
	return names
}

func (o *updateOptions) validate() error {
	if err := o.format.Validate(); err != nil {
		return err
	}
	if !o.flags.given() && !o.replace {
		return app.Usage(updateHelp, "nothing to change is given")
	}
	faults, hint := o.checkUnset()
	_, typed := o.flags.lay(vpc.Spec{})
	if faults = append(faults, typed...); len(faults) > 0 {
		return app.FlagFaults(faults, hint)
	}
	return nil
}

const updateHelp = "lariat vpc service update --help"

// checkUnset reports what is wrong with --unset before anything is asked.
func (o *updateOptions) checkUnset() (faults vpc.Faults, hint string) {
	hint = updateHelp
	fault := func(format string, args ...any) {
		faults = append(faults, vpc.Fault{Field: "unset", Message: fmt.Sprintf(format, args...)})
	}
	switch {
	case !o.flags.changed("unset"):
	case len(o.unset) == 0:
		fault("is empty")
	case o.replace:
		fault("has no meaning with --replace, which clears whatever is left out")
	}
	for i, name := range o.unset {
		name = strings.ReplaceAll(name, "_", "-")
		o.unset[i] = name
		switch _, ok := (vpc.Spec{}).Clear(strings.ReplaceAll(name, "-", "_")); {
		case !ok:
			fault("does not take %q, but %s", name, strings.Join(clearable(), ", "))
			if word, ok := suggest.Nearest(name, clearable()); ok {
				hint = "did you mean --unset " + word + "?"
			}
		case o.flags.changed(name):
			fault("names %s, which --%[1]s sets", name)
		}
	}
	return faults, hint
}

func (o *updateOptions) run(ctx context.Context) error {
	c, err := o.app.Client(ctx)
	if err != nil {
		return err
	}
	before, err := app.FindService(ctx, c, o.ref)
	if err != nil {
		return err
	}
	after, faults := o.flags.apply(o.base(before.Spec))
	if faults = o.own(faults, before.Spec); len(faults) > 0 {
		return app.FlagFaults(faults, o.flags.hint(faults))
	}
	after, tunnel, err := o.flags.lookUpTunnel(ctx, o.app, after)
	if err != nil {
		return err
	}
	changes := vpc.Diff(before.Spec, after)
	if o.dryRun {
		r, err := c.Services.ReplaceRequest(before.ID, after)
		if err == nil {
			err = o.app.PrintRequest(o.format, r)
		}
		if err == nil {
			o.narrate(changes)
		}
		return err
	}
	name := nameMeanwhile(ctx, c, tunnel, o.format.Wants("tunnel_name", o.app.Streams.Out))
	defer name.stop()
	service, err := o.write(ctx, c, before, after, changes)
	if err != nil {
		return err
	}
	err = show(o.app, o.format, service, name.value())
	if len(changes) == 0 {
		return err
	}
	return app.Unprinted(err, "lariat vpc service get "+service.ID, "updated service "+app.Quote(service.Name))
}

// own leaves out the faults that the service has already: the directory holds
// it as it is, so they are no reason to refuse a change of something else.
func (o *updateOptions) own(faults vpc.Faults, before vpc.Spec) vpc.Faults {
	if o.replace {
		return faults
	}
	old, _ := errors.AsType[vpc.Faults](before.Normalized().Validate())
	return slices.DeleteFunc(faults, func(f vpc.Fault) bool { return slices.Contains(old, f) })
}

// base is what the flags are laid over.
func (o *updateOptions) base(before vpc.Spec) vpc.Spec {
	s := before
	if o.replace {
		s = vpc.Spec{}
	}
	for _, name := range o.unset {
		s, _ = s.Clear(strings.ReplaceAll(name, "-", "_")) // the names were checked
	}
	if o.flags.changed("type") && s.Type != "" && string(s.Type) != o.flags.typ {
		s = otherType(s)
	}
	if o.flags.changed("name") || o.replace {
		s.Name = o.name
	}
	return s
}

// otherType drops what belongs to the old type alone, so that changing the
// type does not first need every port unset.
func otherType(s vpc.Spec) vpc.Spec {
	s.HTTPPort, s.HTTPSPort, s.TCPPort, s.AppProtocol = nil, nil, nil, ""
	return s
}

func (o *updateOptions) write(
	ctx context.Context, c *client.Client, before vpc.Service, after vpc.Spec, changes []vpc.Change,
) (vpc.Service, error) {
	if len(changes) == 0 {
		o.app.Note("Nothing to change in service %s.", app.Quote(before.Name))
		return before, nil
	}
	service, err := c.Services.Replace(ctx, before.ID, after)
	if err == nil {
		o.narrate(changes)
	}
	return service, app.Named(err, before.Name)
}

// narrate tells what changes, old and new, on stderr: it is narration, and the
// data is the service as it is now.
func (o *updateOptions) narrate(changes []vpc.Change) {
	for _, c := range changes {
		name := strings.ReplaceAll(c.Field, "_", "-")
		o.app.Note("%s", fmt.Sprintf("%s: %s -> %s", name, cmp.Or(c.Old, "(unset)"), cmp.Or(c.New, "(unset)")))
	}
}
