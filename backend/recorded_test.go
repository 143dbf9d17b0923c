package backend_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/vpc"
)

// The parts of replies that every reply repeats. The two products order the
// keys of their envelope differently.
const (
	dirOK   = `,"success":true,"errors":[],"messages":[]}`
	otherOK = `{"success":true,"errors":[],"messages":[],"result":`
	connA   = `{"colo_name":"khh01","uuid":"9e04edf6-f8b4-4479-86ad-8b0b6ec99300","id":"9e04edf6-f8b4-4479-86ad-8b0b6ec99300",` +
		`"is_pending_reconnect":false,"origin_ip":"203.0.113.10","opened_at":"2026-09-29T06:58:12.155536Z",` +
		`"client_id":"b51d9d55-5121-4116-a420-fb571c6e335a","client_version":"2025.11.1"}`
	connB = `{"colo_name":"tpe01","uuid":"34c31d9d-4477-447b-9e51-b9ef32fbf6f0","id":"34c31d9d-4477-447b-9e51-b9ef32fbf6f0",` +
		`"is_pending_reconnect":false,"origin_ip":"203.0.113.10","opened_at":"2026-09-29T06:58:12.484201Z",` +
		`"client_id":"b51d9d55-5121-4116-a420-fb571c6e335a","client_version":"2025.11.1"}`
)

// story plays the recorded session: one tunnel and its services, from creation
// to what is left after deletion. The clock says what the recordings say, so
// that the times need no masks.
type story struct {
	*api
	clock           *time.Time
	tunnel, service string
}

func (s *story) at(t *testing.T, text string) {
	t.Helper()
	now, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	*s.clock = now
}

// want sends a request and compares the whole reply. TUNNEL and SERVICE stand
// for the story's ids.
func (s *story) want(t *testing.T, id, method, path, body string, status int, reply string) {
	t.Helper()
	ids := strings.NewReplacer("TUNNEL", s.tunnel, "SERVICE", s.service, "ACCOUNT", s.store.Account().ID)
	gotStatus, got := s.do(method, ids.Replace(path), ids.Replace(body))
	if m := regexp.MustCompile(`^\{"result":\{"service_id":"([^"]+)"`).FindStringSubmatch(got); m != nil {
		got = strings.Replace(got, m[1], "SERVICE", 1)
		s.service = m[1]
	}
	if want := ids.Replace(reply); gotStatus != status || ids.Replace(got) != want {
		t.Errorf("%s: %s %s: %d\n got %s\nwant %d\n     %s", id, method, path, gotStatus, ids.Replace(got), status, want)
	}
}

func (s *story) connect(t *testing.T, connectors ...vpc.Connector) {
	t.Helper()
	if err := s.store.SetConnectors(t.Context(), s.tunnel, connectors); err != nil {
		t.Fatal(err)
	}
}

func newStory(t *testing.T) *story {
	t.Helper()
	now := time.Date(2026, 9, 29, 6, 57, 52, 563255000, time.UTC)
	s := &story{clock: &now}
	store, err := backend.Open(t.Context(), t.TempDir(), backend.WithStoreClock(func() time.Time { return *s.clock }))
	if err != nil {
		t.Fatal(err)
	}
	s.api = newAPIOver(t, store)
	_, body := s.do("POST", "cfd_tunnel", `{"name":"spike","config_src":"cloudflare"}`)
	s.tunnel = firstID(body)
	s.service = "00000000-0000-7000-8000-000000000000"
	return s
}

const (
	tunnelHead = `{"id":"TUNNEL","account_tag":"ACCOUNT","created_at":"2026-09-29T06:57:52.563255Z","deleted_at":`
	tunnelTail = `,"tun_type":"cfd_tunnel","metadata":{},"status":`
	remote     = `,"remote_config":true,"config_src":"cloudflare"}}`
	deletedRow = otherOK + tunnelHead + `"2026-09-29T07:06:00.497020Z","name":"spike","connections":[],"conns_active_at":null,` +
		`"conns_inactive_at":"2026-09-29T07:05:50.084282Z"` + tunnelTail + `"down","remote_config":false}}`
	configTail = `,"warp-routing":{"enabled":false}},"source":"cloudflare","created_at":`
)

