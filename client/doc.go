// Package client is the typed client of the part of Cloudflare's v4 API that
// Workers VPC needs: services, tunnels, the bindings of Workers, accounts, and
// who is asking: users, their memberships and tokens.
//
// A request passes through a chain of small round-trippers, each in a file of
// its own: reauth, retry, auth, agent, trace, limit, and the transport beneath
// them.
// Replies are classified by the API's codes, never by their text. What a lost
// reply to a create left behind is found out by listing.
//
// It knows neither where credentials come from nor which backend answers.
package client
