package commands_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"path"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/term"
)

// world is a host with nothing in it but the given variables.
func world(t *testing.T, env map[string]string) app.Host {
	t.Helper()
	return app.Host{
		Dir: t.TempDir(), Home: t.TempDir(), OS: "linux", Now: time.Now,
		Env: func(name string) string { return env[name] },
	}
}

// Ctrl-C in a request ends the command at once with exit code 130. Where the
// request may have had its effect, the error says so, and how to see.
func TestInterrupt(t *testing.T) {
	t.Parallel()
	const id, other = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57", "01a0ebf6-0a78-73c3-b7cf-2126eda86c58"
	tests := []struct {
		method, args string
		want         string
	}{
		{"GET", "vpc service list", "error: interrupted\n"},
		{"POST", "vpc service create x --type http --tunnel-id 5456b9ca-8b73-4b44-93df-67ad7acc8e2c --ipv4 10.0.0.1",
			`error: interrupted: it is unknown whether service "x" was created`},
		{"POST", "vpc service create x --type http --tunnel-id 5456b9ca-8b73-4b44-93df-67ad7acc8e2c --ipv4 10.0.0.1",
			"hint: lariat vpc service get x\n"},
		{"PUT", "vpc service update " + id + " --http-port 81",
			`error: interrupted: it is unknown whether service "twin" was changed` + "\nhint: lariat vpc service get " + id + "\n"},
		{"DELETE", "vpc service delete " + id + " " + other + " --yes",
			`error: interrupted: it is unknown whether service "twin" was deleted, and not tried: "twin"` + "\nhint: lariat vpc service list\n"},
		{"POST", "tunnel create office", `error: interrupted: it is unknown whether tunnel "office" was created`},
	}
	for _, tt := range tests {
		t.Run(tt.method+" "+tt.args, func(t *testing.T) {
			t.Parallel()
			ctx, interrupt := context.WithCancel(t.Context())
			hits := 0
			url := newServer(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				if r.Method != tt.method {
					reply(200, `{"success":true,"result":`+twin(path.Base(r.URL.Path))+`}`)(w, r)
					return
				}
				hits++
				interrupt()
				<-r.Context().Done()
			})
			host := world(t, map[string]string{
				"CLOUDFLARE_API_BASE_URL": url, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
			})
			streams, out, errs := term.Buffers("", false, 80)
			code := commands.Run(ctx, strings.Fields(tt.args), streams, host)
			if code != 130 || out.Len() > 0 || !strings.Contains(errs.String(), tt.want) {
				t.Errorf("exit code %d, stdout %q, stderr %q", code, out, errs)
			}
			if hits != 1 {
				t.Errorf("%d requests were interrupted, want 1", hits)
			}
		})
	}
}

// Ctrl-C between two requests leaves nothing in doubt.
func TestInterruptBetweenDeletions(t *testing.T) {
	t.Parallel()
	const id, other = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57", "01a0ebf6-0a78-73c3-b7cf-2126eda86c58"
	for _, tt := range []struct {
		status int
		code   int
		want   []string
	}{
		{200, 130, []string{`error: interrupted, and not tried: "twin"` + "\nhint: lariat vpc service list\n"}},
		{400, 1, []string{`error: could not delete service "twin" (` + id + `): no `, `error: interrupted, and not tried: "twin"`}},
	} {
		ctx, interrupt := context.WithCancel(t.Context())
		url := newServer(t, func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.Method != http.MethodDelete:
				reply(200, `{"success":true,"result":`+twin(path.Base(r.URL.Path))+`}`)(w, r)
			case tt.status == 200:
				reply(200, `{"success":true,"result":null}`)(w, r)
			default:
				reply(tt.status, `{"success":false,"errors":[{"code":1,"message":"no"}]}`)(w, r)
			}
		})
		host := world(t, map[string]string{
			"CLOUDFLARE_API_BASE_URL": url, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
		})
		streams, out, _ := term.Buffers("", false, 80)
		errs := &interrupter{at: "< 3 ", interrupt: interrupt} // the first deletion's reply
		streams.Err = term.NewOutput(errs, false, 80)
		code := commands.Run(ctx, []string{"--verbose", "vpc", "service", "delete", id, other, "--yes"}, streams, host)
		if code != tt.code || (out.String() == id+"\n") != (tt.status == 200) {
			t.Errorf("HTTP %d: exit code %d, stdout %q", tt.status, code, out)
		}
		for _, want := range tt.want {
			if !strings.Contains(errs.String(), want) {
				t.Errorf("HTTP %d: want %q in %s", tt.status, want, errs)
			}
		}
	}
}

