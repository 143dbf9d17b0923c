// Package e2e drives lariat's backend with clients that others wrote: the
// Wrangler from npm, unmodified, and Cloudflare's Go SDK; and lariat's logins with
// a browser and a keyring that people have, Chromium and GNOME's. It is a module
// of its own, so that what they weigh stays out of lariat's.
//
// What crossed the wire is checked against the OpenAPI contract where that file
// lies beside the repository, and the bodies that Wrangler sends are those that
// lariat sends for the same flags.
//
// The Wrangler tests need LARIAT_E2E_WRANGLER, the folder that .ci/wrangler
// prints; those of logins what .ci/debian installs. With -artifacts the pages of a
// login are kept as images: `go test -run TestChromium -artifacts -outputdir
// FOLDER`, where FOLDER is outside of git.
package e2e
