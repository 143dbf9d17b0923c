// Package source reads a Worker's TypeScript or JavaScript and tells how it
// uses its bindings: esbuild bundles what is reachable from main, a parser gives
// the tree of the bundle, and the source map leads back to the files.
//
// It follows env through variables, parameters, fields and objects without
// running anything. What it cannot know it leaves out: it never guesses. It
// knows no configuration and no directory; the rules in package check do.
package source
