package backend_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/vpc"
)

// What the recordings leave out is hidden there: credentials. The rest of a
// tunnel's replies is in TestRecordedTunnel.
func TestTunnelLife(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	status, body := a.do("POST", "cfd_tunnel", `{"name":"x","config_src":"cloudflare"}`)
	wantReply(t, status, body, http.StatusOK, `{"success":true,"errors":[],"messages":[],"result":{"id":"UUIDv4",`+
		`"account_tag":"10ca1000000000000000000000000000","created_at":"MICROS","deleted_at":null,"name":"x","connections":[],`+
		`"conns_active_at":null,"conns_inactive_at":"MICROS","tun_type":"cfd_tunnel","metadata":{},"status":"inactive",`+
		`"remote_config":true,"config_src":"cloudflare",`+
		`"credentials_file":{"AccountTag":"10ca1000000000000000000000000000","TunnelID":"UUIDv4","TunnelName":"x",`+
		`"TunnelSecret":"SECRET"},"token":"SECRET"}}`)
	path := "cfd_tunnel/" + firstID(body)
	status, body = a.do("PATCH", path, `{"name":"y"}`)
	if status != http.StatusOK || !strings.Contains(body, `"name":"y"`) {
		t.Errorf("rename: %d %s", status, body)
	}
	if status, body = a.do("PATCH", path, `{"name":"local"}`); status != http.StatusConflict {
		t.Errorf("rename to a taken name: %d %s", status, body)
	}
	for range 2 { // the name of a deleted tunnel is free again
		if status, body = a.do("DELETE", path, ""); status != http.StatusOK || !strings.Contains(body, `"status":"inactive"`) {
			t.Errorf("delete: %d %s", status, body)
		}
		if status, body = a.do("DELETE", path, ""); status != http.StatusNotFound || !strings.Contains(body, `"code":1003`) {
			t.Errorf("delete again: %d %s", status, body)
		}
		if status, _ = a.do("GET", path+"/token", ""); status != http.StatusNotFound {
			t.Errorf("a deleted tunnel still has a token: %d", status)
		}
		_, body = a.do("POST", "cfd_tunnel", `{"name":"y"}`)
		path = "cfd_tunnel/" + firstID(body)
	}
}

func TestTunnelErrors(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	const unknown = "cfd_tunnel/5456b9ca-8b73-4b44-93df-67ad7acc8e2c"
	own := "cfd_tunnel/" + a.tunnelID()
	for _, tt := range []struct {
		method, path, body string
		status, code       int
	}{
		{"POST", "cfd_tunnel", `{"name":"local"}`, 409, 1013},
		{"POST", "cfd_tunnel", `{"name":" "}`, 400, 1002},
		{"POST", "cfd_tunnel", `{"name":"a\u0007b"}`, 400, 1002},
		{"POST", "cfd_tunnel", `{"name":"n","config_src":"elsewhere"}`, 400, 1002},
		{"POST", "cfd_tunnel", `{"name":"n","tunnel_secret":"c2hvcnQ="}`, 400, 1002},
		{"POST", "cfd_tunnel", `{"name":`, 400, 1002},
		{"PATCH", own, `{"tunnel_secret":"\" or so"}`, 400, 1002},
		{"PATCH", own, `{"name":"a\nb"}`, 400, 1002},
		{"PATCH", unknown, `{"name":"n"}`, 404, 1003},
		{"GET", unknown, "", 404, 1003},
		{"DELETE", unknown, "", 404, 1003},
		{"GET", unknown + "/token", "", 404, 1003},
		{"GET", unknown + "/connections", "", 404, 1003},
		{"DELETE", unknown + "/connections", "", 404, 1003},
		{"GET", own + "/connectors/5456b9ca-8b73-4b44-93df-67ad7acc8e2c", "", 404, 1003},
		{"GET", unknown + "/configurations", "", 404, 1055},
		{"PUT", unknown + "/configurations", `{"config":{"ingress":[{"service":"http://a"}]}}`, 404, 1055},
		{"PUT", own + "/configurations", `{"config":null}`, 400, 1056},
		{"PUT", own + "/configurations", `{}`, 400, 1056},
		{"PUT", own + "/configurations", `{"config":[]}`, 400, 1056},
		{"GET", "cfd_tunnel?status=fine", "", 400, 1002},
		{"GET", "cfd_tunnel?is_deleted=perhaps", "", 400, 1002},
		{"GET", "cfd_tunnel?existed_at=yesterday", "", 400, 1002},
		{"GET", "cfd_tunnel?per_page=0", "", 400, 1002},
	} {
		status, body := a.do(tt.method, tt.path, tt.body)
		if status != tt.status || !strings.Contains(body, fmt.Sprintf(`"errors":[{"code":%d,`, tt.code)) {
			t.Errorf("%s %s %s: %d %s, want %d %d", tt.method, tt.path, tt.body, status, body, tt.status, tt.code)
		}
	}
}

