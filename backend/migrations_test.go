package backend_test

import (
	"net/http"
	"strings"
	"testing"
)

// Wrangler sends the migrations that follow the tag that it is told.
func TestMigrations(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	const v1 = `"migrations":{"new_tag":"v1","steps":[{"new_sqlite_classes":["Room"]}]}`
	const v2 = `"migrations":{"old_tag":"v1","new_tag":"v2","steps":[]}`
	for _, tt := range []struct {
		path, metadata string
		status         int
		code, tag      string
	}{
		{"w", `"bindings":[]`, 200, "", ""},
		{"w", v2, 412, "10079", ""},
		{"w", v1, 200, "", "v1"},
		{"w", v1, 412, "10079", "v1"},
		{"w", `"bindings":[]`, 200, "", "v1"},
		{"w/versions", `"bindings":[]`, 200, "", "v1"},
		{"w/versions", v2, 400, "10211", "v1"},
		{"w", v2, 200, "", "v2"},
		{"w", `"migrations":{"old_tag":"v2","new_classes":["Hall"]}`, 200, "", "v2"},
		{"w", `"migrations":[]`, 400, "10021", "v2"},
	} {
		status, body := a.upload("workers/scripts/"+tt.path, workerWith(tt.metadata))
		if status != tt.status || tt.code != "" && !strings.Contains(body, `"code":`+tt.code+",") {
			t.Errorf("%s %s: %d %s, want %d %s", tt.path, tt.metadata, status, body, tt.status, tt.code)
		}
		want := `"migration_tag":"` + tt.tag + `"`
		if _, body := a.do("GET", "workers/services/w", ""); strings.Contains(body, "migration_tag") != (tt.tag != "") ||
			tt.tag != "" && !strings.Contains(body, want) {
			t.Errorf("after %s %s: %s, want %s", tt.path, tt.metadata, body, want)
		}
	}
	a.do("PATCH", "workers/scripts/w/script-settings", `{"tags":[]}`)
	if _, body := a.do("GET", "workers/services/w", ""); !strings.Contains(body, `"migration_tag":"v2"`) {
		t.Errorf("a change of settings leaves %s", body)
	}
}

// A Worker that others need is deleted by force alone.
func TestReferences(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	a.mustUpload("workers/scripts/w", workerWith(`"bindings":[{"name":"SELF","type":"service","service":"w"}]`))
	for _, path := range []string{"workers/scripts/w", "workers/services/w?force=false"} {
		a.mustUpload("workers/scripts/w", workerWith(`"bindings":[{"name":"SELF","type":"service","service":"w"}]`))
		for _, tt := range []struct{ name, metadata, references, tails string }{
			{"binds", `"bindings":[{"name":"B","type":"service","service":"w"},{"name":"C","type":"service","service":"x"}]`,
				`{"services":{"incoming":[{"service":"binds","environment":"production","name":"B"}]},"durable_objects":[]}`, `[]`},
			{"object", `"bindings":[{"name":"O","type":"durable_object_namespace","class_name":"Room","script_name":"w"}]`,
				`{"services":{"incoming":[]},"durable_objects":[{"service":"object","environment":"production","name":"O",` +
					`"durable_object_namespace_name":"Room"}]}`, `[]`},
			{"tailed", `"tail_consumers":[{"service":"w"},{"service":"x"}]`, `{"services":{"incoming":[]},"durable_objects":[]}`,
				`[{"producer":{"service":"tailed","environment":"production"}}]`},
		} {
			a.mustUpload("workers/scripts/"+tt.name, workerWith(tt.metadata))
			status, body := a.do("GET", "workers/scripts/w/references", "")
			wantReply(t, status, body, 200, `{"result":`+tt.references+dirOK)
			status, body = a.do("GET", "workers/tails/by-consumer/w", "")
			wantReply(t, status, body, 200, `{"result":`+tt.tails+dirOK)
			if status, body := a.do("DELETE", path, ""); status != http.StatusBadRequest || !strings.Contains(body, `"code":10064,`) {
				t.Errorf("%s: %d %s", tt.name, status, body)
			}
			a.do("DELETE", "workers/services/"+tt.name+"?force=true", "")
		}
		status, body := a.do("DELETE", path, "")
		wantReply(t, status, body, 200, `{"result":null`+dirOK)
	}
	a.mustUpload("workers/scripts/w", worker())
	a.mustUpload("workers/scripts/v", worker(`{"name":"B","type":"service","service":"w"}`))
	status, body := a.do("DELETE", "workers/scripts/w?force=true", "")
	wantReply(t, status, body, 200, `{"result":null`+dirOK)
}

// There are no KV namespaces, which is what a deletion by Wrangler wants to
// know.
func TestNoNamespaces(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	status, body := a.do("GET", "storage/kv/namespaces?per_page=100&page=1", "")
	wantReply(t, status, body, 200, `{"result":[],"success":true,"errors":[],"messages":[],`+
		`"result_info":{"page":1,"per_page":1000,"count":0,"total_count":0}}`)
	if status, body := a.do("POST", "storage/kv/namespaces", "{}"); status != 405 || !strings.Contains(body, "does not serve POST") {
		t.Errorf("%d %s", status, body)
	}
}
