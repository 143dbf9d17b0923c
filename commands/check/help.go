package check

// help is the hint of a command line that is at fault.
const help = "lariat check --help"

const long = `Check the VPC bindings of Wrangler configurations: the files themselves, and against the
connectivity directory and the tunnels of the account, which are fetched once.

A path is a configuration or a folder, which is searched for configurations; folders that
git ignores, and node_modules, are left out. Without a path it is the working folder, or else
the configuration above it. All environments are checked, the top level included, or the one
of --env. In the same folders, files that say how cloudflared is run are looked at.

The source of each Worker is read from its main on, with the files that it imports but not
the packages: TypeScript or JavaScript, as it is before any build.

--offline asks nobody. --directory FILE checks against a saved directory, with no
credentials: the output of "lariat vpc service list --json", or an object that holds it as
"services", and the output of "lariat tunnel get --json" for each tunnel as "tunnels".

--save-directory FILE writes such a file, of what this check has fetched. It holds the names
and the addresses of the private network, so that only you may read it when it is new.

--fix puts a service's id in the place of its name, and corrects misspelt keys and wrong
types, in the files; all else in them stays as it is. What is left is then reported.

--watch checks again when a configuration changes, or a source of a Worker, .lariat.toml, the
saved directory, or a .env file that counts. The account is asked again when other services
or tunnels are bound.

The exit code is 3 where something at or above --fail-on was found, and 6 where it could
not be found out. Credentials that may not read tunnels are worth a warning alone: they may
deploy. Each rule has a page in docs/rules. What holds for a project stands in its
.lariat.toml, which counts for all that is checked from that folder or one below it, and for
nothing that is checked from elsewhere. Flags win over it:

  check.fail_on = "warning"
  [check.rules]
  single-connector = "off"
  [[check.ignore]]
  rule = "cloudflared-config"
  path = "deploy/compose.yml"
  reason = "pinned until the proxy is replaced"

An entry of check.ignore is about a file or a folder, as seen from .lariat.toml, or without
a path about everything. What holds for one line, a comment says there:
lariat-ignore RULE: reason.`
