// Package backend is an embedded stand-in for the part of Cloudflare's API
// that Workers VPC needs: an http.Handler over SQLite. It answers as the
// recorded live API does; what the records leave open is answered in one way,
// listed in UNKNOWNS.md.
//
// The caller owns the listener and its lifetime. It must not import client,
// commands or configfile: the client is tested against it, not with it.
package backend
