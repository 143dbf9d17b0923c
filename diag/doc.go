// Package diag holds what a check has to say about a file: positions, ranges,
// findings, sets of them, and the renderers that turn a set into text.
//
// Rules return findings and renderers print them; neither knows the other. The
// package imports no domain package, so that every parser can use it.
package diag
