package backend

// oauthClient is a public client (RFC 6749, 2.1): it has no secret.
type oauthClient struct{ ID, Name string }

// clientLariat is lariat's own client id here, part of what the two agree on.
const clientLariat = "lariat"

// oauthClients are all that are known, Wrangler's with its own ids
// (facts/wrangler.md 5.2), so that it works here as it is.
func oauthClients() []oauthClient {
	return []oauthClient{
		{clientLariat, "lariat"},
		{"54d11594-84e4-41aa-b438-e81b8fa78ee7", "Wrangler"},
		{"4b2ea6cc-9421-4761-874b-ce550e0e3def", "Wrangler (staging)"},
	}
}

func findClient(id string) (oauthClient, bool) {
	for _, c := range oauthClients() {
		if c.ID == id {
			return c, true
		}
	}
	return oauthClient{}, false
}
