package e2e

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/cloudflare/cloudflare-go/v7"
	"github.com/cloudflare/cloudflare-go/v7/connectivity"
	"github.com/cloudflare/cloudflare-go/v7/option"

	"github.com/lariat-cli/lariat/vpc"
)

// The SDK names a type for every place that a value can stand at. These are
// the ones the tests use.
type (
	newParams     = connectivity.DirectoryServiceNewParams
	newHTTP       = connectivity.DirectoryServiceNewParamsBodyInfraHTTPServiceConfig
	newHTTPHost   = connectivity.DirectoryServiceNewParamsBodyInfraHTTPServiceConfigHostUnion
	newHostname   = connectivity.DirectoryServiceNewParamsBodyInfraHTTPServiceConfigHostInfraHostnameHost
	newResolver   = connectivity.DirectoryServiceNewParamsBodyInfraHTTPServiceConfigHostInfraHostnameHostResolverNetwork
	newDualStack  = connectivity.DirectoryServiceNewParamsBodyInfraHTTPServiceConfigHostInfraDualStackHost
	newDualNet    = connectivity.DirectoryServiceNewParamsBodyInfraHTTPServiceConfigHostInfraDualStackHostNetwork
	newTLS        = connectivity.DirectoryServiceNewParamsBodyInfraHTTPServiceConfigTLSSettings
	newTCP        = connectivity.DirectoryServiceNewParamsBodyInfraTCPServiceConfig
	newTCPHost    = connectivity.DirectoryServiceNewParamsBodyInfraTCPServiceConfigHostUnion
	newIPv4       = connectivity.DirectoryServiceNewParamsBodyInfraTCPServiceConfigHostInfraIPv4Host
	newIPv4Net    = connectivity.DirectoryServiceNewParamsBodyInfraTCPServiceConfigHostInfraIPv4HostNetwork
	updateParams  = connectivity.DirectoryServiceUpdateParams
	updateHTTP    = connectivity.DirectoryServiceUpdateParamsBodyInfraHTTPServiceConfig
	updateHost    = connectivity.DirectoryServiceUpdateParamsBodyInfraHTTPServiceConfigHostUnion
	updateIPv6    = connectivity.DirectoryServiceUpdateParamsBodyInfraHTTPServiceConfigHostInfraIPv6Host
	updateIPv6Net = connectivity.DirectoryServiceUpdateParamsBodyInfraHTTPServiceConfigHostInfraIPv6HostNetwork
)

const (
	sdkHTTP       = connectivity.DirectoryServiceNewParamsBodyInfraHTTPServiceConfigTypeHTTP
	sdkTCP        = connectivity.DirectoryServiceNewParamsBodyInfraTCPServiceConfigTypeTCP
	sdkPostgreSQL = connectivity.DirectoryServiceNewParamsBodyInfraTCPServiceConfigAppProtocolPostgresql
	sdkUpdateHTTP = connectivity.DirectoryServiceUpdateParamsBodyInfraHTTPServiceConfigTypeHTTP
)

// sdk is Cloudflare's client for the target. A failure is not repeated: the
// tests look at the first reply.
func sdk(a *target, token string) *cloudflare.Client {
	return cloudflare.NewClient(
		option.WithBaseURL(a.base+"/"), option.WithAPIToken(token), option.WithMaxRetries(0),
	)
}

func hostnameParams(a *target, name string) newParams {
	return newParams{AccountID: cloudflare.F(a.account), Body: newHTTP{
		Name: cloudflare.F(name), Type: cloudflare.F(sdkHTTP),
		Host: cloudflare.F[newHTTPHost](newHostname{
			Hostname:        cloudflare.F(name + ".internal"),
			ResolverNetwork: cloudflare.F(newResolver{TunnelID: cloudflare.F(a.tunnel)}),
		}),
	}}
}

