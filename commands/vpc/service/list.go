package service

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/output"
	"github.com/lariat-cli/lariat/term"
	"github.com/lariat-cli/lariat/vpc"
)

type listOptions struct {
	app    *app.App
	format *output.Format

	typ    string
	tunnel string
	name   string
	host   string
	sort   string
}

func newListCmd(a *app.App) *cobra.Command {
	o := &listOptions{app: a}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the VPC Services of the account",
		Example: `  lariat vpc service list
  lariat vpc service list --type tcp --sort created
  lariat vpc service list --name 'staging-*' --jq '.[].service_id'`,
		Args: app.Args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&o.typ, "type", "", "only services of this type: http or tcp")
	fs.StringVar(&o.tunnel, "tunnel", "", "only services behind this tunnel, by id or name")
	fs.StringVar(&o.name, "name", "", "only services whose name matches this glob")
	fs.StringVar(&o.host, "host", "", "only services whose hostname or address matches this glob")
	fs.StringVar(&o.sort, "sort", "name", "sort by "+strings.Join(sortKeys(), ", "))
	_ = cmd.RegisterFlagCompletionFunc("type",
		cobra.FixedCompletions(vpc.ServiceTypes(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("sort",
		cobra.FixedCompletions(sortKeys(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("tunnel", a.Tunnels())
	o.format = output.AddFlags(cmd, fields())
	return cmd
}

func (o *listOptions) validate() error {
	if err := o.format.Validate(); err != nil {
		return err
	}
	if err := app.CheckEnum("--type", o.typ, vpc.ServiceTypes()); err != nil {
		return err
	}
	if err := app.CheckEnum("--sort", o.sort, sortKeys()); err != nil {
		return err
	}
	for _, glob := range []string{o.name, o.host} {
		if _, err := path.Match(glob, ""); err != nil {
			return app.Usage("lariat vpc service list --name 'api-*'", "%q is not a valid glob", glob)
		}
	}
	return nil
}

func (o *listOptions) run(ctx context.Context) error {
	c, err := o.app.Client(ctx)
	if err != nil {
		return err
	}
	tunnelID, err := o.tunnelID(ctx, c)
	if err != nil {
		return err
	}
	names := namesMeanwhile(ctx, c, o.format.Wants("tunnel_name", o.app.Streams.Out))
	var services []vpc.Service
	for s, err := range c.Services.List(ctx, client.ServiceListParams{Type: vpc.ServiceType(o.typ)}) {
		if err != nil {
			return err
		}
		if o.matches(s, tunnelID) {
			services = append(services, s)
		}
	}
	slices.SortStableFunc(services, order(o.sort))
	return o.print(services, names())
}

func (o *listOptions) tunnelID(ctx context.Context, c *client.Client) (string, error) {
	if o.tunnel == "" || vpc.IsUUID(o.tunnel) {
		return strings.ToLower(o.tunnel), nil
	}
	t, err := app.FindTunnel(ctx, c, o.tunnel)
	return t.ID, err
}

// matches filters here, since the API filters by type alone; the type is
// checked again for servers that ignore the parameter.
func (o *listOptions) matches(s vpc.Service, tunnelID string) bool {
	return (o.typ == "" || string(s.Type) == o.typ) &&
		(tunnelID == "" || s.Host.TunnelID == tunnelID) &&
		(o.name == "" || glob(o.name, s.Name)) &&
		(o.host == "" || glob(o.host, s.Host.Hostname) || glob(o.host, s.Host.IPv4) || glob(o.host, s.Host.IPv6))
}

// glob matches text that is there; slashes have no meaning in names.
func glob(pattern, text string) bool {
	hide := strings.NewReplacer("/", "\x00")
	ok, _ := path.Match(hide.Replace(pattern), hide.Replace(text)) // the pattern was checked
	return ok && text != ""
}

func sortKeys() []string { return []string{"name", "created", "updated", "type", "host"} }

// order breaks ties by name, and lists the newest first.
func order(key string) func(a, b vpc.Service) int {
	byName := func(a, b vpc.Service) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) }
	var first func(a, b vpc.Service) int
	switch key {
	case "created":
		first = func(a, b vpc.Service) int { return b.CreatedAt.Compare(a.CreatedAt) }
	case "updated":
		first = func(a, b vpc.Service) int { return b.UpdatedAt.Compare(a.UpdatedAt) }
	case "type":
		first = func(a, b vpc.Service) int { return cmp.Compare(a.Type, b.Type) }
	case "host":
		first = func(a, b vpc.Service) int { return cmp.Compare(a.Host.Address(), b.Host.Address()) }
	default:
		return byName
	}
	return func(a, b vpc.Service) int { return cmp.Or(first(a, b), byName(a, b)) }
}

func (o *listOptions) print(services []vpc.Service, names map[string]string) error {
	views := make([]view, len(services))
	for i, s := range services {
		views[i] = newView(s, names[s.Host.TunnelID])
	}
	return output.Print(o.format, o.app.Streams, views, func(out *term.Output) error {
		if len(services) == 0 {
			o.app.Note("No services found. Create one: lariat vpc service create --help")
			return nil
		}
		t := table(out, services, names, o.app.Now())
		err := t.Flush()
		if hidden := t.Hidden(); len(hidden) > 0 {
			o.app.Note("Too narrow for %s: widen the terminal, or use --json", strings.Join(hidden, ", "))
		}
		return err
	})
}

func table(out *term.Output, services []vpc.Service, names map[string]string, now time.Time) *term.Table {
	t := term.NewTable(out, "ID", "NAME", "TYPE", "HOST", "PORTS", "TUNNEL", "CREATED")
	t.Spare("CREATED", "TYPE", "TUNNEL", "PORTS") // the ports tell the type
	for _, s := range services {
		tunnel, created := s.Host.TunnelID, s.CreatedAt.UTC().Format(time.RFC3339)
		if out.IsTerminal() {
			tunnel, created = cmp.Or(names[tunnel], tunnel), term.RelativeTime(now, s.CreatedAt)
		}
		t.AddRow(term.Fixed(s.ID), term.Text(s.Name), term.Text(string(s.Type)), term.Text(s.Host.Address()),
			term.Text(ports(s.Spec)), term.Text(tunnel), term.Text(created))
	}
	return t
}