// facts/cloudflare-api.md 3.1 and, for page 2, facts/wrangler.md 9: Wrangler
// asks until a page is empty.
func TestTunnelLists(t *testing.T) {
	t.Parallel()
	s := newStory(t) // "local" and "spike", made at 06:57:52 by a clock that is UTC
	s.at(t, "2026-09-29T07:00:00Z")
	s.do("POST", "cfd_tunnel", `{"name":"late"}`)
	_, body := s.do("POST", "cfd_tunnel", `{"name":"gone"}`)
	gone := firstID(body)
	s.connect(t, vpc.Connector{ID: "c", Connections: []vpc.Connection{{ID: "d"}}})
	s.at(t, "2026-09-29T08:00:00Z")
	s.do("DELETE", "cfd_tunnel/"+gone, "")
	for query, want := range map[string]string{
		"":                                   "gone late local spike",
		"?page=2":                            "",
		"?per_page=3":                        "3 of 4",
		"?per_page=3&page=2":                 "1 of 4",
		"?name=late":                         "late",
		"?name=lat":                          "",
		"?uuid=" + strings.ToUpper(s.tunnel): "spike",
		"?is_deleted=false":                  "late local spike",
		"?is_deleted=true":                   "gone",
		"?status=healthy":                    "spike",
		"?include_prefix=l":                  "late local",
		"?exclude_prefix=l":                  "gone spike",
		"?existed_at=2026-09-29T06:58:00Z":   "local spike",
		"?existed_at=2026-09-29T07:30:00Z":   "gone late local spike",
		"?existed_at=2026-09-29T09:30:00%2B01:00": "late local spike",
		"?was_active_at=2026-09-29T06:59:00Z":     "",
		"?was_active_at=2026-09-29T07:00:00Z":     "spike",
		"?was_inactive_at=2026-09-29T06:59:00Z":   "local",
	} {
		status, body := s.do("GET", "cfd_tunnel"+query, "")
		var names []string
		for _, m := range regexp.MustCompile(`"deleted_at":[^,]*,"name":"([^"]+)"`).FindAllStringSubmatch(body, -1) {
			names = append(names, m[1])
		}
		slices.Sort(names)
		got := strings.Join(names, " ")
		if strings.Contains(want, " of ") {
			total := regexp.MustCompile(`"total_count":(\d+)`).FindStringSubmatch(body)
			got = fmt.Sprint(len(names), " of ", total[1])
		}
		if status != http.StatusOK || got != want {
			t.Errorf("%q: %d %q, want %q", query, status, got, want)
		}
	}
}

// A configuration comes back as it is kept, and kept it does not change.
func FuzzTunnelConfig(f *testing.F) {
	f.Add(`{"config":{"ingress":[{"service":"http_status:404"}],"warp-routing":{"enabled":true}}}`)
	f.Add(`{"config":{"ingress":[{"service":"<&>\u2028","originRequest":{"b":1e3,"a":null,"aa":[true,{}]}}]}}`)
	f.Add(`{"config":{"ingress":[{"hostname":"*","service":"x"}],"a":1,"a":2,"A":"\ud800"}}`)
	f.Add(`{"config":{"Ingress":{}}}`)
	shared := newAPI(f)
	path := "cfd_tunnel/" + shared.tunnelID() + "/configurations"
	f.Fuzz(func(t *testing.T, body string) {
		a := &api{t: t, store: shared.store, rt: shared.rt, token: shared.token}
		status, reply := a.do("PUT", path, body)
		if status >= 500 {
			t.Fatalf("%q: %d %s", body, status, reply)
		}
		if status != http.StatusOK {
			return
		}
		if _, again := a.do("GET", path, ""); again != reply {
			t.Errorf("%q\n put %s\n got %s", body, reply, again)
		}
		config := func(reply string) string {
			return regexp.MustCompile(`"config":(\{.*\}),"source"`).FindStringSubmatch(reply)[1]
		}
		if _, again := a.do("PUT", path, `{"config":`+config(reply)+`}`); config(again) != config(reply) {
			t.Errorf("%q\n once %s\ntwice %s", body, config(reply), config(again))
		}
	})
}

