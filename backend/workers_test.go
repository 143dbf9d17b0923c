package backend_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

const formBoundary = "----lariat"

// part is a part of an upload's form, the headers as recorded (L0062).
func part(name, kind, content string) string {
	return "--" + formBoundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name +
		"\"\r\nContent-Type: " + kind + "\r\n\r\n" + content + "\r\n"
}

func form(parts ...string) string { return strings.Join(parts, "") + "--" + formBoundary + "--\r\n" }

// worker is the form of a Worker with these bindings.
func worker(bindings ...string) string {
	return workerWith(`"bindings":[` + strings.Join(bindings, ",") + `]`)
}

func workerWith(metadata string) string {
	return form(part("metadata", "application/json", `{"main_module":"index.js","compatibility_date":"2026-09-01",`+metadata+`}`),
		part("index.js", "application/javascript+module", "export default {}\n"))
}

func asForm(r *http.Request) {
	r.Header.Set("Content-Type", "multipart/form-data; boundary="+formBoundary)
}

// upload sends a form; a path that ends in /versions takes a POST.
func (a *api) upload(path, body string, edit ...func(*http.Request)) (int, string) {
	a.t.Helper()
	method := "PUT"
	if strings.HasSuffix(strings.SplitN(path, "?", 2)[0], "/versions") {
		method = "POST"
	}
	return a.do(method, path, body, append(edit, asForm)...)
}

func (a *api) mustUpload(path, body string) string {
	a.t.Helper()
	status, reply := a.upload(path, body)
	if status != http.StatusOK {
		a.t.Fatalf("%s: %d %s", path, status, reply)
	}
	return reply
}

// serviceID creates a service.
func (a *api) serviceID(name string) string {
	a.t.Helper()
	_, body := a.do("POST", services, a.httpService(name))
	return regexp.MustCompile(`"service_id":"([^"]+)"`).FindStringSubmatch(body)[1]
}

func serviceBinding(name, id string) string {
	return `{"type":"vpc_service","name":"` + name + `","service_id":"` + id + `"}`
}

// versionID is the id in the reply to an upload.
func versionID(t *testing.T, reply string) string {
	t.Helper()
	var got struct {
		Result struct {
			ID         string
			Deployment string `json:"deployment_id"`
		}
	}
	if err := json.Unmarshal([]byte(reply), &got); err != nil {
		t.Fatal(err)
	}
	if d := got.Result.Deployment; d != "" {
		return d[:8] + "-" + d[8:12] + "-" + d[12:16] + "-" + d[16:20] + "-" + d[20:]
	}
	return got.Result.ID
}

// bindings asks for those of the version that is live.
func (a *api) bindings(name string) string {
	a.t.Helper()
	var reply struct {
		Result struct{ Bindings json.RawMessage }
	}
	_, body := a.do("GET", "workers/scripts/"+name+"/settings", "")
	if err := json.Unmarshal([]byte(body), &reply); err != nil {
		a.t.Fatal(err)
	}
	return string(reply.Result.Bindings)
}

func workerMasked(body string) string {
	for _, m := range []struct{ pattern, with string }{
		{`"(tag|author_id)":"[0-9a-f]{32}"`, `"$1":"HEX"`}, {`"deployment_id":"[0-9a-f]{32}"`, `"deployment_id":"HEX"`},
		{`"etag":"[0-9a-f]{64}"`, `"etag":"HASH"`},
	} {
		body = regexp.MustCompile(m.pattern).ReplaceAllString(body, m.with)
	}
	return masked(body)
}

