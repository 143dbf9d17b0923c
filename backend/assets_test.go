package backend_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/backend"
)

// assetReply is what a session and an upload of files are answered.
type assetReply struct {
	JWT     string     `json:"jwt"`
	Buckets [][]string `json:"buckets"`
}

// hash is one of the form that Wrangler makes.
func hash(n int) string { return fmt.Sprintf("%032x", n) }

// manifestOf names files, each by its number and its size.
func manifestOf(sizes ...int) string {
	var files []string
	for n, size := range sizes {
		files = append(files, fmt.Sprintf(`"/%d.html":{"hash":"%s","size":%d}`, n, hash(n), size))
	}
	return `{"manifest":{` + strings.Join(files, ",") + `}}`
}

// startAssets begins a session for the Worker w.
func (a *api) startAssets(manifest string) (int, string, assetReply) {
	a.t.Helper()
	status, body := a.do("POST", "workers/scripts/w/assets-upload-session", manifest)
	return status, body, a.assetReply(body)
}

func (a *api) assetReply(body string) assetReply {
	a.t.Helper()
	var reply struct{ Result assetReply }
	if err := json.Unmarshal([]byte(body), &reply); err != nil {
		a.t.Fatalf("%s: %v", body, err)
	}
	return reply.Result
}

func file(n int, content string) string {
	return part(hash(n), "text/html", base64.StdEncoding.EncodeToString([]byte(content)))
}

// sendAssets sends files with a session's token.
func (a *api) sendAssets(token string, files ...string) (int, string) {
	a.t.Helper()
	return a.do("POST", "workers/assets/upload?base64=true", form(files...), asForm, bearer(token))
}

func withAssets(token string) string {
	return workerWith(`"assets":{"jwt":"` + token + `","config":{}}`)
}

// A Worker gets static assets in three steps: what there is, what of it is
// missing, and the script.
func TestAssets(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	_, _, session := a.startAssets(manifestOf(5, 3))
	if got := fmt.Sprint(session.Buckets); got != "[["+hash(1)+" "+hash(0)+"]]" {
		t.Fatalf("to send are %s", got)
	}
	if status, body := a.upload("workers/scripts/w", withAssets(session.JWT)); status != 400 || !strings.Contains(body, `"code":10021,`) {
		t.Errorf("before its files are there: %d %s", status, body)
	}
	status, body := a.sendAssets(session.JWT, file(1, "abc"))
	if want := `{"result":{"jwt":null}` + dirOK; status != http.StatusAccepted || body != want {
		t.Errorf("the first file: %d %s", status, body)
	}
	_, _, again := a.startAssets(manifestOf(5, 3))
	if got := fmt.Sprint(again.Buckets); got != "[["+hash(0)+"]]" {
		t.Errorf("another session asks for %s", got)
	}
	status, body = a.sendAssets(session.JWT, file(0, "hello"))
	done := a.assetReply(body).JWT
	if status != http.StatusCreated || done == "" {
		t.Fatalf("the second file: %d %s", status, body)
	}
	if status, body := a.sendAssets(done, file(0, "hello")); status != http.StatusUnauthorized {
		t.Errorf("with the token of a finished upload: %d %s", status, body)
	}
	if body := a.mustUpload("workers/scripts/w", withAssets(done)); !strings.Contains(body, `"has_assets":true,"has_modules":true`) {
		t.Errorf("the Worker is %s", body)
	}
	_, _, third := a.startAssets(manifestOf(5, 3))
	if len(third.Buckets) != 0 {
		t.Errorf("nothing is missing, but asked for is %v", third.Buckets)
	}
	for _, tt := range []struct {
		metadata string
		has      bool
	}{
		{`"assets":{"jwt":"` + third.JWT + `"}`, true}, {`"keep_assets":true`, true},
		{`"keep_assets":true,"assets":{"config":{}}`, true}, {`"bindings":[]`, false}, {`"keep_assets":true`, false},
	} {
		body := a.mustUpload("workers/scripts/w", workerWith(tt.metadata))
		if !strings.Contains(body, fmt.Sprintf(`"has_assets":%v,`, tt.has)) {
			t.Errorf("%s: %s", tt.metadata, body)
		}
	}
	site := form(part("metadata", "application/json", `{"assets":{"jwt":"`+third.JWT+`"}}`))
	if body := a.mustUpload("workers/scripts/w", site); !strings.Contains(body, `"has_assets":true,"has_modules":false`) {
		t.Errorf("without a script: %s", body)
	}
	if status, body := a.upload("workers/scripts/v", withAssets(third.JWT)); status != 400 || !strings.Contains(body, `"code":10021,`) {
		t.Errorf("for another Worker: %d %s", status, body)
	}
}

