package e2e

import (
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/cloudflare/cloudflare-go/v7"
	"github.com/cloudflare/cloudflare-go/v7/zero_trust"

	"github.com/lariat-cli/lariat/vpc"
)

// The operations of a tunnel's life, one after the other.
func TestSDKTunnels(t *testing.T) {
	t.Parallel()
	a := newTarget(t)
	tunnels := sdk(a, a.token).ZeroTrust.Tunnels.Cloudflared
	account := cloudflare.F(a.account)

	created, err := tunnels.New(t.Context(), zero_trust.TunnelCloudflaredNewParams{
		AccountID: account, Name: cloudflare.F("office"),
		ConfigSrc: cloudflare.F(zero_trust.TunnelCloudflaredNewParamsConfigSrcCloudflare),
	})
	if err != nil {
		t.Fatal(err)
	}
	if created.Name != "office" || created.AccountTag != a.account || created.Status != "inactive" {
		t.Errorf("created %+v", created)
	}

	renamed, err := tunnels.Edit(t.Context(), created.ID, zero_trust.TunnelCloudflaredEditParams{
		AccountID: account, Name: cloudflare.F("branch"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if renamed.ID != created.ID || renamed.Name != "branch" {
		t.Errorf("renamed %+v", renamed)
	}

	connector := connect(t, a, created.ID)
	got, err := tunnels.Get(t.Context(), created.ID, zero_trust.TunnelCloudflaredGetParams{AccountID: account})
	if err != nil {
		t.Fatal(err)
	}
	if got.Status != "healthy" || got.Name != "branch" || got.ConnsActiveAt.IsZero() || !got.DeletedAt.IsZero() {
		t.Errorf("got %+v", got)
	}
	checkConnections(t, a, created.ID, connector)

	if _, err := tunnels.Connections.Delete(t.Context(), created.ID,
		zero_trust.TunnelCloudflaredConnectionDeleteParams{AccountID: account}); err != nil {
		t.Fatal(err)
	}
	deleted, err := tunnels.Delete(t.Context(), created.ID, zero_trust.TunnelCloudflaredDeleteParams{AccountID: account})
	if err != nil {
		t.Fatal(err)
	}
	if deleted.ID != created.ID || deleted.DeletedAt.IsZero() {
		t.Errorf("deleted %+v", deleted)
	}
	if left := a.tunnels(t); len(left) != 1 || left[0].ID != a.tunnel {
		t.Errorf("after the delete: %v", left)
	}
}

// checkConnections compares a tunnel's only connector with what the SDK reads.
func checkConnections(t *testing.T, a *target, tunnel string, want vpc.Connector) {
	t.Helper()
	pages := sdk(a, a.token).ZeroTrust.Tunnels.Cloudflared.Connections.GetAutoPaging(t.Context(), tunnel,
		zero_trust.TunnelCloudflaredConnectionGetParams{AccountID: cloudflare.F(a.account)})
	var connectors []zero_trust.Client
	for pages.Next() {
		connectors = append(connectors, pages.Current())
	}
	if err := pages.Err(); err != nil {
		t.Fatal(err)
	}
	if len(connectors) != 1 {
		t.Fatalf("%d connectors, want 1", len(connectors))
	}
	got := connectors[0]
	if got.ID != want.ID || got.Version != want.Version || got.Arch != want.Arch || len(got.Conns) != len(want.Connections) {
		t.Errorf("connector %+v, want %+v", got, want)
	}
	for i, conn := range got.Conns {
		if w := want.Connections[i]; conn.ID != w.ID || conn.ColoName != w.ColoName || conn.OriginIP != w.OriginIP {
			t.Errorf("connection %d is %+v, want %+v", i, conn, w)
		}
	}
}

// Deleted tunnels are listed only where they are asked for.
func TestSDKTunnelLists(t *testing.T) {
	t.Parallel()
	a := newTarget(t)
	tunnels := sdk(a, a.token).ZeroTrust.Tunnels.Cloudflared
	account := cloudflare.F(a.account)
	gone, err := tunnels.New(t.Context(), zero_trust.TunnelCloudflaredNewParams{
		AccountID: account, Name: cloudflare.F("gone"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tunnels.Delete(t.Context(), gone.ID,
		zero_trust.TunnelCloudflaredDeleteParams{AccountID: account}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name  string
		query zero_trust.TunnelCloudflaredListParams
		want  []string
	}{
		{"living", zero_trust.TunnelCloudflaredListParams{IsDeleted: cloudflare.F(false)}, []string{"local"}},
		{"deleted", zero_trust.TunnelCloudflaredListParams{IsDeleted: cloudflare.F(true)}, []string{"gone"}},
		{"by name", zero_trust.TunnelCloudflaredListParams{Name: cloudflare.F("local")}, []string{"local"}},
		{"by another name", zero_trust.TunnelCloudflaredListParams{Name: cloudflare.F("nowhere")}, nil},
	} {
		tt.query.AccountID = account
		var got []string
		pages := tunnels.ListAutoPaging(t.Context(), tt.query)
		for pages.Next() {
			got = append(got, pages.Current().Name)
		}
		if err := pages.Err(); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if len(got) != len(tt.want) || len(got) == 1 && got[0] != tt.want[0] {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// The token is what `cloudflared tunnel run` takes: facts/cloudflare-api.md 3.1.
func TestSDKTunnelToken(t *testing.T) {
	t.Parallel()
	a := newTarget(t)
	token, err := sdk(a, a.token).ZeroTrust.Tunnels.Cloudflared.Token.Get(t.Context(), a.tunnel,
		zero_trust.TunnelCloudflaredTokenGetParams{AccountID: cloudflare.F(a.account)})
	if err != nil {
		t.Fatal(err)
	}
	data, err := base64.StdEncoding.DecodeString(*token)
	if err != nil {
		t.Fatal(err)
	}
	var parts struct{ A, T, S string }
	if err := json.Unmarshal(data, &parts); err != nil {
		t.Fatal(err)
	}
	if parts.A != a.account || parts.T != a.tunnel || parts.S == "" {
		t.Errorf("the token names account %q, tunnel %q and a secret of %d characters", parts.A, parts.T, len(parts.S))
	}
}
