// Package check holds the rules that tell before a deploy whether a Worker's
// VPC bindings will work: configuration against the connectivity directory and
// the tunnels of an account.
//
// A rule is a function of what was read and fetched before. It asks nobody and
// prints nothing, so the package imports neither client nor term.
package check
