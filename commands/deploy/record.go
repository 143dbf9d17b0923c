package deploy

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// The variables that say where Wrangler writes what it has done, an object a
// line (facts/wrangler.md 9).
const (
	envRecord  = "WRANGLER_OUTPUT_FILE_PATH"
	envRecords = "WRANGLER_OUTPUT_FILE_DIRECTORY"
)

// record is that file: nothing else tells which Worker and which version came
// of a command line, a configuration and a build system together.
type record struct {
	path  string
	from  int64    // where the lines of this run begin
	env   []string // makes Wrangler write it
	spare string   // a folder to remove afterwards; "" if the user asked for the file
}

// newRecord takes the user's file, or one in the user's folder of such files, or
// a temporary one: it holds the whole command line, and so what is secret in it.
func (o *options) newRecord() (r record, err error) {
	if err := o.app.LoadEnv(); err != nil {
		return record{}, err
	}
	path, dir := o.app.Lookup(envRecord).Value, o.app.Lookup(envRecords).Value
	switch {
	case path != "":
		r.path = o.app.Path(path)
		if info, err := os.Stat(r.path); err == nil {
			r.from = info.Size()
		}
		return r, nil
	case dir != "":
		r.path = filepath.Join(o.app.Path(dir), o.recordName())
	default:
		if r.spare, err = os.MkdirTemp("", "lariat-deploy-"); err != nil {
			return record{}, err
		}
		r.path = filepath.Join(r.spare, "output.json")
	}
	r.env = []string{envRecord + "=" + r.path}
	return r, nil
}

// recordName is a name as Wrangler gives it.
func (o *options) recordName() string {
	var random [3]byte
	_, _ = rand.Read(random[:]) // it never fails
	at := strings.ReplaceAll(o.app.Now().UTC().Format("2006-01-02_15-04-05.000"), ".", "_")
	return "wrangler-output-" + at + "-" + hex.EncodeToString(random[:]) + ".json"
}

func (r record) remove() {
	if r.spare != "" {
		_ = os.RemoveAll(r.spare) // a temporary folder
	}
}

// entry is what Wrangler says of an upload.
type entry struct {
	Type       string `json:"type"` // deploy or version-upload
	WorkerName string `json:"worker_name"`
	VersionID  string `json:"version_id"`
}

// uploaded is the last upload that the record tells of.
func (r record) uploaded() (last entry, ok bool) {
	const most = 1 << 20
	f, err := os.Open(r.path)
	if err != nil {
		return entry{}, false
	}
	defer f.Close() //nolint:errcheck // it was only read
	if _, err := f.Seek(r.from, io.SeekStart); err != nil {
		return entry{}, false
	}
	lines := bufio.NewScanner(io.LimitReader(f, most))
	lines.Buffer(nil, most)
	for lines.Scan() {
		var e entry
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			continue // a later Wrangler may have more to say
		}
		if e.Type == "deploy" || e.Type == "version-upload" {
			last = e
		}
	}
	return last, last.WorkerName != ""
}
