package backend_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/vpc"
)

// facts/cloudflare-api.md 3 and the recorded replies L0040 to L0103.
func TestTunnelReplies(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	const created = `"id":"UUIDv4","account_tag":"10ca1000000000000000000000000000","created_at":"MICROS","deleted_at":null,` +
		`"name":"x","connections":[],"conns_active_at":null,"conns_inactive_at":"MICROS","tun_type":"cfd_tunnel",` +
		`"metadata":{},"status":"inactive","remote_config":true,"config_src":"cloudflare"`
	status, body := a.do("POST", "cfd_tunnel", `{"name":"x","config_src":"cloudflare"}`)
	wantReply(t, status, body, http.StatusOK, `{"success":true,"errors":[],"messages":[],"result":{`+created+
		`,"credentials_file":{"AccountTag":"10ca1000000000000000000000000000","TunnelID":"UUIDv4","TunnelName":"x",`+
		`"TunnelSecret":"SECRET"},"token":"SECRET"}}`)
	path := "cfd_tunnel/" + regexp.MustCompile(`"id":"([^"]+)"`).FindStringSubmatch(body)[1]

	status, body = a.do("GET", path, "")
	wantReply(t, status, body, http.StatusOK, `{"success":true,"errors":[],"messages":[],"result":{`+created+`}}`)
	status, body = a.do("POST", "cfd_tunnel", `{"name":"x"}`)
	if status != http.StatusConflict {
		t.Errorf("duplicate: %d %s", status, body)
	}
	status, body = a.do("GET", "cfd_tunnel?name=none&is_deleted=false", "")
	wantReply(t, status, body, http.StatusOK, `{"success":true,"errors":[],"messages":[],"result":[],`+
		`"result_info":{"page":1,"per_page":1000,"count":0,"total_count":0}}`)
	status, body = a.do("GET", "cfd_tunnel?page=2", "")
	if status != http.StatusOK || !strings.Contains(body, `"result":[]`) {
		t.Errorf("page 2 is not empty, so Wrangler would never stop: %s", body)
	}
	status, body = a.do("PATCH", path, `{"name":"y"}`)
	if status != http.StatusOK || !strings.Contains(body, `"name":"y"`) {
		t.Errorf("rename: %d %s", status, body)
	}
	status, body = a.do("PUT", path+"/configurations", `{"config":{"ingress":[{"hostname":"a","service":"http://b"}]}}`)
	if status != http.StatusBadRequest || !strings.Contains(body, "1056") {
		t.Errorf("no catch-all: %d %s", status, body)
	}
	status, body = a.do("PUT", path+"/configurations", `{"config":{"ingress":[{"service":"http_status:404"}]}}`)
	wantReply(t, status, body, http.StatusOK, `{"success":true,"errors":[],"messages":[],"result":{"tunnel_id":"UUIDv4",`+
		`"version":1,"config":{"ingress":[{"service":"http_status:404"}]},"source":"cloudflare","created_at":"MICROS"}}`)

	status, body = a.do("DELETE", path, "")
	wantReply(t, status, body, http.StatusOK, `{"success":true,"errors":[],"messages":[],"result":{"id":"UUIDv4",`+
		`"account_tag":"10ca1000000000000000000000000000","created_at":"MICROS","deleted_at":"MICROS","name":"y",`+
		`"connections":[],"conns_active_at":null,"conns_inactive_at":"MICROS","tun_type":"cfd_tunnel","metadata":{},`+
		`"status":"inactive","remote_config":false}}`)
	if status, body = a.do("GET", path, ""); status != http.StatusOK || !strings.Contains(body, `"deleted_at":"`) {
		t.Errorf("a deleted tunnel is still there: %d %s", status, body)
	}
	status, body = a.do("GET", path+"/configurations", "")
	wantReply(t, status, body, http.StatusNotFound, `{"success":false,"errors":[{"code":1055,`+
		`"message":"Configuration for tunnel not found"}],"messages":[],"result":null}`)
	if status, body = a.do("GET", "cfd_tunnel/5456b9ca-8b73-4b44-93df-67ad7acc8e2c", ""); status != 404 ||
		!strings.Contains(body, `"code":1003`) {
		t.Errorf("unknown: %d %s", status, body)
	}
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
	a.do("DELETE", "cfd_tunnel/"+id+"/connections", "")
	wantStatus("down")
}
