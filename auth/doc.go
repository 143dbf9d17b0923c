// Package auth finds the credentials that a command uses and says where they
// came from, so that a refusal can name the source to mend.
//
// It knows nothing of the API client or of commands: both learn credentials
// through the small types here, and neither is imported.
package auth
