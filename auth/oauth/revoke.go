package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Revoke ends a login by its refresh token (RFC 7009). A token that the server
// does not know any more is no error.
func (c Config) Revoke(ctx context.Context, refreshToken string) error {
	if err := c.check(c.Endpoint.RevokeURL); err != nil {
		return err
	}
	limited, cancel := c.limited(ctx)
	defer cancel()
	form := url.Values{
		"client_id": {c.ClientID}, "token": {refreshToken}, "token_type_hint": {"refresh_token"},
	}
	r, err := http.NewRequestWithContext(limited, http.MethodPost, c.Endpoint.RevokeURL, strings.NewReader(form.Encode()))
	if err != nil {
		return &EndpointError{"cannot be parsed"}
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := c.client(limited).Do(r)
	if err != nil {
		return c.explain(ctx, err, nil)
	}
	defer resp.Body.Close()
	if resp.StatusCode < 300 {
		return nil
	}
	var reply struct {
		Code        string `json:"error"`
		Description string `json:"error_description"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&reply); err != nil && !errors.Is(err, io.EOF) {
		reply.Code = "" // what is not OAuth's reply says nothing
	}
	return c.refusal(reply.Code, reply.Description, resp.StatusCode, []string{refreshToken})
}