// Each step carries the number of its recording (facts/cloudflare-api.md).
func TestRecordedTunnel(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.want(t, "L0040", "GET", "cfd_tunnel/TUNNEL", "", 200, otherOK+tunnelHead+`null,"name":"spike","connections":[],`+
		`"conns_active_at":null,"conns_inactive_at":"2026-09-29T06:57:52.563255Z"`+tunnelTail+`"inactive"`+remote)
	s.at(t, "2026-09-29T06:58:20Z")
	opened := time.Date(2026, 9, 29, 6, 58, 12, 155536000, time.UTC)
	s.connect(t, vpc.Connector{
		ID: "b51d9d55-5121-4116-a420-fb571c6e335a", Version: "2025.11.1", Arch: "darwin_arm64",
		Features: []string{"allow_remote_config", "management_logs"}, RunAt: opened,
		Connections: []vpc.Connection{
			{ID: "9e04edf6-f8b4-4479-86ad-8b0b6ec99300", ColoName: "khh01", OriginIP: "203.0.113.10", OpenedAt: opened},
			{ID: "34c31d9d-4477-447b-9e51-b9ef32fbf6f0", ColoName: "tpe01", OriginIP: "203.0.113.10",
				OpenedAt: opened.Add(328665 * time.Microsecond)},
		},
	})
	s.want(t, "L0042", "GET", "cfd_tunnel/TUNNEL/connections", "", 200, otherOK+
		`[{"id":"b51d9d55-5121-4116-a420-fb571c6e335a","features":["allow_remote_config","management_logs"],`+
		`"version":"2025.11.1","arch":"darwin_arm64","conns":[`+connA+`,`+connB+`],`+
		`"run_at":"2026-09-29T06:58:12.155536Z","ha_status":null}]}`)
	s.want(t, "L0043", "GET", "cfd_tunnel/TUNNEL", "", 200, otherOK+tunnelHead+`null,"name":"spike","connections":[`+
		connA+`,`+connB+`],"conns_active_at":"2026-09-29T06:58:12.155536Z","conns_inactive_at":null`+tunnelTail+`"healthy"`+remote)
	s.want(t, "L0095", "DELETE", "cfd_tunnel/TUNNEL", "", 400, `{"success":false,"errors":[{"code":1022,"message":`+
		`"This tunnel has active connections. Please stop all cloudflared replicas, or wait a few minutes for connections `+
		`to close, then try again."}],"messages":[],"result":null}`)
	s.at(t, "2026-09-29T07:05:50.084282Z")
	s.connect(t)
	s.want(t, "L0097", "GET", "cfd_tunnel/TUNNEL", "", 200, otherOK+tunnelHead+`null,"name":"spike","connections":[],`+
		`"conns_active_at":null,"conns_inactive_at":"2026-09-29T07:05:50.084282Z"`+tunnelTail+`"down"`+remote)
	s.at(t, "2026-09-29T07:06:00.497020Z")
	s.want(t, "L0099", "DELETE", "cfd_tunnel/TUNNEL", "", 200, deletedRow)
	s.want(t, "L0101", "GET", "cfd_tunnel/TUNNEL", "", 200, deletedRow)
	s.want(t, "L0102", "GET", "cfd_tunnel?name=spike&is_deleted=false", "", 200,
		otherOK+`[],"result_info":{"page":1,"per_page":1000,"count":0,"total_count":0}}`)
	s.want(t, "L0103", "GET", "cfd_tunnel/TUNNEL/configurations", "", 404, `{"success":false,"errors":[{"code":1055,`+
		`"message":"Configuration for tunnel not found"}],"messages":[],"result":null}`)
}

