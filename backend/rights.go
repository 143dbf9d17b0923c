package backend

// rights are what a credential allows, as a set.
type rights uint16

// Each right stands for what one or more permission groups, roles and scopes
// have in common.
const (
	readDirectory rights = 1 << iota
	bindServices
	editDirectory // and bind a tunnel directly
	readTunnels
	editTunnels
	readWorkers
	editWorkers
	readAccounts
	readUser
	readMemberships
	readTokens        // the tokens of the user
	readAccountTokens // the tokens that an account owns
)

const (
	noRight  rights = 0
	allRight rights = 1<<12 - 1
)

// Rights that come together. Every right in the directory carries that to see
// tunnels (facts/cloudflare-api.md 4.1).
const (
	mayRead   = readDirectory | readTunnels
	mayBind   = mayRead | bindServices
	mayAdmin  = mayBind | editDirectory
	mayScript = readWorkers | editWorkers
	mayTunnel = readTunnels | editTunnels
)

func (r rights) allow(needed rights) bool { return r&needed == needed }