func TestTunnelConnectors(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	id := a.tunnelID()
	at := time.Date(2026, 9, 29, 6, 58, 12, 155536000, time.UTC)
	connector := vpc.Connector{
		ID: "b51d9d55-5121-4116-a420-fb571c6e335a", Version: "2025.11.1", Arch: "darwin_arm64",
		Features: []string{"allow_remote_config"}, RunAt: at,
		Connections: []vpc.Connection{{
			ID: "9e04edf6-f8b4-4479-86ad-8b0b6ec99300", ColoName: "khh01", OriginIP: "203.0.113.10", OpenedAt: at,
		}},
	}
	set := func(connectors ...vpc.Connector) {
		t.Helper()
		if err := a.store.SetConnectors(t.Context(), id, connectors); err != nil {
			t.Fatal(err)
		}
	}
	wantStatus := func(want string) {
		t.Helper()
		if _, body := a.do("GET", "cfd_tunnel/"+id, ""); !strings.Contains(body, `"status":"`+want+`"`) {
			t.Errorf("want %s: %s", want, body)
		}
	}
	wantStatus("inactive")
	set(connector)
	wantStatus("healthy")
	_, body := a.do("GET", "cfd_tunnel/"+id+"/connections", "")
	const want = `{"success":true,"errors":[],"messages":[],"result":[{"id":"b51d9d55-5121-4116-a420-fb571c6e335a",` +
		`"features":["allow_remote_config"],"version":"2025.11.1","arch":"darwin_arm64","conns":[{"colo_name":"khh01",` +
		`"uuid":"9e04edf6-f8b4-4479-86ad-8b0b6ec99300","id":"9e04edf6-f8b4-4479-86ad-8b0b6ec99300",` +
		`"is_pending_reconnect":false,"origin_ip":"203.0.113.10","opened_at":"2026-09-29T06:58:12.155536Z",` +
		`"client_id":"b51d9d55-5121-4116-a420-fb571c6e335a","client_version":"2025.11.1"}],` +
		`"run_at":"2026-09-29T06:58:12.155536Z","ha_status":null}]}`
	if body != want {
		t.Errorf("connections\n got %s\nwant %s", body, want)
	}
	if status, body := a.do("DELETE", "cfd_tunnel/"+id, ""); status != 400 || !strings.Contains(body, `"code":1022`) {
		t.Errorf("delete while connected: %d %s", status, body)
	}
	connector.Connections[0].IsPendingReconnect = true
	set(connector)
	wantStatus("degraded")
	other := connector
	other.ID = "c0ffee00-5121-4116-a420-fb571c6e335a"
	set(connector, other)
	_, body = a.do("GET", "cfd_tunnel/"+id+"/connectors/"+strings.ToUpper(other.ID), "")
	if !strings.Contains(body, `"result":{"id":"`+other.ID+`"`) {
		t.Errorf("connector: %s", body)
	}
	a.do("DELETE", "cfd_tunnel/"+id+"/connections?client_id="+connector.ID, "")
	if _, body = a.do("GET", "cfd_tunnel/"+id+"/connections", ""); strings.Contains(body, connector.ID) ||
		!strings.Contains(body, other.ID) {
		t.Errorf("after one was dropped: %s", body)
	}
	status, body := a.do("DELETE", "cfd_tunnel/"+id+"/connections", "")
	wantReply(t, status, body, http.StatusOK, `{"success":true,"errors":[],"messages":[],"result":null}`)
	wantStatus("down")
}

// A clock that stands still does not hide that a tunnel has been connected.
func TestTunnelDownAtOnce(t *testing.T) {
	t.Parallel()
	s := newStory(t)
	s.connect(t, vpc.Connector{ID: "c"})
	if _, body := s.do("GET", "cfd_tunnel/"+s.tunnel, ""); !strings.Contains(body, `"status":"degraded"`) {
		t.Errorf("a connector without a connection: %s", body)
	}
	s.connect(t)
	if _, body := s.do("GET", "cfd_tunnel/"+s.tunnel, ""); !strings.Contains(body, `"status":"down"`) {
		t.Errorf("after it: %s", body)
	}
}
