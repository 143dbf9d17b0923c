package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"
)

// contractFile describes the endpoints that Workers VPC needs. It is kept
// beside the repository, not in it: where it is absent, these checks are not
// made, save in CI.
const contractFile = "../../shared/contract/openapi-vpc.json"

// outsideContract are the paths that Wrangler asks for and the contract leaves
// out: after an authentication error it tells who the token is for, and a
// deploy asks older and newer APIs, too, and those of triggers and assets.
var outsideContract = []string{
	"/user", "/zones", "/zones/*/workers/routes",
	"/accounts/*/workers/services/*", "/accounts/*/workers/workers/*", "/accounts/*/workers/workers/*/versions/latest",
	"/accounts/*/workers/scripts/*/secrets", "/accounts/*/workers/scripts/*/secrets/*",
	"/accounts/*/workers/scripts/*/secrets-bulk", "/accounts/*/workers/scripts/*/routes",
	"/accounts/*/workers/scripts/*/domains/*", "/accounts/*/workers/scripts/*/schedules",
	"/accounts/*/workers/scripts/*/assets-upload-session", "/accounts/*/workers/assets/upload",
	"/accounts/*/workers/scripts/*/references", "/accounts/*/workers/tails/by-consumer/*",
	"/accounts/*/workers/durable_objects/namespaces", "/accounts/*/storage/kv/namespaces", "/accounts/*/d1/database",
}

var loadContract = sync.OnceValues(func() (routers.Router, error) {
	data, err := os.ReadFile(contractFile)
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		return nil, err
	}
	doc.Servers = nil // requests are matched by their path below the base
	// As written, no dual-stack host can be valid: its four variants exclude one
	// another, and two addresses meet that of one address, too.
	host := doc.Components.Schemas["infra_ServiceHost"].Value
	host.AnyOf, host.OneOf = host.OneOf, nil
	// Recorded replies have an empty placement (L0065), which is none of these.
	delete(doc.Components.Schemas["set"].Value.Properties, "placement")
	// Migrations in steps have no field that those in one must not have.
	const script = "/accounts/{account_id}/workers/scripts/{script_name}"
	steps := metadataSchema(doc.Paths.Value(script).Put).Properties["migrations"].Value
	steps.AnyOf, steps.OneOf = steps.OneOf, nil
	// A site of static assets has no script, and Wrangler uploads versions of it.
	metadataSchema(doc.Paths.Value(script + "/versions").Post).Required = nil
	return gorillamux.NewRouter(doc)
})

// metadataSchema is what the contract says of the metadata of an upload.
func metadataSchema(upload *openapi3.Operation) *openapi3.Schema {
	form := upload.RequestBody.Value.Content.Get("multipart/form-data")
	return form.Schema.Value.Properties["metadata"].Value
}

func TestContractIsThere(t *testing.T) {
	t.Parallel()
	_, err := loadContract()
	switch {
	case errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") == "":
		t.Skipf("%s is absent: nothing is checked against it", contractFile)
	case err != nil:
		t.Fatal(err)
	}
}

