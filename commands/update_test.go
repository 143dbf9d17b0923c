package commands_test

import "flag"

// update writes golden files anew: go test ./... -update.
var update = flag.Bool("update", false, "write the golden files anew")
