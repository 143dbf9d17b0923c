package backend_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hush is the value that no reply and no file may show.
const hush = "hush-7f3a"

// secretNames are those of the version that is live.
func (a *api) secretNames() string {
	a.t.Helper()
	_, body := a.do("GET", "workers/scripts/w/secrets", "")
	var names []string
	for _, part := range strings.Split(body, `"name":"`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		names = append(names, name)
	}
	return strings.Join(names, " ")
}

// A change of secrets is a new version that is live at once. Its other bindings
// stay, even one whose service has gone.
func TestSecrets(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	service := a.serviceID("s")
	a.mustUpload("workers/scripts/w", worker(serviceBinding("A", service), `{"name":"V","type":"plain_text","text":"x"}`))
	a.do("DELETE", services+"/"+service, "")
	const base = "workers/scripts/w/"
	secret := func(name string) string { return `{"name":"` + name + `","text":"` + hush + `","type":"secret_text"}` }
	for _, tt := range []struct {
		method, path, body string
		status             int
		want, names        string
	}{
		{"PUT", "secrets", secret("S"), 200, `{"result":{"name":"S","type":"secret_text"}` + dirOK, "S"},
		{"PUT", "secrets", secret("S"), 200, `{"result":{"name":"S","type":"secret_text"}` + dirOK, "S"},
		{"PUT", "secrets", `{"name":"K","type":"secret_key","key_base64":"` + hush + `"}`, 200, `"K"`, "S K"},
		{"PUT", "secrets", secret("V"), 400, `"code":10053,`, "S K"},
		{"PUT", "secrets", secret(""), 400, `"code":10021,`, "S K"},
		{"PUT", "secrets", `{"name":"T","type":"secret_text"}`, 400, `"code":10021,`, "S K"},
		{"PUT", "secrets", `{"name":"T","text":"` + hush + `","type":"plain_text"}`, 400, `"code":10021,`, "S K"},
		{"PUT", "secrets", `{"name":"T","text":"` + hush + `"`, 400, `"code":10021,`, "S K"},
		{"PUT", "secrets", `["` + hush + `"]`, 400, `"code":10021,`, "S K"},
		{"DELETE", "secrets/none", "", 404, `"code":10056,`, "S K"},
		{"DELETE", "secrets/V", "", 404, `"code":10056,`, "S K"},
		{"DELETE", "secrets/K?url_encoded=true", "", 200, `{"result":null` + dirOK, "S"},
		{"PATCH", "secrets-bulk", `{"secrets":{"B":` + secret("B") + `,"A/1":` + secret("x") + `,"S":null}}`, 200,
			`{"result":[{"name":"A/1","type":"secret_text"},{"name":"B","type":"secret_text"}]` + dirOK, "A/1 B"},
		{"PATCH", "secrets-bulk", `{"secrets":{"C":` + secret("C") + `,"S":null}}`, 404, `"code":10056,`, "A/1 B"},
		{"PATCH", "secrets-bulk", `{"secrets":{"C":{"type":"ai"}}}`, 400, `"code":10021,`, "A/1 B"},
		{"DELETE", "secrets/A%2F1", "", 200, `{"result":null`, "B"},
	} {
		status, body := a.do(tt.method, base+tt.path, tt.body)
		if status != tt.status || !strings.Contains(body, tt.want) || strings.Contains(body, hush) {
			t.Errorf("%s %s %s: %d %s, want %d %s", tt.method, tt.path, tt.body, status, body, tt.status, tt.want)
		}
		if names := a.secretNames(); names != tt.names {
			t.Errorf("after %s %s %s there are %q, want %q", tt.method, tt.path, tt.body, names, tt.names)
		}
	}
	if got := a.bindings("w"); !strings.HasPrefix(got, `[{"name":"A","service_id":"`+service+`"`) {
		t.Errorf("bound are %s", got)
	}
	_, body := a.do("GET", base+"deployments", "")
	if !strings.Contains(body, `"annotations":{"workers/triggered_by":"secret"},`) || !strings.Contains(body, `"author_email"`) {
		t.Errorf("the deployments are %s", body)
	}
	checkNotKept(t, a)
}

// checkNotKept reads the state's files.
func checkNotKept(t *testing.T, a *api) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(a.store.Dir(), "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(hush)) {
			t.Errorf("%s holds a secret's value", filepath.Base(file))
		}
	}
}

// While the last version waits, there is none that a secret could go into.
func TestSecretsOfWaitingVersion(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.mustUpload("workers/scripts/w", worker())
	waiting := versionID(t, a.mustUpload("workers/scripts/w/versions", worker()))
	put := func() (int, string) {
		return a.do("PUT", "workers/scripts/w/secrets", `{"name":"S","text":"x","type":"secret_text"}`)
	}
	if status, body := put(); status != http.StatusBadRequest || !strings.Contains(body, `"code":10215,`) {
		t.Errorf("%d %s", status, body)
	}
	if _, body := a.do("GET", "workers/scripts/w/versions", ""); !strings.Contains(body, `"total_count":2`) {
		t.Errorf("a version is left: %s", body)
	}
	a.do("POST", "workers/scripts/w/deployments",
		`{"strategy":"percentage","versions":[{"version_id":"`+waiting+`","percentage":100}]}`)
	if status, body := put(); status != http.StatusOK {
		t.Errorf("%d %s", status, body)
	}
}

// The secrets of a version that waits are changed by making another one.
func TestLatestVersion(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	lost := `{"type":"vpc_service","service_id":"00000000-0000-7000-8000-000000000000"}`
	a.mustUpload("workers/scripts/w", worker(`{"name":"V","type":"plain_text","text":"x"}`))
	const path = "workers/workers/w/versions/latest"
	status, body := a.do("PATCH", path, `{"env":{"S":{"type":"secret_text","text":"`+hush+`"},"V":null},`+
		`"annotations":{"workers/message":"m"}}`)
	for _, text := range []string{`"number":2`, `"bindings":[{"name":"S","type":"secret_text"}]`,
		`"annotations":{"workers/message":"m","workers/triggered_by":"secret"}`} {
		if status != http.StatusOK || !strings.Contains(body, text) {
			t.Errorf("%d %s lacks %s", status, body, text)
		}
	}
	if names := a.secretNames(); names != "" {
		t.Errorf("live are %q", names)
	}
	for body, code := range map[string]string{
		`{"env":{"none":null}}`: "10056", `{"env":{"B":{}}}`: "10021", `{"env":{"B":` + lost + `}}`: "10180", `[]`: "10021",
		`{"env":{"V":{"type":"inherit"}}}`: "10021",
	} {
		if status, reply := a.do("PATCH", path, body); status < 400 || !strings.Contains(reply, `"code":`+code+",") {
			t.Errorf("%s: %d %s", body, status, reply)
		}
	}
	checkNotKept(t, a)
}
