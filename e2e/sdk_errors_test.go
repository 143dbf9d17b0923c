package e2e

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cloudflare/cloudflare-go/v7"
	"github.com/cloudflare/cloudflare-go/v7/connectivity"
	"github.com/cloudflare/cloudflare-go/v7/zero_trust"

	"github.com/lariat-cli/lariat/backend"
)

// What goes wrong, as a program that uses the SDK meets it: a typed error with
// status, code and message (facts/cloudflare-api.md 1.5, 2.3 and 3.3), and a
// backend that holds what it held.
func TestSDKErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		token   func(*testing.T, *target) string // nil for the admin's
		call    func(context.Context, *target, *cloudflare.Client) error
		status  int
		code    int64
		message string // a part of it
	}{
		{name: "name taken", status: 400, code: 5101, message: "Service name 'taken' already exists",
			call: create(func(a *target) newParams { return hostnameParams(a, "taken") })},
		{name: "unknown tunnel", status: 400, code: 5101, message: "Tunnel ID Not Found",
			call: create(func(a *target) newParams {
				return changed(hostnameParams(a, "n"), func(b *newHTTP) {
					b.Host = cloudflare.F[newHTTPHost](newHostname{
						Hostname:        cloudflare.F("h"),
						ResolverNetwork: cloudflare.F(newResolver{TunnelID: cloudflare.F(unknownID)}),
					})
				})
			})},
		{name: "no host", status: 400, code: 5102, message: "missing field `host`",
			call: create(func(a *target) newParams {
				return changed(hostnameParams(a, "n"), func(b *newHTTP) { b.Host = newHTTP{}.Host })
			})},
		{name: "port out of range", status: 400, code: 5101, message: "http_port",
			call: create(func(a *target) newParams {
				return changed(hostnameParams(a, "n"), func(b *newHTTP) { b.HTTPPort = cloudflare.F(int64(70000)) })
			})},
		{name: "port zero", status: 400, code: 5101, message: "http_port",
			call: create(func(a *target) newParams {
				return changed(hostnameParams(a, "n"), func(b *newHTTP) { b.HTTPPort = cloudflare.F(int64(0)) })
			})},
		{name: "get of an unknown id", status: 404, code: 5104, message: unknownID,
			call: func(ctx context.Context, a *target, c *cloudflare.Client) error {
				_, err := c.Connectivity.Directory.Services.Get(ctx, unknownID,
					connectivity.DirectoryServiceGetParams{AccountID: cloudflare.F(a.account)})
				return err
			}},
		{name: "update of an unknown id", status: 404, code: 5104, message: unknownID, call: update(unknownID)},
		{name: "delete of an unknown id", status: 404, code: 5104, message: unknownID, call: remove},
		{name: "another account", status: 403, code: 10000,
			call: func(ctx context.Context, _ *target, c *cloudflare.Client) error {
				_, err := c.Connectivity.Directory.Services.List(ctx, connectivity.DirectoryServiceListParams{
					AccountID: cloudflare.F("0123456789abcdef0123456789abcdef"),
				})
				return err
			}},
		{name: "create with a token that may only read", token: role(backend.RoleRead), status: 403, code: 10000,
			call: create(func(a *target) newParams { return hostnameParams(a, "n") })},
		{name: "update with a token that may only bind", token: role(backend.RoleBind), status: 403, code: 10000,
			call: update(unknownID)},
		{name: "delete with a token that may only read", token: role(backend.RoleRead), status: 403, code: 10000, call: remove},
		{name: "unknown token", token: func(*testing.T, *target) string { return "wrong" }, status: 401, code: 1000,
			call: create(func(a *target) newParams { return hostnameParams(a, "n") })},
		{name: "tunnel name taken", status: 409, code: 1013,
			call: func(ctx context.Context, a *target, c *cloudflare.Client) error {
				_, err := c.ZeroTrust.Tunnels.Cloudflared.New(ctx, zero_trust.TunnelCloudflaredNewParams{
					AccountID: cloudflare.F(a.account), Name: cloudflare.F("local"),
				})
				return err
			}},
		{name: "unknown tunnel id", status: 404, code: 1003,
			call: func(ctx context.Context, a *target, c *cloudflare.Client) error {
				_, err := c.ZeroTrust.Tunnels.Cloudflared.Get(ctx, unknownID,
					zero_trust.TunnelCloudflaredGetParams{AccountID: cloudflare.F(a.account)})
				return err
			}},
		{name: "delete of a connected tunnel", status: 400, code: 1022,
			call: func(ctx context.Context, a *target, c *cloudflare.Client) error {
				_, err := c.ZeroTrust.Tunnels.Cloudflared.Delete(ctx, a.tunnel,
					zero_trust.TunnelCloudflaredDeleteParams{AccountID: cloudflare.F(a.account)})
				return err
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := newTarget(t)
			createServices(t, a, "taken")
			connect(t, a, a.tunnel)
			token := a.token
			if tt.token != nil {
				token = tt.token(t, a)
			}
			services, tunnels := a.services(t), a.tunnels(t)

			err := tt.call(t.Context(), a, sdk(a, token))

			apiErr, ok := errors.AsType[*cloudflare.Error](err)
			if !ok {
				t.Fatalf("got %v, want an error of the API", err)
			}
			var codes []int64
			var messages []string
			for _, e := range apiErr.Errors {
				codes = append(codes, e.Code)
				messages = append(messages, e.Message)
			}
			if apiErr.StatusCode != tt.status || !slices.Contains(codes, tt.code) {
				t.Errorf("got status %d and codes %v, want %d and %d", apiErr.StatusCode, codes, tt.status, tt.code)
			}
			if all := strings.Join(messages, "; "); !strings.Contains(all, tt.message) {
				t.Errorf("the message is %q, want it to contain %q", all, tt.message)
			}
			checkUnchanged(t, a, services, tunnels)
		})
	}
}

func create(params func(*target) newParams) func(context.Context, *target, *cloudflare.Client) error {
	return func(ctx context.Context, a *target, c *cloudflare.Client) error {
		_, err := c.Connectivity.Directory.Services.New(ctx, params(a))
		return err
	}
}

func update(id string) func(context.Context, *target, *cloudflare.Client) error {
	return func(ctx context.Context, a *target, c *cloudflare.Client) error {
		_, err := c.Connectivity.Directory.Services.Update(ctx, id, updateParams{
			AccountID: cloudflare.F(a.account), Body: updateHTTP{
				Name: cloudflare.F("n"), Type: cloudflare.F(sdkUpdateHTTP),
				Host: cloudflare.F[updateHost](updateIPv6{
					IPV6: cloudflare.F("2001:db8::1"), Network: cloudflare.F(updateIPv6Net{TunnelID: cloudflare.F(a.tunnel)}),
				}),
			},
		})
		return err
	}
}

func remove(ctx context.Context, a *target, c *cloudflare.Client) error {
	return c.Connectivity.Directory.Services.Delete(ctx, unknownID,
		connectivity.DirectoryServiceDeleteParams{AccountID: cloudflare.F(a.account)})
}

// changed returns the parameters with their body changed.
func changed(p newParams, change func(*newHTTP)) newParams {
	body, ok := p.Body.(newHTTP)
	if !ok {
		panic("the body is no http service")
	}
	change(&body)
	p.Body = body
	return p
}
