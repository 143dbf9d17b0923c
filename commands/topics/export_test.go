package topics

// ProjectVariables tells of each variable of Cloudflare's whether help says
// that a project's .env may set it.
func ProjectVariables() map[string]bool {
	found := map[string]bool{}
	for _, v := range variables() {
		found[v.name] = v.project
	}
	return found
}
