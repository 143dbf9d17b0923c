// Package configfile finds and reads the configuration of a Workers project:
// wrangler.json, wrangler.jsonc and wrangler.toml, the deploy redirect and the
// .env files beside them.
//
// All formats become one Document in which every value keeps its range in the
// file, so that a check can point at it. Discovery, dialect and inheritance
// follow Wrangler 4.164 (facts/wrangler.md sections 1 and 2), since Wrangler
// reads the same files.
//
// An edit makes a new document out of one: it changes a single piece of the
// text, and the result is held against the tree that was meant, so that a text
// that was not understood leads to a refusal and not to a loss.
//
// The package must not import client, vpc or cobra: what a value means
// to the API is not its business.
package configfile
