package backend_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

// zoneID is the id of a zone, as Wrangler finds it.
func (a *api) zoneID(name string) string {
	a.t.Helper()
	_, body := a.do("GET", "/zones?name="+name+"&account.id="+a.store.Account().ID, "")
	return firstID(body)
}

// Wrangler asks for each part of a host until one is a zone.
func TestZones(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	const none = `{"result":[],"success":true,"errors":[],"messages":[],` +
		`"result_info":{"page":1,"per_page":1000,"count":0,"total_count":0}}`
	account := "&account.id=" + a.store.Account().ID
	for _, query := range []string{
		"", "?name=www.example.com" + account, "?name=com", "?name=a..com", "?name=10.0.0.1", "?name=0.1", "?name=%2A.com",
		"?name=example.com&account.id=ffffffffffffffffffffffffffffffff",
	} {
		status, body := a.do("GET", "/zones"+query, "")
		wantReply(t, status, body, 200, none)
	}
	id := a.zoneID("example.com")
	if len(id) != 32 || a.zoneID("Example.COM") != id || newAPI(t).zoneID("example.com") != id {
		t.Errorf("the id %q is not the same each time", id)
	}
	if a.zoneID("example.net") == id {
		t.Error("two zones share an id")
	}
	if status, body := a.do("GET", "/zones/nope/workers/routes", ""); status != http.StatusNotFound || !strings.Contains(body, `"code":7003`) {
		t.Errorf("%d %s", status, body)
	}
}

// The routes of a Worker are those that were sent last, and no two Workers have
// the same.
func TestRoutes(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.mustUpload("workers/scripts/w", worker())
	a.mustUpload("workers/scripts/v", worker())
	const own = "0123456789abcdef0123456789abcdef"
	routes := func(zone string) (list string) {
		t.Helper()
		_, body := a.do("GET", "/zones/"+zone+"/workers/routes", "")
		for _, line := range strings.SplitAfter(body, "},") {
			if _, rest, found := strings.Cut(line, `"pattern":"`); found {
				pattern, rest, _ := strings.Cut(rest, `","script":"`)
				list += pattern + " " + rest[:1] + "; "
			}
		}
		return list
	}
	zone := a.zoneID("example.com")
	for _, tt := range []struct{ worker, body, code, zone, own string }{
		{"w", `[{"pattern":"example.com/*"},{"pattern":"https://*.Example.com/api/*","zone_name":"example.com"},` +
			`{"pattern":"*/*","zone_name":"example.com"},{"pattern":"www.example.com/*","zone_id":"` + own + `"}]`, "",
			"*/* w; example.com/* w; https://*.Example.com/api/* w; ", "www.example.com/* w; "},
		{"w", `[{"pattern":"example.com/*"}]`, "", "example.com/* w; ", ""},
		{"v", `[{"pattern":"v.example.com/*"},{"pattern":"example.com/*"}]`, "10020", "example.com/* w; ", ""},
		{"v", `[{"pattern":"*example.com/v*"}]`, "", "*example.com/v* v; example.com/* w; ", ""},
		{"w", `[{"pattern":"a.example.com/"},{"pattern":"a.example.com/"}]`, "10020", "*example.com/v* v; example.com/* w; ", ""},
		{"w", `[{"pattern":""}]`, "10022", "*example.com/v* v; example.com/* w; ", ""},
		{"w", `[{"pattern":"*/*"}]`, "10022", "*example.com/v* v; example.com/* w; ", ""},
		{"w", `[{"pattern":"localhost/*"}]`, "10022", "*example.com/v* v; example.com/* w; ", ""},
		{"w", `[{"pattern":"a.example.com/*","zone_name":"example.net"}]`, "10022", "*example.com/v* v; example.com/* w; ", ""},
		{"w", `[{"pattern":"a.example.com/*","zone_id":"x"}]`, "10022", "*example.com/v* v; example.com/* w; ", ""},
		{"w", `{}`, "10021", "*example.com/v* v; example.com/* w; ", ""},
		{"w", `[]`, "", "*example.com/v* v; ", ""},
	} {
		status, body := a.do("PUT", "workers/scripts/"+tt.worker+"/routes", tt.body)
		if (status == http.StatusOK) != (tt.code == "") || tt.code != "" && !strings.Contains(body, `"code":`+tt.code+",") {
			t.Errorf("%s: %d %s, want %q", tt.body, status, body, tt.code)
		}
		if got := routes(zone); got != tt.zone {
			t.Errorf("after %s the zone has %q, want %q", tt.body, got, tt.zone)
		}
		if got := routes(own); got != tt.own {
			t.Errorf("after %s the zone of the account's own id has %q, want %q", tt.body, got, tt.own)
		}
	}
	a.do("DELETE", "workers/scripts/v", "")
	if got := routes(zone); got != "" {
		t.Errorf("without its Worker a route stays: %s", got)
	}
}

