package backend

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/lariat-cli/lariat/internal/bounded"
)

// An upload's bounds. Modules are read through, not kept, so their size costs
// no memory; the metadata is kept and bounded as every other body.
const (
	maxUpload = 100 << 20
	maxParts  = 10_000
)

// upload is a new version of a Worker as it comes in.
type upload struct {
	metadata
	etag   string
	by     caller
	source string
	strict bool // an inherited binding has to be there
	deploy bool // all requests go to it at once
}

// metadata is what an upload says of the Worker (facts/cloudflare-api.md 5.2).
// What is not here is ignored.
type metadata struct {
	MainModule         string            `json:"main_module"`
	BodyPart           string            `json:"body_part"`
	Bindings           []binding         `json:"bindings"`
	KeepBindings       []string          `json:"keep_bindings"`
	CompatibilityDate  string            `json:"compatibility_date"`
	CompatibilityFlags []string          `json:"compatibility_flags"`
	UsageModel         string            `json:"usage_model"`
	Placement          json.RawMessage   `json:"placement"`
	Limits             json.RawMessage   `json:"limits"`
	Annotations        map[string]string `json:"annotations"`
	Migrations         *migrations       `json:"migrations"`
	Assets             *assetsMetadata   `json:"assets"`
	KeepAssets         bool              `json:"keep_assets"`
	workerSettings
}

// readUpload reads the form of an upload (facts/wrangler.md 6.2): the metadata,
// and of the modules their names and what they hash to.
func readUpload(w http.ResponseWriter, r *http.Request) (upload, error) {
	u := upload{
		by: callerOf(r), source: sourceOf(r), strict: r.URL.Query().Get("bindings_inherit") == "strict",
	}
	var described bool
	modules := map[string]bool{}
	etag := sha256.New()
	err := readForm(w, r, func(part *multipart.Part) error {
		if part.FormName() == "metadata" {
			described = true
			return u.readMetadata(part)
		}
		modules[part.FormName()] = true
		return hashPart(etag, part)
	})
	if err == nil {
		u.etag = hex.EncodeToString(etag.Sum(nil))
		err = u.check(described, modules)
	}
	return u, err
}

// readForm hands over the parts of a form, and says in the API's words what is
// wrong with it.
func readForm(w http.ResponseWriter, r *http.Request, read func(*multipart.Part) error) error {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		return badWorker("the upload must be multipart/form-data with a boundary")
	}
	form := multipart.NewReader(http.MaxBytesReader(w, r.Body, maxUpload), params["boundary"])
	err = readParts(form, read)
	_, tooLarge := errors.AsType[*http.MaxBytesError](err)
	_, ours := errors.AsType[*apiError](err)
	switch {
	case tooLarge:
		return &apiError{
			status: http.StatusRequestEntityTooLarge, code: codeWorkerTooLarge,
			msg: "the upload " + (&bounded.SizeError{Most: maxUpload}).Error(),
		}
	case err != nil && !ours:
		return badWorker("the upload's form cannot be read: %s", err)
	}
	return err
}

func readParts(form *multipart.Reader, read func(*multipart.Part) error) error {
	for n := 0; ; n++ {
		part, err := form.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case n == maxParts:
			return badWorker("the upload has more than %d parts", maxParts)
		}
		if err := read(part); err != nil {
			return err
		}
	}
}

func (u *upload) readMetadata(r io.Reader) error {
	data, err := readBody(r, codeBadWorker)
	if err != nil {
		return err
	}
	u.metadata = metadata{}
	if err := json.Unmarshal(data, &u.metadata); err != nil {
		return badWorker("the metadata cannot be read: %s", jsonFault(err))
	}
	return nil
}

// hashPart adds a part to the sum of all, such that none can pass for another.
func hashPart(all io.Writer, part *multipart.Part) error {
	sum := sha256.New()
	if _, err := io.Copy(sum, part); err != nil {
		return err
	}
	_, err := fmt.Fprintf(all, "%q %x\n", part.FormName(), sum.Sum(nil))
	return err
}

func (u *upload) check(described bool, modules map[string]bool) error {
	switch {
	case !described:
		return badWorker("the upload has no metadata")
	case u.entryPoint() == "" && u.Assets != nil: // a site without a script
		return nil
	case u.entryPoint() == "":
		return badWorker("the metadata names neither a main_module nor a body_part")
	case !modules[u.entryPoint()]:
		return badWorker("the upload has no module '%s', which the metadata names", u.entryPoint())
	}
	return nil
}

func (m *metadata) entryPoint() string {
	if m.MainModule != "" {
		return m.MainModule
	}
	return m.BodyPart
}

// sourceOf is what a version or a deployment was made with.
func sourceOf(r *http.Request) string {
	if strings.HasPrefix(r.UserAgent(), "wrangler/") {
		return "wrangler"
	}
	return "api"
}