// The three shapes of a host that differ most, as the SDK writes and reads them.
func TestSDKCreates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		body func(*target) connectivity.DirectoryServiceNewParamsBodyUnion
		want func(*target) vpc.Spec
	}{
		{"hostname with resolvers and TLS", func(a *target) connectivity.DirectoryServiceNewParamsBodyUnion {
			return newHTTP{
				Name: cloudflare.F("n"), Type: cloudflare.F(sdkHTTP), HTTPSPort: cloudflare.F(int64(8443)),
				Host: cloudflare.F[newHTTPHost](newHostname{
					Hostname: cloudflare.F("api.internal"),
					ResolverNetwork: cloudflare.F(newResolver{
						TunnelID: cloudflare.F(a.tunnel), ResolverIPs: cloudflare.F([]string{"10.0.0.53", "10.0.0.54"}),
					}),
				}),
				TLSSettings: cloudflare.F(newTLS{CERTVerificationMode: cloudflare.F("verify_ca")}),
			}
		}, func(a *target) vpc.Spec {
			return vpc.Spec{
				Name: "n", Type: vpc.TypeHTTP, HTTPSPort: new(8443),
				Host: vpc.Host{
					Hostname: "api.internal", TunnelID: a.tunnel, ResolverIPs: []string{"10.0.0.53", "10.0.0.54"},
				},
				TLS: &vpc.TLSSettings{CertVerificationMode: vpc.VerifyCA},
			}
		}},
		{"dual stack", func(a *target) connectivity.DirectoryServiceNewParamsBodyUnion {
			return newHTTP{
				Name: cloudflare.F("n"), Type: cloudflare.F(sdkHTTP),
				Host: cloudflare.F[newHTTPHost](newDualStack{
					IPV4: cloudflare.F("10.0.0.1"), IPV6: cloudflare.F("2001:db8::1"),
					Network: cloudflare.F(newDualNet{TunnelID: cloudflare.F(a.tunnel)}),
				}),
			}
		}, func(a *target) vpc.Spec {
			return vpc.Spec{
				Name: "n", Type: vpc.TypeHTTP, Host: vpc.Host{IPv4: "10.0.0.1", IPv6: "2001:db8::1", TunnelID: a.tunnel},
			}
		}},
		{"tcp", func(a *target) connectivity.DirectoryServiceNewParamsBodyUnion {
			return newTCP{
				Name: cloudflare.F("n"), Type: cloudflare.F(sdkTCP),
				TCPPort: cloudflare.F(int64(5432)), AppProtocol: cloudflare.F(sdkPostgreSQL),
				Host: cloudflare.F[newTCPHost](newIPv4{
					IPV4: cloudflare.F("10.0.0.9"), Network: cloudflare.F(newIPv4Net{TunnelID: cloudflare.F(a.tunnel)}),
				}),
			}
		}, func(a *target) vpc.Spec {
			return vpc.Spec{
				Name: "n", Type: vpc.TypeTCP, TCPPort: new(5432), AppProtocol: vpc.AppPostgreSQL,
				Host: vpc.Host{IPv4: "10.0.0.9", TunnelID: a.tunnel},
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := newTarget(t)
			s, err := sdk(a, a.token).Connectivity.Directory.Services.New(t.Context(),
				newParams{AccountID: cloudflare.F(a.account), Body: tt.body(a)})
			if err != nil {
				t.Fatal(err)
			}
			held := a.service(t)
			checkSpec(t, held, tt.want(a))
			checkReply(t, s.JSON.RawJSON(), held)
			if s.ServiceID != held.ID || !s.CreatedAt.Equal(held.CreatedAt) {
				t.Errorf("the SDK read %s of %s, the backend holds %s of %s", s.ServiceID, s.CreatedAt, held.ID, held.CreatedAt)
			}
		})
	}
}