func TestRecordedConfigurations(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	const path = "cfd_tunnel/TUNNEL/configurations"
	const result = otherOK + `{"tunnel_id":"TUNNEL","version":`
	s.want(t, "L0044", "GET", path, "", 200,
		result+`0,"config":null,"source":"cloudflare","created_at":"2026-09-29T06:57:52.563255Z"}}`)
	s.at(t, "2026-09-29T06:58:49.437085Z")
	const first = result + `1,"config":{"ingress":[{"service":"http://127.0.0.1:18080","hostname":"a.invalid"},` +
		`{"path":"^/api","service":"http://127.0.0.1:18081","hostname":"b.invalid","originRequest":{"connectTimeout":10}},` +
		`{"service":"http_status:404"}]` + configTail + `"2026-09-29T06:58:49.437085Z"}}`
	s.want(t, "L0045", "PUT", path, `{"config":{"ingress":[{"hostname":"a.invalid","service":"http://127.0.0.1:18080"},`+
		`{"hostname":"b.invalid","path":"^/api","service":"http://127.0.0.1:18081","originRequest":{"connectTimeout":10}},`+
		`{"service":"http_status:404"}],"warp-routing":{"enabled":false}}}`, 200, first)
	s.want(t, "L0046", "GET", path, "", 200, first)
	s.at(t, "2026-09-29T06:59:09.488881Z")
	const second = result + `2,"config":{"ingress":[{"service":"http://127.0.0.1:18080","hostname":"c.invalid"},` +
		`{"service":"http_status:404"}]` + configTail + `"2026-09-29T06:59:09.488881Z"}}`
	s.want(t, "L0048", "PUT", path, `{"config":{"ingress":[{"hostname":"c.invalid","service":"http://127.0.0.1:18080"},`+
		`{"service":"http_status:404"}]}}`, 200, second)
	const bad = `{"success":false,"errors":[{"code":1056,"message":"Bad Configuration: Validation failed: `
	s.want(t, "L0050", "PUT", path, `{"config":{"ingress":[{"hostname":"d.invalid","service":"http://127.0.0.1:18080"}]}}`, 400,
		bad+`The last ingress rule must match all URLs (i.e. it should not have a hostname or path filter)\n"}],"messages":[],"result":null}`)
	s.want(t, "L0051", "PUT", path, `{"config":{"ingress":[]}}`, 400,
		bad+`The config file doesn't contain any ingress rules\n"}],"messages":[],"result":null}`)
	s.want(t, "L0049", "GET", path, "", 200, second)
}

const (
	service25 = `"host":{"ipv4":"127.0.0.1","ipv6":null,"hostname":null,"network":{"tunnel_id":"TUNNEL"},` +
		`"resolver_network":null},"created_at":"2026-09-29T06:59:25Z","updated_at":"2026-09-29T06:59:25Z"}` + dirOK
	dirFailed = `{"result":null,"success":false,"errors":[{"code":`
)