// A contract check that finds nothing would make all of them pass for nothing.
func TestContractFindsFaults(t *testing.T) {
	t.Parallel()
	router, err := loadContract()
	if err != nil {
		t.Skipf("no contract: %v", err)
	}
	const services = "/accounts/10ca1000000000000000000000000000/connectivity/directory/services"
	good := exchange{
		method: "POST", path: services, status: 200,
		header: http.Header{"Content-Type": {"application/json"}},
		body: `{"name":"n","type":"http","host":{"ipv4":"10.0.0.1",` +
			`"network":{"tunnel_id":"cd05ce54-9b6a-4a0a-a24c-2f2d6f4ff6a3"}}}`,
		reply: http.Header{"Content-Type": {"application/json"}},
		result: `{"success":true,"errors":[],"messages":[],"result":{"name":"n","type":"http","host":{"ipv4":"10.0.0.1",` +
			`"network":{"tunnel_id":"cd05ce54-9b6a-4a0a-a24c-2f2d6f4ff6a3"}}}}`,
	}
	if err := validate(t, router, good); err != nil {
		t.Errorf("a good exchange: %v", err)
	}
	upload := exchange{
		method: "POST", path: "/accounts/10ca1000000000000000000000000000/workers/scripts/w/versions", status: 200,
		header: http.Header{"Content-Type": {"multipart/form-data; boundary=b"}},
		body: "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n" +
			`{"main_module":"a","bindings":[{"name":"A","type":"vpc_service","service_id":"x"}]}` + "\r\n--b--\r\n",
		reply:  http.Header{"Content-Type": {"application/json"}},
		result: `{"success":true,"errors":[],"messages":[],"result":{"resources":{"bindings":[]}}}`,
	}
	if err := validate(t, router, upload); err != nil {
		t.Errorf("a good upload: %v", err)
	}
	upload.body = strings.Replace(upload.body, "service_id", "id", 1)
	if validate(t, router, upload) == nil {
		t.Error("an upload whose binding names no service: no fault was found")
	}
	for name, spoil := range map[string]func(*exchange){
		"request without a host": func(x *exchange) { x.body = `{"name":"n","type":"http"}` },
		"request of a third type": func(x *exchange) {
			x.body = strings.Replace(x.body, `"http"`, `"udp"`, 1)
		},
		"reply without errors": func(x *exchange) { x.result = strings.Replace(x.result, `"errors":[],`, ``, 1) },
		"reply of a third type": func(x *exchange) {
			x.result = strings.Replace(x.result, `"http"`, `"udp"`, 1)
		},
		"unknown path": func(x *exchange) { x.path += "/a/b" },
	} {
		x := good
		spoil(&x)
		if validate(t, router, x) == nil {
			t.Errorf("%s: no fault was found", name)
		}
	}
}

// checkContract validates what crossed the wire in a test: every reply, and
// every request that was accepted.
func checkContract(t *testing.T, exchanges []exchange) {
	t.Helper()
	router, err := loadContract()
	if err != nil {
		return // TestContractIsThere says so
	}
	for _, x := range exchanges {
		if err := validate(t, router, x); err != nil {
			t.Errorf("%s %s does not keep the contract: %v\nrequest: %s\nreply: %d %s",
				x.method, x.path, err, x.body, x.status, x.result)
		}
	}
}

func validate(t *testing.T, router routers.Router, x exchange) error {
	t.Helper()
	for _, pattern := range outsideContract {
		if outside, err := path.Match(pattern, x.path); outside || err != nil {
			return err
		}
	}
	r, err := http.NewRequestWithContext(t.Context(), x.method, x.path+"?"+x.query, strings.NewReader(uploadMetadata(x.body)))
	if err != nil {
		return err
	}
	r.Header = x.header
	route, params, err := router.FindRoute(r)
	if err != nil {
		return err
	}
	request := &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	}
	if x.status < http.StatusBadRequest {
		if err := openapi3filter.ValidateRequest(r.Context(), request); err != nil {
			return fmt.Errorf("request: %w", err)
		}
	}
	reply := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: request, Status: x.status, Header: x.reply,
		Body:    io.NopCloser(bytes.NewBufferString(x.result)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true},
	}
	if err := openapi3filter.ValidateResponse(r.Context(), reply); err != nil {
		return fmt.Errorf("reply: %w", err)
	}
	return nil
}

// uploadMetadata leaves of an upload's form its first part, the metadata: the
// contract cannot know what the modules are called. It wants that part to have a
// type, and Wrangler gives none (facts/wrangler.md 6.2).
func uploadMetadata(body string) string {
	const head = "Content-Disposition: form-data; name=\"metadata\"\r\n"
	boundary, rest, _ := strings.Cut(body, "\r\n")
	rest, found := strings.CutPrefix(rest, head)
	if !found {
		return body
	}
	metadata, _, _ := strings.Cut(rest, boundary)
	return boundary + "\r\n" + head + "Content-Type: application/json\r\n" + metadata + boundary + "--\r\n"
}
