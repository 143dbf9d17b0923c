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

// variable is a variable that lariat reads besides the settings' own.
type variable struct {
	name    string
	project bool // whether a .env file of the project may set it
	help    string
}

// variables lists them in the order that help shows. A project's file says
// what to work with; where it works and how it looks is the user's to say.
func variables() []variable {
	return []variable{
		{"CLOUDFLARE_API_TOKEN", true, "API token; wins over the global key"},
		{"CLOUDFLARE_API_KEY", true, "global API key, with CLOUDFLARE_EMAIL"},
		{"CLOUDFLARE_EMAIL", true, "e-mail address that belongs to the global API key"},
		{"CLOUDFLARE_ACCOUNT_ID", true, "account, see below"},
		{"CLOUDFLARE_API_BASE_URL", true, "address of the API, such as that of \"lariat local serve\""},
		{"CLOUDFLARE_API_HEADERS", false, "JSON object of headers to send with every request"},
		{"CLOUDFLARE_AUTH_PROFILE", true, "profile of Wrangler's whose login is used where lariat has none"},
		{"WRANGLER_API_ENVIRONMENT", false, "staging: Wrangler's login for that"},
		{"WRANGLER_AUTH_DOMAIN", false, "where Wrangler's login is renewed; also WRANGLER_TOKEN_URL, WRANGLER_CLIENT_ID"},
		{"BROWSER", false, "program that opens an address for \"lariat login\""},
		{"DBUS_SESSION_BUS_ADDRESS", false, "where the keyring is on Linux, else in XDG_RUNTIME_DIR"},
		{"CLOUDFLARE_ENV", false, "environment of the configuration, where --env is not given"},
		{"HTTPS_PROXY", false, "proxy for requests, with HTTP_PROXY and NO_PROXY"},
		{"NO_COLOR", false, "not empty: no colour; also CLICOLOR=0 and TERM=dumb"},
		{"CLICOLOR_FORCE", false, "colour even in a pipe; also FORCE_COLOR"},
		{"COLUMNS", false, "width to fit tables to, where the terminal does not tell"},
		{"XDG_CONFIG_HOME", false, "folder of lariat's and Wrangler's own files"},
		{"XDG_STATE_HOME", false, "folder of the local state outside of projects"},
	}
}

func environment() string {
	var b strings.Builder
	b.WriteString("lariat reads these variables. Those with a star may also stand in the project's .env,\n" +
		".env.local, .env.NAME and .env.NAME.local, as for Wrangler; a variable of the\n" +
		"environment wins.\n\n")
	for _, v := range variables() {
		star := " "
		if v.project {
			star = "*"
		}
		fmt.Fprintf(&b, "%s %-24s %s\n", star, v.name, v.help)
	}
	b.WriteString("\nlariat's own settings, see \"lariat config list\":\n\n")
	for _, o := range settings.Options() {
		fmt.Fprintf(&b, "  %-24s %s\n", o.Env(), o.Help)
	}
	b.WriteString(credentials + accounts)
	return b.String()
}

const credentials = `
The credentials are the first of these that are there, and "lariat whoami" shows which:

  1. the login of the profile that --profile names
  2. CLOUDFLARE_API_TOKEN
  3. CLOUDFLARE_API_KEY with CLOUDFLARE_EMAIL
  4. lariat's own login, of the profile that LARIAT_PROFILE or a file of settings names
  5. Wrangler's login, of the profile that Wrangler would use

With --local they are the local state's own.
`

const accounts = `
The account is the first of these that is given:

  1. --account-id
  2. account_id of the Wrangler configuration, in the environment that is chosen
  3. CLOUDFLARE_ACCOUNT_ID
  4. LARIAT_ACCOUNT_ID, else account_id of the project's .lariat.toml, else of the user's config.toml
  5. the account that was chosen for the login, see "lariat auth switch"
  6. the only account that the credentials see; where they see several, you are asked

With --local it is the local state's own, unless --account-id names another.`

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
