// Package configfile finds and reads the configuration of a Workers project:
// wrangler.json, wrangler.jsonc and wrangler.toml, the deploy redirect and the
// .env files beside them.
//
// All formats become one Document in which every value keeps its range in the
// file, so that a check can point at it and an editor can change it without
// losing a comment. Discovery, dialect and inheritance follow Wrangler 4.164
// (facts/wrangler.md sections 1 and 2), since Wrangler reads the same files.
//
// The package must not import client, vpc, cobra or viper: what a value means
// to the API is not its business.
package configfile