// A custom domain leads to one Worker. What putting one would change is told
// first, and changes nothing.
func TestDomains(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.mustUpload("workers/scripts/w", worker())
	a.mustUpload("workers/scripts/v", worker())
	domain := func(host, worker, rest string) string {
		return `{"id":"ID","hostname":"` + host + `","service":"` + worker + `","environment":"production","zone_id":"ID",` +
			`"zone_name":"example.com","enabled":true,"previews_enabled":` + rest + `}`
	}
	ids := strings.NewReplacer(a.zoneID("example.com"), "ID")
	want := func(method, path, body string, status int, result string) {
		t.Helper()
		gotStatus, got := a.do(method, "workers/"+path, body)
		for _, part := range strings.Split(got, `"id":"`)[1:] {
			got = strings.ReplaceAll(got, part[:32], "ID")
		}
		wantReply(t, gotStatus, ids.Replace(got), status, `{"result":`+result+dirOK)
	}
	changes := func(added, removed, updated string) string {
		return `{"added":[` + added + `],"removed":[` + removed + `],"updated":[` + updated + `],"conflicting":[]}`
	}
	const change, records = "/domains/changeset?replace_state=true", "/domains/records"
	aw, bw := domain("a.example.com", "w", "false"), domain("b.example.com", "w", "true")

	want("POST", "scripts/w"+change, `[{"hostname":"A.example.com"}]`, 200, changes(aw, "", ""))
	want("GET", "domains/records", "", 200, `[]`)
	want("PUT", "scripts/w"+records, `{"override_scope":true,"origins":[{"hostname":"A.example.com"},`+
		`{"hostname":"b.example.com","zone_name":"example.com","enabled":true,"previews_enabled":true}]}`, 200, "["+aw+","+bw+"]")
	want("GET", "domains/records?service=w", "", 200, "["+aw+","+bw+"]")
	want("GET", "domains/records?service=v", "", 200, "[]")
	want("POST", "scripts/w"+change, `[{"hostname":"a.example.com"}]`, 200,
		changes("", bw, domain("a.example.com", "w", `false,"modified":false`)))
	want("POST", "scripts/w/domains/changeset", `[{"hostname":"a.example.com","previews_enabled":true}]`, 200,
		changes("", "", domain("a.example.com", "w", `true,"modified":true`)))
	want("POST", "scripts/v"+change, `[{"hostname":"a.example.com"}]`, 200,
		changes("", "", domain("a.example.com", "v", `false,"modified":true`)))
	for body, code := range map[string]string{
		`{"origins":[{"hostname":"c.example.com"},{"hostname":"a.example.com"}]}`: "100116",
		`{"origins":[{"hostname":"localhost"}]}`:                                  "10021",
		`{"origins":[{"hostname":"c.example.com","zone_name":"example.net"}]}`:    "10021",
		`{"origins":[{"hostname":"c.example.com","zone_id":"x"}]}`:                "10021",
		`{"origins":{}}`: "10021",
	} {
		if status, got := a.do("PUT", "workers/scripts/v"+records, body); status < 400 || !strings.Contains(got, `"code":`+code+",") {
			t.Errorf("%s: %d %s", body, status, got)
		}
	}
	want("GET", "domains/records?service=v", "", 200, "[]")
	want("PUT", "scripts/v"+records, `{"override_existing_origin":true,"origins":[{"hostname":"a.example.com"}]}`, 200,
		"["+domain("a.example.com", "v", "false")+"]")
	want("PUT", "scripts/v"+records, `{"override_scope":true,"origins":[{"hostname":"d.example.com"}]}`, 200,
		"["+domain("d.example.com", "v", "false")+"]")
	want("GET", "domains/records", "", 200, "["+bw+","+domain("d.example.com", "v", "false")+"]")
	_, list := a.do("GET", "workers/domains/records", "")
	want("GET", "domains/records/"+firstID(list), "", 200, bw)
	if status, body := a.do("GET", "workers/domains/records/x", ""); status != http.StatusNotFound || !strings.Contains(body, `"code":10007`) {
		t.Errorf("%d %s", status, body)
	}
	a.do("DELETE", "workers/scripts/w", "")
	want("GET", "domains/records?service=w", "", 200, "[]")
}

