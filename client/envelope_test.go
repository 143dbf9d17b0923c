package client

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
)

type thing struct {
	ID string `json:"id"`
}

func replyOf(tb testing.TB, status int, text string, header ...string) *reply {
	tb.Helper()
	r, err := httpRequest(tb)
	if err != nil {
		tb.Fatal(err)
	}
	return &reply{request: r, Response: answer(status, text, header...), at: time.Now()}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		body string
		want string // the id
	}{
		{"connectivity order", `{"result":{"id":"a"},"success":true,"errors":[],"messages":[]}`, "a"},
		{"tunnel order", `{"success":true,"errors":[],"messages":[],"result":{"id":"a"}}`, "a"},
		{"errors null", `{"success":true,"errors":null,"messages":null,"result":{"id":"a"},"result_info":null}`, "a"},
		{"result alone", `{"result":{"id":"a"}}`, "a"},
		{"new keys", `{"result":{"id":"a","new":{}},"success":true,"trace":[1]}`, "a"},
		{"success with warnings", `{"result":{"id":"a"},"success":true,"errors":[{"code":1}]}`, "a"},
	}
	for _, tt := range tests {
		e, err := decode[thing](replyOf(t, 200, tt.body))
		if err != nil || e.Result.ID != tt.want {
			t.Errorf("%s: %v, error %v", tt.name, e, err)
		}
	}
}

func TestDecodeFailure(t *testing.T) {
	t.Parallel()
	const html = "<!DOCTYPE html><html><body><h1>502</h1>\x1b[31m"
	tests := []struct {
		name   string
		status int
		body   string
		want   string
		is     error // nil for none of the sentinels
	}{
		{"recorded 404", 404, `{"result":null,"success":false,"errors":[{"code":5104,"message":"Service (ID: \"01a0\") not found"}],"messages":[]}`,
			`Service (ID: "01a0") not found [code: 5104] (request id 8f)`, ErrNotFound},
		{"success false with 200", 200, `{"result":null,"success":false,"errors":[{"code":5102,"message":"invalid json"}]}`,
			"invalid json [code: 5102] (request id 8f)", nil},
		{"success false alone", 200, `{"success":false}`, "GET /x: HTTP 200 OK, but the reply says that it failed and not why (request id 8f)", nil},
		{"success false with messages", 200, `{"success":false,"messages":[{"message":"in maintenance"}]}`,
			"GET /x: HTTP 200 OK, but the reply says that it failed; in maintenance (request id 8f)", nil},
		{"HTML of many lines", 502, "\r\n<html>\n\t<head>\n<title>502</title>" + strings.Repeat(" \n<p>x</p>", 50),
			"the reply to GET /x (HTTP 502 Bad Gateway) is not JSON: <html> <head> <title>502</title>" + strings.Repeat(" <p>x</p>", 7) + " <p>x... (request id 8f)", ErrUnavailable},
		{"errors alone with 200", 200, `{"errors":[{"code":10000,"message":"no"}]}`, "no [code: 10000] (request id 8f)", ErrAuth},
		{"result of another type in a failure", 200, `{"result":"","success":false,"errors":[{"code":10000,"message":"no"}]}`,
			"no [code: 10000] (request id 8f)", ErrAuth},
		{"chain", 400, `{"success":false,"errors":[{"code":6003,"message":"Invalid request headers","error_chain":[{"code":6111,"message":"Invalid format"}]}]}`,
			"Invalid request headers [code: 6003]: Invalid format [code: 6111] (request id 8f)", ErrAuth},
		{"two errors", 404, `{"success":false,"errors":[{"code":7003,"message":"a"},{"code":7000,"message":"b"}]}`,
			"a [code: 7003]; b [code: 7000] (request id 8f)", nil},
		{"errors null", 404, `{"success":false,"errors":null}`, "GET /x: HTTP 404 Not Found (request id 8f)", ErrNotFound},
		{"errors of another type", 403, `{"success":false,"errors":"no"}`, "GET /x: HTTP 403 Forbidden (request id 8f)", ErrAuth},
		{"code as text", 403, `{"success":false,"errors":[{"code":"x","message":"no"}]}`, "no (request id 8f)", ErrAuth},
		{"short form", 400, `{"error":"bad","code":10000}`, "bad [code: 10000] (request id 8f)", ErrAuth},
		{"short form with 200", 200, `{"error":"bad","code":7}`, "bad [code: 7] (request id 8f)", nil},
		{"short form with an object", 400, `{"error":{"code":5104,"message":"bad"}}`, "bad [code: 5104] (request id 8f)", ErrNotFound},
		{"empty 503", 503, "", "GET /x: HTTP 503 Service Unavailable (request id 8f)", ErrUnavailable},
		{"escape sequences", 400, `{"success":false,"errors":[{"code":1,"message":"\u001b[2Jboo\nerror: forged"}]}`,
			`\x1b[2Jboo\x0aerror: forged [code: 1] (request id 8f)`, nil},
		{"HTML", 502, html, "the reply to GET /x (HTTP 502 Bad Gateway) is not JSON: <!DOCTYPE html><html><body><h1>502</h1>\\x1b[31m (request id 8f)", ErrUnavailable},
		{"HTML 404 is no missing service", 404, html, "the reply to GET /x (HTTP 404 Not Found) is not JSON: <!DOCTYPE html><html><body><h1>502</h1>\\x1b[31m (request id 8f)", ErrUnavailable},
		{"HTML 403 is a gate", 403, "<html>", "the reply to GET /x (HTTP 403 Forbidden) is not JSON: <html> (request id 8f)", ErrAuth},
		{"HTML 401 is a gate", 401, "<html>", "the reply to GET /x (HTTP 401 Unauthorized) is not JSON: <html> (request id 8f)", ErrAuth},
		{"cut off", 200, `{"result":{"id":"a"},"succ`, `the reply to GET /x (HTTP 200 OK) is cut off: {"result":{"id":"a"},"succ (request id 8f)`, ErrUnavailable},
		{"empty 200", 200, " \n", "the reply to GET /x (HTTP 200 OK) is empty (request id 8f)", ErrUnavailable},
		{"no result", 200, `{"success":true}`, `the reply to GET /x (HTTP 200 OK) has no result: {"success":true} (request id 8f)`, ErrUnavailable},
		{"result null", 200, `{"success":true,"result":null}`, `the reply to GET /x (HTTP 200 OK) has no result: {"success":true,"result":null} (request id 8f)`, ErrUnavailable},
		{"result of another type", 200, `{"success":true,"result":[]}`, `the reply to GET /x (HTTP 200 OK) has a result of another shape: {"success":true,"result":[]} (request id 8f)`, ErrUnavailable},
		{"other JSON", 200, `{"hello":1}`, `the reply to GET /x (HTTP 200 OK) is not one of the API's: {"hello":1} (request id 8f)`, ErrUnavailable},
		{"a list", 404, `[1]`, `the reply to GET /x (HTTP 404 Not Found) is not one of the API's: [1] (request id 8f)`, ErrUnavailable},
		{"null", 200, `null`, `the reply to GET /x (HTTP 200 OK) is not one of the API's: null (request id 8f)`, ErrUnavailable},
		{"rubbish after it", 200, `{"success":true,"result":{"id":"a"}} x`, `the reply to GET /x (HTTP 200 OK) is not JSON: {"success":true,"result":{"id":"a"}} x (request id 8f)`, ErrUnavailable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e, err := decode[thing](replyOf(t, tt.status, tt.body, "Cf-Ray", "8f"))
			if err == nil {
				t.Fatalf("got %v, want an error", e)
			}
			if err.Error() != tt.want {
				t.Errorf("error\n%s\nwant\n%s", err, tt.want)
			}
			for _, s := range []error{ErrNotFound, ErrAuth, ErrConflict, ErrUnavailable} {
				if errors.Is(err, s) != errors.Is(tt.is, s) {
					t.Errorf("errors.Is(err, %v) = %v", s, errors.Is(err, s))
				}
			}
		})
	}
}