// interrupter is a stream whose reader interrupts at a write that starts so.
type interrupter struct {
	bytes.Buffer
	at        string
	interrupt func()
}

func (i *interrupter) Write(p []byte) (int, error) {
	if strings.HasPrefix(string(p), i.at) {
		i.interrupt()
	}
	return i.Buffer.Write(p)
}

// A change or a deletion whose reply is lost leaves open whether it took place,
// and the hint is how to see.
func TestLostReply(t *testing.T) {
	t.Parallel()
	const id = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57"
	tests := []struct {
		method, args string
		want         []string
	}{
		{"PUT", "vpc service update " + id + " --http-port 81", []string{
			`error: it is unknown whether service "twin" was changed: the reply to PUT /`,
			"\nhint: lariat vpc service get " + id + "\n"}},
		{"PUT", "vpc service update " + id + " --http-port 81 --json", []string{
			`"kind":"unavailable"`, `"request_id":"0123456789abcdef-TST"`}},
		{"DELETE", "vpc service delete " + id + " --yes", []string{
			`error: it is unknown whether service "twin" was deleted: the reply to DELETE /`,
			"\nhint: lariat vpc service list\n"}},
		{"DELETE", "tunnel delete " + id + " --yes", []string{
			`error: it is unknown whether tunnel "twin" was deleted: the reply to DELETE /`,
			"\nhint: lariat tunnel list\n"}},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			t.Parallel()
			url := newServer(t, func(w http.ResponseWriter, r *http.Request) {
				switch {
				case r.Method == tt.method:
					reply(200, "<html>")(w, r)
				case strings.Contains(r.URL.Path, "/cfd_tunnel"):
					reply(200, `{"success":true,"result":{"id":"`+id+`","name":"twin"}}`)(w, r)
				default:
					reply(200, `{"success":true,"result":`+twin(path.Base(r.URL.Path))+`}`)(w, r)
				}
			})
			host := world(t, map[string]string{
				"CLOUDFLARE_API_BASE_URL": url, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
			})
			streams, out, errs := term.Buffers("", false, 80)
			code := commands.Run(t.Context(), strings.Fields(tt.args), streams, host)
			if code != 6 || out.Len() > 0 {
				t.Errorf("exit code %d, stdout %q", code, out)
			}
			for _, want := range tt.want {
				if !strings.Contains(errs.String(), want) {
					t.Errorf("stderr %q, want %q in it", errs, want)
				}
			}
		})
	}
}

// An interrupt at a question is no answer.
func TestInterruptedQuestion(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	host := world(t, nil)
	run := func(ctx context.Context, in io.Reader, tty bool, args string) (int, string) {
		streams, _, errs := term.Buffers("", tty, 80)
		streams.In.Reader = in
		return commands.Run(ctx, append([]string{"--local"}, strings.Fields(args)...), streams, host), errs.String()
	}
	if code, errs := run(t.Context(), nil, false, "vpc service create x --type http --tunnel local --ipv4 10.0.0.1"); code != 0 {
		t.Fatal(errs)
	}
	code, errs := run(ctx, waiting{interrupt, t.Context().Done()}, true, "vpc service delete x")
	if code != 130 {
		t.Errorf("exit code %d, want 130: %s", code, errs)
	}
	if code, errs := run(t.Context(), nil, false, "vpc service get x"); code != 0 {
		t.Errorf("the service is gone: %s", errs)
	}
}

// waiting is a person who interrupts instead of answering.
type waiting struct {
	interrupt func()
	until     <-chan struct{}
}

func (w waiting) Read([]byte) (int, error) {
	w.interrupt()
	<-w.until
	return 0, io.EOF
}