// The recorded life of a Worker with VPC bindings. What the replies leave out,
// add or say differently is in UNKNOWNS.md.
func TestRecordedWorker(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	one, two := a.serviceID("one"), a.serviceID("two")
	want := func(id, method, path, body string, status int, reply string) {
		t.Helper()
		gotStatus, got := a.do(method, "workers/"+path, body, func(r *http.Request) {
			if strings.HasPrefix(body, "--") {
				asForm(r)
			}
		})
		got = workerMasked(strings.NewReplacer(one, "ONE", two, "TWO").Replace(got))
		if gotStatus != status || got != reply {
			t.Errorf("%s: %s %s: %d\n got %s\nwant %d\n     %s", id, method, path, gotStatus, got, status, reply)
		}
	}
	both := worker(serviceBinding("PRIVATE", one), serviceBinding("PRIVATE_HOST", two))

	want("L0001", "GET", "subdomain", "", 200, `{"result":{"subdomain":"local"}`+dirOK)
	want("L0062", "PUT", "scripts/w", both, 200, `{"result":{"created_on":"MICROS","modified_on":"MICROS","id":"w",`+
		`"tag":"HEX","entry_point":"index.js","tags":null,"deployment_id":"HEX","tail_consumers":null,"logpush":false,`+
		`"has_assets":false,"has_modules":true,"etag":"HASH","last_deployed_from":"api","compatibility_date":"2026-09-01",`+
		`"usage_model":"standard","startup_time_ms":0}`+dirOK)
	want("L0063", "POST", "scripts/w/subdomain", `{"enabled":true,"previews_enabled":false}`, 200,
		`{"result":{"enabled":true,"previews_enabled":false}`+dirOK)
	const settings = `{"result":{"placement":{},"compatibility_date":"2026-09-01","compatibility_flags":[],` +
		`"usage_model":"standard","tags":[],"tail_consumers":[],"logpush":false,` +
		`"annotations":{"workers/triggered_by":"upload"},"bindings":[{"name":"PRIVATE","service_id":"ONE","type":"vpc_service"},` +
		`{"name":"PRIVATE_HOST","service_id":"TWO","type":"vpc_service"}]}` + dirOK
	want("L0065", "GET", "scripts/w/settings", "", 200, settings)
	want("L0038", "GET", "scripts/w/versions", "", 200, `{"result":{"items":[{"id":"UUIDv4","number":1,"metadata":`+
		`{"created_on":"MICROS","source":"api","author_id":"HEX","author_email":"local@lariat.invalid","has_preview":false},`+
		`"annotations":{"workers/triggered_by":"upload"}}]},"success":true,"errors":[],"messages":[],`+
		`"result_info":{"page":1,"per_page":10,"count":1,"total_count":1}}`)
	want("L0039", "GET", "scripts/w/deployments", "", 200, `{"result":{"deployments":[{"id":"UUIDv4","source":"api",`+
		`"strategy":"percentage","author_email":"local@lariat.invalid","annotations":{"workers/message":`+
		`"Automatic deployment on upload.","workers/triggered_by":"upload"},`+
		`"versions":[{"version_id":"UUIDv4","percentage":100}],"created_on":"MICROS"}]}`+dirOK)
	if status, body := a.do("DELETE", services+"/"+one, ""); status != http.StatusOK {
		t.Fatal(body)
	}
	want("L0091", "GET", "scripts/w/settings", "", 200, settings)
	want("L0106", "PUT", "scripts/w", both, 400, `{"result":null,"success":false,"errors":[{"code":10180,"message":`+
		`"VPC Service 'ONE' not found. Verify the service exists in your account and that the service_id in your `+
		`configuration is correct.","documentation_url":"https://developers.cloudflare.com/workers-vpc/get-started/"}],"messages":[]}`)
}

