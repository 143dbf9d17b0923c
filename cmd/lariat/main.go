// Command lariat manages Cloudflare Workers VPC from the terminal.
package main

import (
	"os"

	"github.com/lariat-cli/lariat/commands"
)

func main() {
	os.Exit(commands.Main(os.Args[1:]))
}