func TestDecodeKeepsTheDetails(t *testing.T) {
	t.Parallel()
	body := `{"success":false,"errors":[{"code":10180,"message":"m","documentation_url":"https://d.test","source":{"pointer":"/host"}}],"messages":[{"code":1,"message":"note"}]}`
	_, err := decode[thing](replyOf(t, 429, body, "Retry-After", "7"))
	e, ok := errors.AsType[*Error](err)
	if !ok || e.Status != 429 || e.RetryAfter != 7*time.Second || len(e.Messages) != 1 || e.Messages[0].Message != "note" {
		t.Fatalf("error %#v", err)
	}
	if m := e.Errors[0]; m.DocumentationURL != "https://d.test" || m.Pointer != "/host" {
		t.Errorf("message %#v", m)
	}
	_, err = decode[thing](replyOf(t, 429, "<html>", "Retry-After", "7", "Cf-Mitigated", "challenge"))
	if r, ok := errors.AsType[*ReplyError](err); !ok || r.RetryAfter != 7*time.Second || !r.Challenge {
		t.Errorf("error %#v", err)
	}
}

func TestLongTextIsCut(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 1<<20)
	for _, body := range []string{`{"success":false,"errors":[{"code":1,"message":"` + long + `"}]}`, "<" + long} {
		_, err := decode[thing](replyOf(t, 400, body))
		if n := len(err.Error()); n > 1000 {
			t.Errorf("the error has %d bytes", n)
		}
	}
}

func FuzzEnvelope(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `[]`, `<html>`, `{"result":{"id":"a"},"success":true,"errors":[],"messages":[]}`,
		`{"success":false,"errors":[{"code":6003,"message":"m","error_chain":[{"code":6111}]}]}`,
		`{"error":"x","code":1}`, `{"error":{},"code":null}`, `{"result":[{"id":"a"}],"success":true,"result_info":{"per_page":-1}}`,
	} {
		f.Add(200, []byte(seed))
		f.Add(404, []byte(seed))
	}
	f.Fuzz(func(t *testing.T, status int, data []byte) {
		e, err := decode[[]thing](replyOf(t, status, string(data)))
		if (err == nil) == (e == nil) {
			t.Fatalf("envelope %v with error %v", e, err)
		}
		if err == nil && (status < 200 || status > 299 || !json.Valid(data)) {
			t.Errorf("status %d with %q passed for a success", status, data)
		}
		if err != nil && (err.Error() != visible(err.Error(), 1<<20) || len(err.Error()) > 16<<10) {
			t.Errorf("error %q is not safe to print", err)
		}
	})
}