// Cron triggers are replaced as a whole, in the order in which they were sent.
func TestSchedules(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	a := newAPI(t, backend.WithClock(func() time.Time { return now }))
	a.mustUpload("workers/scripts/w", worker())
	const path = "workers/scripts/w/schedules"
	entry := func(cron, created, updated string) string {
		return `{"cron":"` + cron + `","created_on":"2026-11-21T` + created + `:00:00.000000Z","modified_on":"2026-11-21T` +
			updated + `:00:00.000000Z"}`
	}
	want := func(method, body, result string) {
		t.Helper()
		status, got := a.do(method, path, body)
		if reply := `{"result":{"schedules":[` + result + `]}` + dirOK; status != http.StatusOK || got != reply {
			t.Errorf("%s %s: %d\n got %s\nwant %s", method, body, status, got, reply)
		}
	}
	want("GET", "", "")
	want("PUT", `[{"cron":"*/5 * * * *"},{"cron":"0 0 LW JUL-DEC *"},{"cron":"*/5 * * * *"}]`,
		entry("*/5 * * * *", "09", "09")+","+entry("0 0 LW JUL-DEC *", "09", "09"))
	now = now.Add(time.Hour)
	const second = `[{"cron":"59 23 * * MON#2,FRI"},{"cron":"*/5 * * * *"}]`
	kept := entry("59 23 * * MON#2,FRI", "10", "10") + "," + entry("*/5 * * * *", "09", "10")
	want("PUT", second, kept)
	for _, bad := range []string{`[{"cron":""}]`, `[{"cron":"* * * *"}]`, `[{"cron":"* * * * * *"}]`, `[{"cron":"* * * * $"}]`, `{}`, `[`} {
		if status, body := a.do("PUT", path, bad); status != http.StatusBadRequest || !strings.Contains(body, `"code":10021,`) {
			t.Errorf("%s: %d %s", bad, status, body)
		}
	}
	want("GET", "", kept)
	a.do("DELETE", "workers/scripts/w", "")
	a.mustUpload("workers/scripts/w", worker())
	want("GET", "", "")
}

// No body may be answered with a fault of the backend.
func FuzzWorkerBodies(f *testing.F) {
	requests := []struct{ method, path, seed string }{
		{"PUT", "scripts/w/routes", `[{"pattern":"*.example.com/*","zone_name":"example.com","zone_id":""}]`},
		{"POST", "scripts/w/domains/changeset", `[{"hostname":"a.example.com","enabled":null}]`},
		{"PUT", "scripts/w/domains/records", `{"override_scope":true,"origins":[{"hostname":"a.example.com"}]}`},
		{"PUT", "scripts/w/schedules", `[{"cron":"0 0 * * *"}]`},
		{"PUT", "scripts/w/secrets", `{"name":"S","text":"x","type":"secret_text"}`},
		{"PATCH", "scripts/w/secrets-bulk", `{"secrets":{"S":{"text":"x","type":"secret_text"},"T":null}}`},
		{"PATCH", "workers/w/versions/latest", `{"env":{"S":{"type":"json","json":{}},"T":null},"annotations":{}}`},
		{"POST", "scripts/w/assets-upload-session", `{"manifest":{"/a":{"hash":"00","size":1}}}`},
	}
	for n, r := range requests {
		f.Add(n, []byte(r.seed))
	}
	a := newAPI(f)
	a.mustUpload("workers/scripts/w", worker())
	f.Fuzz(func(t *testing.T, n int, body []byte) {
		b := *a
		b.t = t
		r := requests[uint(n)%uint(len(requests))]
		status, reply := b.do(r.method, "workers/"+r.path, string(body))
		if status >= http.StatusInternalServerError || !json.Valid([]byte(reply)) {
			t.Errorf("%s %s: %d %s", r.method, r.path, status, reply)
		}
	})
}