// What cannot be an upload of assets is refused before it costs anything.
func TestRefusedAssets(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	many := make([]int, 20_001)
	for manifest, want := range map[string]int{
		`{"manifest":{"a":{"hash":"ab","size":1}}}`: 400, `{"manifest":{"/a":{"hash":"../x","size":1}}}`: 400,
		`{"manifest":{"/a":{"hash":"","size":1}}}`: 400, manifestOf(-1): 400, manifestOf(26 << 20): 400, manifestOf(many...): 400,
		`{"manifest":{"/a":{"hash":"ab","size":1},"/b":{"hash":"ab","size":2}}}`: 400, `[]`: 400, `{`: 400,
		strings.Repeat(" ", 9<<20): 413,
	} {
		if status, body, _ := a.startAssets(manifest); status != want || !strings.Contains(body, `"code":10021,`) {
			t.Errorf("%.80s: %d %s", manifest, status, body)
		}
	}
	if status, body := a.do("POST", "workers/scripts/W/assets-upload-session", manifestOf(1)); status != 400 {
		t.Errorf("a bad name: %d %s", status, body)
	}
	_, _, session := a.startAssets(manifestOf(5))
	for name, body := range map[string]string{
		"unknown":   form(file(9, "hello")),
		"too short": form(file(0, "hell")),
		"too long":  form(file(0, "hello!")),
		"no base64": form(part(hash(0), "text/html", "!!!!!!!!")),
		"cut off":   form(part(hash(0), "text/html", "aGVsbG8")),
		"no form":   "x",
	} {
		status, reply := a.do("POST", "workers/assets/upload?base64=true", body, asForm, bearer(session.JWT))
		if status != 400 || !strings.Contains(reply, `"code":10021,`) {
			t.Errorf("%s: %d %s", name, status, reply)
		}
	}
	if status, body := a.do("POST", "workers/assets/upload", form(file(0, "hello")), asForm, bearer(session.JWT)); status != 400 {
		t.Errorf("not said to be base64: %d %s", status, body)
	}
	for _, token := range []string{a.token, "nope", session.JWT + "x"} {
		if status, body := a.sendAssets(token, file(0, "hello")); status != http.StatusUnauthorized || !strings.Contains(body, `"code":1000,`) {
			t.Errorf("with another token: %d %s", status, body)
		}
	}
	if status, _ := a.do("GET", "workers/scripts", "", bearer(session.JWT)); status != http.StatusUnauthorized {
		t.Errorf("a session's token opens other paths: %d", status)
	}
	if _, _, again := a.startAssets(manifestOf(5)); len(again.Buckets) != 1 {
		t.Errorf("a refused file counts as sent: %v", again.Buckets)
	}
}

// A session is good for an hour.
func TestAssetsExpire(t *testing.T) {
	t.Parallel()
	now := time.Now()
	a := newAPI(t, backend.WithClock(func() time.Time { return now }))
	_, _, session := a.startAssets(manifestOf(5))
	_, _, done := a.startAssets(`{"manifest":{}}`)
	claims, err := base64.RawURLEncoding.DecodeString(strings.Split(session.JWT, ".")[1])
	var told struct{ Exp int64 }
	if err != nil || json.Unmarshal(claims, &told) != nil || told.Exp != now.Add(time.Hour).Unix() {
		t.Errorf("the token says %s (%v)", claims, err)
	}
	now = now.Add(time.Hour)
	if status, body := a.sendAssets(session.JWT, file(0, "hello")); status != http.StatusUnauthorized {
		t.Errorf("%d %s", status, body)
	}
	if status, body := a.upload("workers/scripts/w", withAssets(done.JWT)); status != 400 {
		t.Errorf("%d %s", status, body)
	}
}

// What is to be sent together stays far below what one request may bring.
func TestAssetBuckets(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	const mib = 1 << 20
	sizes := []int{25 * mib, 20 * mib, 20 * mib, 1}
	for range 1000 {
		sizes = append(sizes, 0)
	}
	_, _, session := a.startAssets(manifestOf(sizes...))
	var counts []int
	for _, bucket := range session.Buckets {
		counts = append(counts, len(bucket))
	}
	if fmt.Sprint(counts) != "[1000 2 1 1]" {
		t.Errorf("the requests have %v files", counts)
	}
}