// A reader that goes away, as head does, is no failure.
func TestClosedPipe(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	streams, _, errs := term.Buffers("", false, 80)
	streams.Out = term.NewOutput(w, false, 80)
	if code := commands.Run(t.Context(), []string{"--local", "tunnel", "list"}, streams, world(t, nil)); code != 0 {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

// A reader that goes away takes no failure with it.
func TestDeleteToClosedPipe(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	run := func(out *term.Output, args string) (int, string) {
		streams, _, errs := term.Buffers("", false, 80)
		if out != nil {
			streams.Out = out
		}
		return commands.Run(t.Context(), append([]string{"--local"}, strings.Fields(args)...), streams, host), errs.String()
	}
	for _, name := range []string{"one", "two"} {
		if code, errs := run(nil, "vpc service create "+name+" --type http --tunnel local --ipv4 10.0.0.1"); code != 0 {
			t.Fatal(errs)
		}
	}
	r, w := io.Pipe()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	closed := term.NewOutput(w, false, 80)
	if code, errs := run(closed, "vpc service delete one missing --yes"); code != 5 || !strings.Contains(errs, `"missing"`) {
		t.Errorf("exit code %d, stderr %q", code, errs)
	}
	if code, errs := run(closed, "vpc service delete two --yes"); code != 0 || errs != "" {
		t.Errorf("exit code %d, stderr %q", code, errs)
	}
	if code, _ := run(nil, "vpc service get two"); code != 5 {
		t.Error("two is still there")
	}
}

// What stands behind -- is no flag, so an error is for people.
func TestJSONErrorsAreAskedFor(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"vpc service get a --json":  `{"error":{`,
		"vpc service get a --jq .":  `{"error":{`,
		"vpc service get -- --json": "error: ",
	} {
		streams, _, errs := term.Buffers("", false, 80)
		if code := commands.Run(t.Context(), strings.Fields(args), streams, world(t, nil)); code != 4 || !strings.HasPrefix(errs.String(), want) {
			t.Errorf("%s: exit code %d, stderr %q", args, code, errs)
		}
	}
}

// A full disk does not hide what was made.
func TestUnprinted(t *testing.T) {
	t.Parallel()
	streams, _, errs := term.Buffers("", false, 80)
	streams.Out = term.NewOutput(full{}, false, 80)
	code := commands.Run(t.Context(), strings.Fields(
		"--local vpc service create one --type http --tunnel local --ipv4 10.0.0.1"), streams, world(t, nil))
	if code != 1 || !strings.Contains(errs.String(), "no space left") || !strings.Contains(errs.String(), "created service one with id ") ||
		!strings.Contains(errs.String(), "hint: lariat --local vpc service get ") {
		t.Errorf("exit code %d, stderr %q", code, errs)
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// A hint that is pasted works on what the failed command worked on.
func TestHintsMeanTheSameWorld(t *testing.T) {
	t.Parallel()
	host := world(t, nil)
	for args, want := range map[string]string{
		"--local vpc service delete a":                     "hint: lariat --local vpc service delete --yes a\n",
		"vpc service delete a --local -- -x":               "hint: lariat --local vpc service delete --yes -- a -x\n",
		"--account-id b --cwd . vpc service delete a":      "hint: lariat --account-id b --cwd . vpc service delete --yes a\n",
		"--local --state-dir s'x vpc service get a":        `hint: lariat --local --state-dir 's'\''x' vpc service list` + "\n",
		"--local vpc service delete db--local":             "hint: lariat --local vpc service delete --yes db--local\n",
		"--local vpc service delete db--help":              "hint: lariat --local vpc service delete --yes db--help\n",
		"--local vpc service delete -- --help":             "hint: lariat --local vpc service delete --yes -- --help\n",
		"--local vpc service get":                          "hint: lariat vpc service get --help\n",
		"--local --env-file a.env --env-file b vpc servce": "hint: lariat --env-file a.env --env-file b --local vpc service # did you mean \"service\"?\n",
	} {
		streams, _, errs := term.Buffers("", false, 80)
		commands.Run(t.Context(), strings.Fields(args), streams, host)
		if !strings.Contains(errs.String(), want) {
			t.Errorf("%s: want %q in %q", args, want, errs)
		}
	}
}

// All names of a command cost one listing, also where it fails, and that
// failure is told once and as what it is.
func TestOneListing(t *testing.T) {
	t.Parallel()
	const id = "01a0ebf6-0a78-73c3-b7cf-2126eda86c57"
	for _, tt := range []struct {
		args string
		code int
	}{
		{"vpc service delete a b c d --yes", 4},
		{"vpc service get " + id, 4}, // there is none, but whether a name reads so is not known
	} {
		var listings atomic.Int32
		url := newServer(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, id) {
				reply(404, `{"success":false,"errors":[{"code":5104,"message":"not found"}]}`)(w, r)
				return
			}
			listings.Add(1)
			reply(403, `{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}`)(w, r)
		})
		streams, _, errs := term.Buffers("", false, 80)
		code := commands.Run(t.Context(), strings.Fields(tt.args), streams, world(t, map[string]string{
			"CLOUDFLARE_API_BASE_URL": url, "CLOUDFLARE_API_TOKEN": "t", "CLOUDFLARE_ACCOUNT_ID": "a",
		}))
		if code != tt.code || listings.Load() != 1 || strings.Count(errs.String(), "error:") != 1 {
			t.Errorf("%s: exit code %d, %d listings: %s", tt.args, code, listings.Load(), errs)
		}
	}
}
