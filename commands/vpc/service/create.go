package service

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/vpc/binding"
	"github.com/lariat-cli/lariat/completions"
	"github.com/lariat-cli/lariat/internal/bounded"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/vpc"
)

// maxPayload caps a --file; a real body is below 1 KiB.
const maxPayload = 1 << 20

type createOptions struct {
	app    *app.App
	format *output.Format
	flags  *specFlags

	name   string
	file   string
	dryRun bool

	binding string
	target  *binding.Target // nil without --binding
}

func newCreateCmd(a *app.App) *cobra.Command {
	o := &createOptions{app: a}
	cmd := &cobra.Command{
		Use:   "create [<name>]",
		Short: "Create a VPC Service",
		Long: `Create a VPC Service: an entry of the connectivity directory that Workers can bind.

The host is a hostname, an IPv4 address, an IPv6 address, or both addresses. --type may be
left out where a port or --app-protocol decides it. The name may come from --file, which
takes the REST body of the API's documentation, comments and trailing commas allowed;
flags override what the file says, and a hostname takes the place of addresses.

--binding also binds the service in the project's configuration, as "lariat vpc bind" does.
A name that is taken there, or a file that cannot be written, is refused before anything is
created.`,
		Example: `  lariat vpc service create api --type http --tunnel-id local --hostname api.internal
  lariat vpc service create db --tcp-port 5432 --app-protocol postgresql --tunnel local --ipv4 10.0.0.9
  lariat vpc service create api --type http --tunnel local --ipv4 10.0.0.5 --binding API
  lariat vpc service create --file service.jsonc --dry-run`,
		Args: app.Args(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.name = args[0]
			}
			if o.file == "" && cmd.Flags().Changed("file") {
				return app.Usage(createHelp, "--file is empty")
			}
			if o.binding == "" && cmd.Flags().Changed("binding") {
				return app.Usage(createHelp, "--binding is empty")
			}
			if err := o.format.Validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	o.flags = addSpecFlags(a, cmd)
	cmd.Flags().StringVarP(&o.file, "file", "f", "", "read the request body from a JSON file; - for standard input")
	_ = cmd.RegisterFlagCompletionFunc("file", completions.Files)
	cmd.Flags().StringVar(&o.binding, "binding", "", "bind the service in the configuration under this `name`")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "print the request that would be sent, and change nothing")
	o.format = output.AddFlags(cmd, fields())
	return cmd
}

func (o *createOptions) run(ctx context.Context) error {
	base, err := o.base()
	if err != nil {
		return err
	}
	spec, faults := o.flags.apply(base)
	if len(faults) > 0 {
		return app.FlagFaults(faults, o.flags.hint(faults))
	}
	if err := o.openTarget(); err != nil {
		return err
	}
	spec, tunnel, err := o.flags.lookUpTunnel(ctx, o.app, spec)
	if err != nil {
		return err
	}
	if o.dryRun {
		return o.preview(ctx, spec)
	}
	c, err := o.app.Client(ctx)
	if err != nil {
		return err
	}
	name := nameMeanwhile(ctx, c, tunnel, o.format.Wants("tunnel_name", o.app.Streams.Out))
	defer name.stop()
	created, err := c.Services.Create(ctx, spec)
	if err != nil {
		return err
	}
	if created.Recovered {
		o.app.Warn("the reply to the create was lost; listing shows that the service was made")
	}
	if o.app.Streams.Out.IsTerminal() && !o.format.Structured() {
		o.app.Note("Created service %s.", app.Quote(created.Name))
	}
	unbound := o.bind(created.Service)
	err = app.Unprinted(show(o.app, o.format, created.Service, name.value()), "lariat vpc service get "+created.ID,
		"created service "+app.Quote(created.Name)+" with id "+created.ID)
	return cmp.Or(unbound, err)
}

func (o *createOptions) preview(ctx context.Context, spec vpc.Spec) error {
	c, err := o.app.PreviewClient(ctx)
	if err != nil {
		return err
	}
	r, err := c.Services.CreateRequest(spec)
	if err != nil {
		return err
	}
	if err := o.app.PrintRequest(o.format, r); err != nil || o.target == nil {
		return err
	}
	o.app.Note("The service would be bound as %s.", o.target.Name)
	return nil
}

// base is what the file and the argument say, before the flags.
func (o *createOptions) base() (vpc.Spec, error) {
	var s vpc.Spec
	if o.file != "" {
		var err error
		if s, err = o.readFile(); err != nil {
			return s, err
		}
	}
	if o.name != "" {
		s.Name = o.name
	}
	return s, nil
}

func (o *createOptions) readFile() (vpc.Spec, error) {
	path, data, err := readInput(o.app, o.file)
	if err != nil {
		return vpc.Spec{}, &app.Problem{Kind: app.KindUsage, Msg: err.Error(), Err: err, Hint: createHelp}
	}
	return parsePayload(path, data)
}

// readInput reads a file, or standard input for "-", and says how to call it.
func readInput(a *app.App, path string) (name string, data []byte, err error) {
	name, label := path, strconv.Quote(path)
	if path == "-" {
		name, label = "standard input", "standard input"
		data, err = bounded.ReadAll(a.Streams.In, maxPayload)
	} else {
		data, err = bounded.ReadNamed(a.Path(path), maxPayload)
	}
	refused, isRefused := errors.AsType[bounded.Refusal](err)
	switch {
	case isRefused:
		err = fmt.Errorf("%s %w", label, refused)
	case err != nil:
		err = fmt.Errorf("could not read %s: %w", label, cmp.Or(errors.Unwrap(err), err)) // without the path
	case len(bytes.TrimSpace(data)) == 0:
		err = fmt.Errorf("%s is empty", label)
	}
	return name, data, err
}