func TestRecordedServices(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	const path = "connectivity/directory/services"
	s.at(t, "2026-09-29T06:59:25.9Z")
	const ipv4 = `{"name":"three","type":"http","host":{"ipv4":"127.0.0.1","network":{"tunnel_id":"TUNNEL"}},"http_port":18080}`
	const three = `{"service_id":"SERVICE","type":"http","name":"three","http_port":18080,"https_port":null,` + service25
	s.want(t, "L0052", "POST", path, ipv4, 200, `{"result":`+three)
	s.want(t, "L0059", "POST", path, ipv4, 400,
		dirFailed+`5101,"message":"request contained invalid parameters: Service name 'three' already exists"}],"messages":[]}`)
	s.want(t, "L0060", "POST", path, strings.NewReplacer("TUNNEL", "00000000-0000-4000-8000-000000000000", "three", "six").
		Replace(ipv4), 400,
		dirFailed+`5101,"message":"request contained invalid parameters: Tunnel ID Not Found"}],"messages":[]}`)
	s.want(t, "L0061", "POST", path, `{"name":"flare-spike-vpc-7","type":"http"}`, 400,
		dirFailed+`5102,"message":"invalid json: bad json data: missing field `+"`host`"+` at line 1 column 42"}],"messages":[]}`)
	s.want(t, "L0056", "POST", path, `{"name":"five","type":"tcp","app_protocol":"postgresql","tcp_port":5432,`+
		`"host":{"ipv4":"127.0.0.1","network":{"tunnel_id":"TUNNEL"}}}`, 200,
		`{"result":{"service_id":"SERVICE","type":"tcp","name":"five","tcp_port":5432,"app_protocol":"postgresql",`+service25)
	s.want(t, "L0057", "DELETE", path+"/SERVICE", "", 200, `{"result":null`+dirOK)
	s.want(t, "L0058", "GET", path+"/SERVICE", "", 404,
		dirFailed+`5104,"message":"Service (ID: \"SERVICE\") not found"}],"messages":[]}`)
	s.want(t, "L0055", "POST", path, `{"name":"four","type":"http","host":{"hostname":"localhost","resolver_network":`+
		`{"tunnel_id":"TUNNEL"}},"http_port":18080}`, 200, hostnameReply("localhost", "", "06:59:25"))
	s.at(t, "2026-09-29T07:03:11.4Z")
	s.want(t, "L0070", "PUT", path+"/SERVICE", `{"name":"four","type":"http","host":{"hostname":"marker.x.local",`+
		`"resolver_network":{"tunnel_id":"TUNNEL","resolver_ips":["127.0.0.1"]}},"http_port":18080}`, 200,
		hostnameReply("marker.x.local", `,"resolver_ips":["127.0.0.1"]`, "07:03:11"))
	s.want(t, "L0076", "PUT", path+"/SERVICE", `{"name":"four","type":"http","host":{"hostname":"Marker.X.Local",`+
		`"resolver_network":{"tunnel_id":"TUNNEL"}},"http_port":18080}`, 200, hostnameReply("marker.x.local", "", "07:03:11"))
	// What refers to a deleted tunnel stays readable; nothing new may.
	if status, body := s.do("DELETE", "cfd_tunnel/"+s.tunnel, ""); status != http.StatusOK {
		t.Fatal(body)
	}
	s.want(t, "L0100", "GET", path+"/SERVICE", "", 200, hostnameReply("marker.x.local", "", "07:03:11"))
	s.want(t, "L0105", "POST", path, strings.Replace(ipv4, "three", "eight", 1), 400,
		dirFailed+`5101,"message":"request contained invalid parameters: Tunnel ID Not Found"}],"messages":[]}`)
}

func hostnameReply(name, resolvers, clock string) string {
	return `{"result":{"service_id":"SERVICE","type":"http","name":"four","http_port":18080,"https_port":null,"host":{"ipv4":null,` +
		`"ipv6":null,"hostname":"` + name + `","network":null,"resolver_network":{"tunnel_id":"TUNNEL"` + resolvers + `}},` +
		`"created_at":"2026-09-29T` + clock + `Z","updated_at":"2026-09-29T` + clock + `Z"}` + dirOK
}

// The headers of every recording.
func TestRecordedHeaders(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for _, token := range []string{a.token, "wrong"} {
		reply := a.roundTrip("GET", services, "", func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) })
		h := reply.Header
		if h.Get("Ratelimit") != `"default";r=1199;t=1` || h.Get("Ratelimit-Policy") != `"default";q=1200;w=300` ||
			h.Get("Content-Type") != "application/json" || !regexp.MustCompile(`^[0-9a-f]{16}-LOCAL$`).MatchString(h.Get("Cf-Ray")) {
			t.Errorf("status %d: headers %v", reply.StatusCode, h)
		}
	}
}