// What a role may bind: facts/cloudflare-api.md 4.1.
func TestBindRights(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	service, tunnel := serviceBinding("S", a.serviceID("s")), `{"type":"vpc_network","name":"T","tunnel_id":"`+a.tunnelID()+`"}`
	const mesh = `{"type":"vpc_network","name":"M","network_id":"cf1:network"}`
	const text = `{"type":"plain_text","name":"P","text":"x"}`
	lost := serviceBinding("L", "00000000-0000-7000-8000-000000000000")
	for _, tt := range []struct {
		binding string
		codes   map[backend.Role]string // "" where it is allowed
	}{
		{service, map[backend.Role]string{"read": "10196", "bind": "", "admin": ""}},
		{mesh, map[backend.Role]string{"read": "10196", "bind": "", "admin": ""}},
		{tunnel, map[backend.Role]string{"read": "10196", "bind": "10196", "admin": ""}},
		{text, map[backend.Role]string{"read": "", "bind": "", "admin": ""}},
		{lost, map[backend.Role]string{"read": "10196", "bind": "10180", "admin": "10180"}},
	} {
		for role, code := range tt.codes {
			_, token, err := a.store.IssueToken(t.Context(), "t", role, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			name := "workers/scripts/" + string(role)
			a.do("DELETE", name, "")
			status, body := a.upload(name, worker(tt.binding), bearer(token))
			want := map[string]int{"": 200, "10180": 400, "10196": 403}[code]
			if status != want || code != "" && !strings.Contains(body, `"code":`+code) {
				t.Errorf("%s of %s: %d %s, want %d %s", tt.binding, role, status, body, want, code)
			}
			if status, _ := a.do("GET", name+"/settings", ""); (status == http.StatusOK) != (code == "") {
				t.Errorf("%s of %s: afterwards %d", tt.binding, role, status)
			}
		}
	}
}

// A refused upload leaves everything as it was.
func TestRefusedUploads(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	service := a.serviceID("s")
	a.mustUpload("workers/scripts/w", worker(serviceBinding("A", service)))
	before := a.bindings("w")
	const js = "application/javascript+module"
	deleted := a.newTunnel("gone")
	a.do("DELETE", "cfd_tunnel/"+deleted, "")
	for name, tt := range map[string]struct {
		path, body string
		status     int
		code       string
	}{
		"no form":             {body: `{}`},
		"no metadata":         {body: form(part("index.js", js, "x"))},
		"metadata cut off":    {body: form(part("metadata", "application/json", `{"main_module":`))},
		"metadata a list":     {body: form(part("metadata", "application/json", `[]`), part("index.js", js, "x"))},
		"metadata too large":  {body: workerWith(`"x":"` + strings.Repeat("x", 2<<20) + `"`), status: 413},
		"no main module":      {body: form(part("metadata", "application/json", `{}`), part("index.js", js, "x"))},
		"main module missing": {body: form(part("metadata", "application/json", `{"main_module":"a.js"}`), part("index.js", js, "x"))},
		"form cut off":        {body: strings.TrimSuffix(worker(), "--"+formBoundary+"--\r\n")},
		"too many parts":      {body: form(part("metadata", "", `{"main_module":"a"}`), strings.Repeat(part("a", js, ""), 10_000))},
		"bindings an object":  {body: workerWith(`"bindings":{}`)},
		"binding a string":    {body: worker(`"A"`)},
		"binding null":        {body: worker(`null`)},
		"binding, no name":    {body: worker(`{"type":"vpc_service","service_id":"x"}`)},
		"binding, no type":    {body: worker(`{"name":"A"}`)},
		"name twice":          {body: worker(serviceBinding("A", service), `{"name":"A","type":"ai"}`)},
		"no service_id":       {body: worker(`{"name":"A","type":"vpc_service"}`)},
		"service_id a number": {body: worker(`{"name":"A","type":"vpc_service","service_id":1}`)},
		"service's name":      {body: worker(serviceBinding("A", "s")), code: "10180"},
		"unknown tunnel":      {body: worker(`{"name":"A","type":"vpc_network","tunnel_id":"x"}`), code: "10180"},
		"deleted tunnel":      {body: worker(`{"name":"A","type":"vpc_network","tunnel_id":"` + deleted + `"}`), code: "10180"},
		"network of neither":  {body: worker(`{"name":"A","type":"vpc_network"}`)},
		"network of both":     {body: worker(`{"name":"A","type":"vpc_network","tunnel_id":"x","network_id":"cf1:network"}`)},
		"another network":     {body: worker(`{"name":"A","type":"vpc_network","network_id":"cf1:other"}`)},
		"nothing to inherit":  {path: "w?bindings_inherit=strict", body: worker(`{"name":"B","type":"inherit"}`), code: "10057"},
		"bad name":            {path: "Worker", body: worker()},
		"version of none":     {path: "new/versions", body: worker(), status: 404, code: "10007"},
		"version of unknown":  {path: "w/versions", body: worker(serviceBinding("A", "x")), code: "10180"},
	} {
		if tt.path == "" {
			tt.path = "w"
		}
		if tt.status == 0 {
			tt.status = http.StatusBadRequest
		}
		if tt.code == "" {
			tt.code = "10021"
		}
		status, body := a.upload("workers/scripts/"+tt.path, tt.body)
		if status != tt.status || !strings.Contains(body, `"code":`+tt.code+`,`) {
			t.Errorf("%s: %d %s, want %d %s", name, status, body, tt.status, tt.code)
		}
	}
	if after := a.bindings("w"); after != before {
		t.Errorf("the bindings are %s, were %s", after, before)
	}
	if _, body := a.do("GET", "workers/scripts", ""); strings.Count(body, `"id":`) != 1 {
		t.Errorf("the Workers are %s", body)
	}
	if _, body := a.do("GET", "workers/scripts/w/versions", ""); !strings.Contains(body, `"total_count":1`) {
		t.Errorf("the versions are %s", body)
	}
}

func (a *api) newTunnel(name string) string {
	a.t.Helper()
	_, body := a.do("POST", "cfd_tunnel", `{"name":"`+name+`"}`)
	return firstID(body)
}

// Modules are read through, but not without end.
func TestEndlessUpload(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	head := strings.TrimSuffix(part("index.js", "text/plain", ""), "\r\n")
	status, body := a.upload("workers/scripts/w", "", func(r *http.Request) {
		r.Body, r.ContentLength = endless{strings.NewReader(head)}, -1
	})
	if status != http.StatusRequestEntityTooLarge || !strings.Contains(body, `"code":10027,`) {
		t.Errorf("%d %s", status, body)
	}
}

// endless reads what it holds and then zeros.
type endless struct{ head *strings.Reader }

func (e endless) Read(p []byte) (int, error) {
	if e.head.Len() > 0 {
		return e.head.Read(p)
	}
	clear(p)
	return len(p), nil
}

func (endless) Close() error { return nil }

// The version that is uploaded follows the one before it: what it inherits and
// what it keeps, even where its name changes. Secrets' values never come back.
func TestInheritedBindings(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	service := a.serviceID("s")
	a.mustUpload("workers/scripts/w", worker(serviceBinding("A", service), `{"name":"S","type":"secret_text","text":"hush"}`,
		`{"name":"K","type":"secret_key","format":"raw","key_base64":"aHVzaA==","usages":[]}`,
		`{"name":"N","type":"json","json":{"big":12345678901234567890,"list":[1.50,null]}}`))
	if got, want := a.bindings("w"), `[{"name":"A","service_id":"`+service+`","type":"vpc_service"},`+
		`{"name":"S","type":"secret_text"},{"format":"raw","name":"K","type":"secret_key","usages":[]},`+
		`{"json":{"big":12345678901234567890,"list":[1.50,null]},"name":"N","type":"json"}]`; got != want {
		t.Errorf("first\n got %s\nwant %s", got, want)
	}
	if _, body := a.do("GET", "workers/scripts/w/secrets", ""); !strings.HasPrefix(body,
		`{"result":[{"name":"S","type":"secret_text"},{"name":"K","type":"secret_key"}]`) {
		t.Errorf("secrets %s", body)
	}
	a.mustUpload("workers/scripts/w", workerWith(`"keep_bindings":["secret_text"],"bindings":[`+
		`{"name":"B","type":"inherit","old_name":"A"},{"name":"X","type":"inherit"}]`))
	if got, want := a.bindings("w"), `[{"name":"B","service_id":"`+service+`","type":"vpc_service"},`+
		`{"name":"S","type":"secret_text"}]`; got != want {
		t.Errorf("second\n got %s\nwant %s", got, want)
	}
}

// What is uploaded as a version is live only once it is deployed.
func TestVersionsAndDeployments(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	one := serviceBinding("A", a.serviceID("one"))
	first := versionID(t, a.mustUpload("workers/scripts/w", worker(one)))
	live := a.bindings("w")
	reply := a.mustUpload("workers/scripts/w/versions", workerWith(`"bindings":[],"annotations":{"workers/message":"m","workers/tag":"t"}`))
	second := versionID(t, reply)
	for _, text := range []string{`"number":2`, `"resources":{"script":{"etag":"`, `"startup_time_ms":0`,
		`"annotations":{"workers/message":"m","workers/tag":"t","workers/triggered_by":"version_upload"}`} {
		if !strings.Contains(reply, text) {
			t.Errorf("the reply lacks %s: %s", text, reply)
		}
	}
	if got := a.bindings("w"); got != live {
		t.Errorf("a version alone changed the settings to %s", got)
	}
	if _, body := a.do("GET", "workers/scripts/w/versions/"+strings.ToUpper(first), ""); !strings.Contains(body, `"bindings":`+live) {
		t.Errorf("the first version is %s", body)
	}
	if _, body := a.do("GET", "workers/scripts/w/versions?page=2&per_page=1", ""); !strings.Contains(body, first) ||
		!strings.Contains(body, `"result_info":{"page":2,"per_page":1,"count":1,"total_count":2}`) {
		t.Errorf("the second page is %s", body)
	}
	shares := func(text string) string {
		return `{"strategy":"percentage","versions":[` + strings.NewReplacer("FIRST", first, "SECOND", second).Replace(text) +
			`],"annotations":{"workers/message":"go"}}`
	}
	const deployments = "workers/scripts/w/deployments"
	for _, tt := range []struct {
		name, body string
		status     int
		code       string
	}{
		{"no JSON", `{`, 400, "10021"},
		{"no strategy", `{"versions":[]}`, 400, "10021"},
		{"no versions", shares(``), 400, "10021"},
		{"half", shares(`{"version_id":"FIRST","percentage":50}`), 400, "10021"},
		{"negative", shares(`{"version_id":"FIRST","percentage":-1},{"version_id":"SECOND","percentage":101}`), 400, "10021"},
		{"twice", shares(`{"version_id":"FIRST","percentage":50},{"version_id":"FIRST","percentage":50}`), 400, "10021"},
		{"unknown", shares(`{"version_id":"x","percentage":100}`), 404, "100146"},
	} {
		if status, body := a.do("POST", deployments, tt.body); status != tt.status || !strings.Contains(body, `"code":`+tt.code+`,`) {
			t.Errorf("%s: %d %s", tt.name, status, body)
		}
	}
	for _, tt := range []struct{ shares, bindings string }{
		{`{"version_id":"SECOND","percentage":99.5},{"version_id":"FIRST","percentage":0.5}`, `[]`},
		{`{"version_id":"SECOND","percentage":10},{"version_id":"FIRST","percentage":90}`, live},
		{`{"version_id":"SECOND","percentage":100}`, `[]`},
	} {
		status, body := a.do("POST", deployments, shares(tt.shares))
		if got := a.bindings("w"); status != http.StatusOK || got != tt.bindings {
			t.Errorf("%s: %d %s, then bindings %s", tt.shares, status, body, got)
		}
		id := firstID(body)
		if _, again := a.do("GET", deployments+"/"+id, ""); again != body || !strings.Contains(body, `"workers/message":"go"`) {
			t.Errorf("created %s\nread    %s", body, again)
		}
		if _, list := a.do("GET", deployments, ""); firstID(list) != id {
			t.Errorf("the newest of %s is not %s", list, id)
		}
	}
}

// The settings that no version has: a change leaves the others alone, and a
// new version leaves them all.
func TestScriptSettings(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.mustUpload("workers/scripts/w", workerWith(`"tags":["a"],"logpush":true`))
	const path = "workers/scripts/w/script-settings"
	const changed = `{"result":{"logpush":true,"observability":{"enabled":false},"tags":["b"],"tail_consumers":[]}` + dirOK
	status, body := a.do("PATCH", path, `{"observability":{"enabled":false},"tags":["b"]}`)
	wantReply(t, status, body, 200, changed)
	a.mustUpload("workers/scripts/w/versions", worker())
	status, body = a.do("GET", path, "")
	wantReply(t, status, body, 200, changed)
	status, body = a.do("PATCH", path, `{"observability":null,"tags":null,"logpush":false}`)
	wantReply(t, status, body, 200, `{"result":{"logpush":false,"tags":[],"tail_consumers":[]}`+dirOK)
	if status, body := a.do("PATCH", path, `{"tags":"a"}`); status != http.StatusBadRequest || !strings.Contains(body, `"code":10021`) {
		t.Errorf("%d %s", status, body)
	}
}

// Where a Worker is on workers.dev; previews follow it unless they are named.
func TestWorkerSubdomain(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.mustUpload("workers/scripts/w", worker())
	const path = "workers/scripts/w/subdomain"
	for _, tt := range []struct{ method, body, want string }{
		{"GET", "", `{"enabled":false,"previews_enabled":false}`},
		{"POST", `{"enabled":true}`, `{"enabled":true,"previews_enabled":true}`},
		{"POST", `{"enabled":true,"previews_enabled":false}`, `{"enabled":true,"previews_enabled":false}`},
		{"GET", "", `{"enabled":true,"previews_enabled":false}`},
		{"DELETE", "", `{"enabled":false,"previews_enabled":false}`},
	} {
		status, body := a.do(tt.method, path, tt.body)
		wantReply(t, status, body, 200, `{"result":`+tt.want+dirOK)
		if _, body := a.do("GET", "workers/workers/w", ""); !strings.Contains(body, `"subdomain":`+tt.want) {
			t.Errorf("the newer API says %s", body)
		}
	}
	if status, body := a.do("POST", path, `{}`); status != http.StatusBadRequest || !strings.Contains(body, `"code":10021`) {
		t.Errorf("%d %s", status, body)
	}
}

// Every path below a Worker says that there is none, before and after its life.
func TestNoWorker(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	check := func() {
		t.Helper()
		for _, tt := range []struct{ method, path, body, code string }{
			{"GET", "services/w", "", "10090"},
			{"DELETE", "services/w", "", "10090"},
			{"GET", "scripts/w/references", "", "10007"},
			{"GET", "tails/by-consumer/w", "", "10007"},
			{"GET", "workers/w", "", "10007"},
			{"GET", "scripts/w/settings", "", "10007"},
			{"GET", "scripts/w/script-settings", "", "10007"},
			{"PATCH", "scripts/w/script-settings", "{}", "10007"},
			{"GET", "scripts/w/secrets", "", "10007"},
			{"GET", "scripts/w/subdomain", "", "10007"},
			{"POST", "scripts/w/subdomain", `{"enabled":true}`, "10007"},
			{"GET", "scripts/w/versions", "", "10007"},
			{"GET", "scripts/w/versions/x", "", "10007"},
			{"GET", "scripts/w/deployments", "", "10007"},
			{"GET", "scripts/w/deployments/x", "", "10007"},
			{"POST", "scripts/w/deployments", `{"strategy":"percentage","versions":[{"version_id":"x","percentage":100}]}`, "10007"},
			{"DELETE", "scripts/w", "", "10007"},
			{"PUT", "scripts/w/routes", "[]", "10007"},
			{"PUT", "scripts/w/secrets", `{"name":"S","type":"secret_text","text":"x"}`, "10007"},
			{"DELETE", "scripts/w/secrets/S", "", "10007"},
			{"PATCH", "scripts/w/secrets-bulk", `{}`, "10007"},
			{"PATCH", "workers/w/versions/latest", `{}`, "10007"},
			{"POST", "scripts/w/domains/changeset", "[]", "10007"},
			{"PUT", "scripts/w/domains/records", "{}", "10007"},
			{"GET", "scripts/w/schedules", "", "10007"},
			{"PUT", "scripts/w/schedules", "[]", "10007"},
		} {
			status, body := a.do(tt.method, "workers/"+tt.path, tt.body)
			if status != http.StatusNotFound || !strings.Contains(body, `"code":`+tt.code+`,`) {
				t.Errorf("%s %s: %d %s", tt.method, tt.path, status, body)
			}
		}
		if _, body := a.do("GET", "workers/scripts", ""); !strings.HasPrefix(body, `{"result":[],`) {
			t.Errorf("the Workers are %s", body)
		}
	}
	check()
	a.mustUpload("workers/scripts/w", worker())
	for path, code := range map[string]string{"versions/x": "100146", "deployments/x": "10336"} {
		if status, body := a.do("GET", "workers/scripts/w/"+path, ""); status != http.StatusNotFound || !strings.Contains(body, `"code":`+code+`,`) {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	if status, body := a.do("GET", "workers/services/w", ""); status != http.StatusOK ||
		!strings.Contains(body, `"default_environment":{"environment":"production",`) {
		t.Errorf("%d %s", status, body)
	}
	if status, body := a.do("DELETE", "workers/scripts/w", ""); status != http.StatusOK || body != `{"result":null`+dirOK {
		t.Errorf("%d %s", status, body)
	}
	check()
}

// Who uploads with Wrangler finds it in the version's source.
func TestUploadSource(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	for agent, want := range map[string]string{"wrangler/4.164.0": "wrangler", "lariat/1": "api", "": "api"} {
		status, body := a.upload("workers/scripts/w", worker(), func(r *http.Request) { r.Header.Set("User-Agent", agent) })
		if status != http.StatusOK || !strings.Contains(body, `"last_deployed_from":"`+want+`"`) {
			t.Errorf("%q: %d %s", agent, status, body)
		}
	}
}

// Equal modules have equal sums, and others another.
func TestUploadETag(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	etag := func(parts ...string) string {
		reply := a.mustUpload("workers/scripts/w", form(append(parts, part("metadata", "application/json", `{"main_module":"a"}`))...))
		return regexp.MustCompile(`"etag":"([^"]+)"`).FindStringSubmatch(reply)[1]
	}
	same := etag(part("a", "text/plain", "1"), part("b", "text/plain", "2"))
	if etag(part("a", "text/plain", "1"), part("b", "text/plain", "2")) != same {
		t.Error("equal modules differ")
	}
	if etag(part("a", "text/plain", "1"), part("b", "text/plain", "3")) == same || etag(part("a", "text/plain", "12"), part("b", "text/plain", "")) == same {
		t.Error("other modules are equal")
	}
}

// No form may be answered with a fault of the backend.
func FuzzUpload(f *testing.F) {
	f.Add([]byte(worker(serviceBinding("A", "x"))))
	f.Add([]byte(worker(`{"name":"A","type":"vpc_network","tunnel_id":"x"}`)))
	f.Add([]byte(workerWith(`"keep_bindings":["a"],"bindings":[{"name":"A","type":"inherit","old_name":"B"}]`)))
	f.Add([]byte(form(part("metadata", "", "null"), part("", "", ""))))
	f.Add([]byte(workerWith(`"migrations":{"old_tag":"","new_tag":"v1"},"keep_assets":true,"assets":{"jwt":"a.b.c"}`)))
	a := newAPI(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		b := *a
		b.t = t
		status, reply := b.upload("workers/scripts/w", string(body))
		if status >= http.StatusInternalServerError || !json.Valid([]byte(reply)) {
			t.Errorf("%d %s", status, reply)
		}
	})
}
