// Package topics holds the help topics: help without a command.
package topics

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/commands/settings"
)

// NewCmds returns the topics. Each is a command that only has help.
func NewCmds() []*cobra.Command {
	return []*cobra.Command{
		{Use: "exit-codes", Short: "What the exit codes mean", Long: exitCodes()},
		{Use: "environment", Short: "The environment variables that lariat reads", Long: environment()},
		{Use: "formatting", Short: "JSON, jq expressions and templates", Long: formatting},
	}
}

func exitCodes() string {
	var b strings.Builder
	b.WriteString("lariat ends with one of these exit codes:\n\n")
	for _, e := range app.ExitCodes() {
		fmt.Fprintf(&b, "  %3d  %s\n", e.Code, e.Meaning)
	}
	b.WriteString("\nA script can thus tell \"your input is wrong\" (1 to 5, 7) from \"could not find out\" (6).\n" +
		"With --json, an error is one JSON object on standard error, and its kind names the same thing.")
	return b.String()
}

// Variable is a variable that lariat reads besides the settings' own.
type Variable struct{ Name, Help string }

// Variables lists them in the order that help shows.
func Variables() []Variable {
	return []Variable{
		{"CLOUDFLARE_API_TOKEN", "API token; wins over the global key"},
		{"CLOUDFLARE_API_KEY", "global API key, with CLOUDFLARE_EMAIL"},
		{"CLOUDFLARE_EMAIL", "e-mail address that belongs to the global API key"},
		{"CLOUDFLARE_ACCOUNT_ID", "account, where neither --account-id nor the configuration names one"},
		{"CLOUDFLARE_API_BASE_URL", "address of the API, such as that of \"lariat local serve\""},
		{"CLOUDFLARE_API_HEADERS", "JSON object of headers to send with every request"},
		{"CLOUDFLARE_ENV", "environment of the configuration, where --env is not given"},
		{"HTTPS_PROXY", "proxy for requests, with HTTP_PROXY and NO_PROXY"},
		{"NO_COLOR", "not empty: no colour; also CLICOLOR=0 and TERM=dumb"},
		{"CLICOLOR_FORCE", "colour even in a pipe; also FORCE_COLOR"},
		{"COLUMNS", "width to fit tables to, where the terminal does not tell"},
		{"XDG_CONFIG_HOME", "folder of lariat's and Wrangler's own files"},
		{"XDG_STATE_HOME", "folder of the local state outside of projects"},
	}
}

func environment() string {
	var b strings.Builder
	b.WriteString("lariat reads these variables. Those that begin with CLOUDFLARE_ are also read from the\n" +
		"project's .env, .env.local, .env.NAME and .env.NAME.local, as Wrangler does; a variable\n" +
		"of the environment wins.\n\n")
	for _, v := range Variables() {
		fmt.Fprintf(&b, "  %-24s %s\n", v.Name, v.Help)
	}
	b.WriteString("\nlariat's own settings, see \"lariat config list\":\n\n")
	for _, o := range settings.Options() {
		fmt.Fprintf(&b, "  %-24s %s\n", o.Env(), o.Help)
	}
	return strings.TrimRight(b.String(), "\n")
}

const formatting = `Every command that returns data takes these flags:

  --json           all fields, as indented JSON; an empty list is []
  --json=a,b       these fields alone, in this order
  --jq EXPR        the JSON through a jq expression; strings are printed raw
  --template T     the JSON through a Go template

Names are those of the API, times are RFC 3339 in UTC, ids are never cut, and fields are
only ever added. Without a flag, a terminal gets an aligned table with relative times, and
a pipe gets tab-separated values without a header.

Templates know these functions besides Go's own:

  json V           V as JSON
  join SEP LIST    the items of LIST, joined
  upper S          S in capitals
  trunc N S        S, cut to N characters
  timeago T        how long ago the time T was
  tablerow V...    a row of a table
  tablerender      the rows so far, as an aligned table

Examples:

  lariat vpc service list --jq '.[] | select(.type == "tcp") | .service_id'
  lariat vpc service list --template '{{range .}}{{.name}}: {{timeago .updated_at}}{{"\n"}}{{end}}'`
