package backend

import "net/http"

// tokenEndpoint gives tokens for what a client has: a code, a refresh token, or a
// device's code.
func (h *handler) tokenEndpoint(w http.ResponseWriter, r *http.Request) {
	reply, err := h.exchange(r)
	writeOAuth(w, r, reply, err)
}

func (h *handler) exchange(r *http.Request) (tokenReply, error) {
	f, err := readPosted(r)
	if err != nil {
		return tokenReply{}, err
	}
	client, err := f.client(r)
	if err != nil {
		return tokenReply{}, err
	}
	switch kind := f.Get("grant_type"); kind {
	case "authorization_code":
		got := redemption{client.ID, f.Get("code"), f.Get("redirect_uri"), f.Get("code_verifier")}
		return h.store.redeem(r.Context(), got, h.life)
	case "refresh_token":
		return h.store.refresh(r.Context(), client.ID, f.Get("refresh_token"), f.Get("scope"), h.life)
	case "urn:ietf:params:oauth:grant-type:device_code":
		return h.store.poll(r.Context(), client.ID, f.Get("device_code"), h.life)
	case "":
		return tokenReply{}, badRequest("grant_type is missing")
	default:
		return tokenReply{}, &oauthError{code: "unsupported_grant_type", about: "unknown grant_type " + quoted(kind)}
	}
}

// revokeEndpoint ends a login (RFC 7009). The hint is not needed: a hash finds either
// token.
func (h *handler) revokeEndpoint(w http.ResponseWriter, r *http.Request) {
	writeOAuth(w, r, struct{}{}, h.revokeToken(r))
}

func (h *handler) revokeToken(r *http.Request) error {
	f, err := readPosted(r)
	if err != nil {
		return err
	}
	client, err := f.client(r)
	if err != nil {
		return err
	}
	if f.Get("token") == "" {
		return badRequest("token is missing")
	}
	return h.store.revoke(r.Context(), client.ID, f.Get("token"))
}
