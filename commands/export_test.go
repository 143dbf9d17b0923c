package commands

import "flag"

// Update makes the tests write golden files anew: go test ./... -update.
var Update = flag.Bool("update", false, "write the golden files anew")

// NewRootCmd gives the tests the command tree.
var NewRootCmd = newRootCmd

// NewTreeFor gives them the part that a command line needs.
var NewTreeFor = newTreeFor
