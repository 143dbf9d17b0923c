// Package term is the only package that knows the terminal.
//
// The rules of all output: data goes to stdout, everything else to stderr. On
// a terminal, tables are aligned and fitted to its width and colours come from
// the 16 of ANSI; in a pipe, tables are tab-separated with full values and no
// header. Nothing here asks the terminal a question: a mute one would hang.
// Text from the network or from files goes through Sanitize before it is shown,
// or through EscapeTSV, which loses nothing, before it goes into a pipe.
//
// It imports no domain package.
package term
