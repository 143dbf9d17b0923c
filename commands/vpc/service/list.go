package service

import (
	"cmp"
	"context"
	"path"
	"slices"
	"strconv"
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
	faults vpc.Faults
}

func newListCmd(a *app.App) *cobra.Command {
	o := &listOptions{app: a}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the VPC Services of the account",
		Example: `  lariat vpc service list
  lariat vpc service list --type tcp --sort created
  lariat vpc service list --name 'staging-*' --jq '.[].service_id'`,
		Args: app.Args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.validate(); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	fs := cmd.Flags()
	fs.Var(once{"type", &o.typ, &o.faults}, "type", "only services of this type: http or tcp")
	fs.Var(once{"tunnel", &o.tunnel, &o.faults}, "tunnel", "only services behind this tunnel, by id or name")
	fs.Var(once{"tunnel", &o.tunnel, &o.faults}, "tunnel-id", "the same as --tunnel")
	fs.Var(once{"--name", &o.name, &o.faults}, "name", "only services whose name matches this glob")
	fs.Var(once{"host", &o.host, &o.faults}, "host", "only services whose hostname or address matches this glob")
	fs.StringVar(&o.sort, "sort", "name", "sort by "+strings.Join(sortKeys(), ", "))
	_ = cmd.RegisterFlagCompletionFunc("type",
		cobra.FixedCompletions(vpc.ServiceTypes(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("sort",
		cobra.FixedCompletions(sortKeys(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("tunnel", a.TunnelFlag())
	_ = cmd.RegisterFlagCompletionFunc("tunnel-id", a.TunnelFlag())
	o.format = output.AddFlags(cmd, fields())
	return cmd
}

func (o *listOptions) validate() error {
	if err := o.format.Validate(); err != nil {
		return err
	}
	hint := "lariat vpc service list --help"
	faults := o.faults
	for _, enum := range []struct {
		field, value string
		allowed      []string
	}{{"type", o.typ, vpc.ServiceTypes()}, {"sort", o.sort, sortKeys()}} {
		if instead, ok := app.EnumHint("--"+enum.field, enum.value, enum.allowed); !ok {
			hint = instead
			faults = append(faults, vpc.Fault{Field: enum.field,
				Message: strconv.Quote(enum.value) + " is none of " + strings.Join(enum.allowed, ", ")})
		}
	}
	for _, g := range []struct{ field, glob string }{{"--name", o.name}, {"host", o.host}} {
		if _, err := path.Match(g.glob, ""); err != nil {
			faults = append(faults, vpc.Fault{Field: g.field, Message: strconv.Quote(g.glob) + " is not a valid glob"})
		}
	}
	if len(faults) > 0 {
		return app.FlagFaults(faults, hint)
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
	defer names.stop()
	var services []vpc.Service
	total := 0
	for s, err := range c.Services.List(ctx, client.ServiceListParams{Type: vpc.ServiceType(o.typ)}) {
		if err != nil {
			return err
		}
		total++
		if o.matches(s, tunnelID) {
			services = append(services, s)
		}
	}
	slices.SortStableFunc(services, order(o.sort))
	return o.print(services, names.value(), total)
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
		(o.host == "" || o.matchesHost(s.Host))
}

// matchesHost ignores case: the directory keeps hostnames in lower case, and
// IPv6 addresses come in both.
func (o *listOptions) matchesHost(h vpc.Host) bool {
	return slices.ContainsFunc([]string{h.Hostname, h.IPv4, h.IPv6}, func(text string) bool {
		return glob(strings.ToLower(o.host), strings.ToLower(text))
	})
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

func (o *listOptions) print(services []vpc.Service, names map[string]string, total int) error {
	views := make([]view, len(services))
	for i, s := range services {
		views[i] = newView(s, names[s.Host.TunnelID])
	}
	return output.Print(o.format, o.app.Streams, views, func(out *term.Output) error {
		switch {
		case len(services) == 0 && total == 0 && o.typ == "":
			o.app.Note("No services yet. Create one: lariat vpc service create --help")
		case len(services) == 0:
			o.app.Note("No service matches.")
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
	t.Whole("NAME")
	for _, s := range services {
		tunnel := term.Fixed(s.Host.TunnelID)
		if name := names[s.Host.TunnelID]; name != "" && out.IsTerminal() {
			tunnel = term.Text(name)
		}
		t.AddRow(term.Fixed(s.ID), term.Text(s.Name), term.Text(string(s.Type)), term.Text(s.Host.Address()),
			term.Text(ports(s.Spec)), tunnel, term.Text(out.Age(s.CreatedAt, now)))
	}
	return t
}