// The five operations of the directory, one after the other.
func TestSDKServices(t *testing.T) {
	t.Parallel()
	a := newTarget(t)
	services := sdk(a, a.token).Connectivity.Directory.Services
	account := cloudflare.F(a.account)

	created, err := services.New(t.Context(), hostnameParams(a, "api"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := services.Get(t.Context(), created.ServiceID, connectivity.DirectoryServiceGetParams{AccountID: account})
	if err != nil {
		t.Fatal(err)
	}
	checkReply(t, got.JSON.RawJSON(), a.service(t))

	updated, err := services.Update(t.Context(), created.ServiceID, updateParams{AccountID: account, Body: updateHTTP{
		Name: cloudflare.F("web"), Type: cloudflare.F(sdkUpdateHTTP), HTTPPort: cloudflare.F(int64(8080)),
		Host: cloudflare.F[updateHost](updateIPv6{
			IPV6: cloudflare.F("2001:db8::1"), Network: cloudflare.F(updateIPv6Net{TunnelID: cloudflare.F(a.tunnel)}),
		}),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if updated.ServiceID != created.ServiceID {
		t.Errorf("the update gave the id %s, want %s", updated.ServiceID, created.ServiceID)
	}
	checkSpec(t, a.service(t), vpc.Spec{
		Name: "web", Type: vpc.TypeHTTP, HTTPPort: new(8080),
		Host: vpc.Host{IPv6: "2001:db8::1", TunnelID: a.tunnel},
	})

	if err := services.Delete(t.Context(), created.ServiceID,
		connectivity.DirectoryServiceDeleteParams{AccountID: account}); err != nil {
		t.Fatal(err)
	}
	if left := a.services(t); len(left) != 0 {
		t.Errorf("after the delete: %v", left)
	}
}

// The SDK asks for pages until one is empty: facts/cloudflare-api.md 0.2.
func TestSDKPages(t *testing.T) {
	t.Parallel()
	a := newTarget(t)
	names := numbered(7)
	createServices(t, a, names...)
	createTCP(t, a, "db")
	services := sdk(a, a.token).Connectivity.Directory.Services
	for _, tt := range []struct {
		name  string
		query connectivity.DirectoryServiceListParams
		want  []string
		pages int
	}{
		{"all at once", connectivity.DirectoryServiceListParams{}, append(slices.Clone(names), "db"), 2},
		{"three at a time", connectivity.DirectoryServiceListParams{PerPage: cloudflare.F(int64(3))},
			append(slices.Clone(names), "db"), 4},
		{"of one type", connectivity.DirectoryServiceListParams{
			Type: cloudflare.F(connectivity.DirectoryServiceListParamsTypeTCP),
		}, []string{"db"}, 2},
	} {
		before := len(a.all())
		tt.query.AccountID = cloudflare.F(a.account)
		var got []string
		pages := services.ListAutoPaging(t.Context(), tt.query)
		for pages.Next() {
			got = append(got, pages.Current().Name)
		}
		if err := pages.Err(); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		slices.Sort(got)
		slices.Sort(tt.want)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
		if asked := len(a.all()) - before; asked != tt.pages {
			t.Errorf("%s: %d pages were asked for, want %d", tt.name, asked, tt.pages)
		}
	}
}

func createTCP(t *testing.T, a *target, name string) {
	t.Helper()
	_, err := sdk(a, a.token).Connectivity.Directory.Services.New(t.Context(), newParams{
		AccountID: cloudflare.F(a.account), Body: newTCP{
			Name: cloudflare.F(name), Type: cloudflare.F(sdkTCP), TCPPort: cloudflare.F(int64(5432)),
			Host: cloudflare.F[newTCPHost](newIPv4{
				IPV4: cloudflare.F("10.0.0.9"), Network: cloudflare.F(newIPv4Net{TunnelID: cloudflare.F(a.tunnel)}),
			}),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkReply compares what the SDK read with what the backend holds.
func checkReply(t *testing.T, raw string, held vpc.Service) {
	t.Helper()
	var got vpc.Service
	if err := json.Unmarshal([]byte(raw), &got); err != nil {
		t.Fatal(err)
	}
	if got.ID != held.ID || !got.CreatedAt.Equal(held.CreatedAt) || !got.UpdatedAt.Equal(held.UpdatedAt) {
		t.Errorf("the SDK read %+v, the backend holds %+v", got, held)
	}
	checkSpec(t, got, held.Spec)
}
