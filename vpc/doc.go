// Package vpc holds the words of Cloudflare Workers VPC: services of the
// connectivity directory, tunnels and their connectors, the JSON they travel
// in, and the rules that a service has to meet.
//
// The client, the embedded backend, the checks and the gateway share it, so it
// imports nothing but the standard library.
package vpc
