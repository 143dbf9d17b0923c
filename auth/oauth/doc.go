// Package oauth is OAuth 2.0 as a program on somebody's machine speaks it, which
// can keep no client secret: the authorization code with PKCE and a loopback
// callback (RFC 6749, 7636, 8252), the device flow (RFC 8628), refresh, and
// revocation (RFC 7009).
//
// It is the protocol alone. Where tokens are kept, which client lariat is, and
// how a browser is opened is for its callers. No token, code or verifier is in
// its errors, whatever the server puts into its replies.
package oauth
