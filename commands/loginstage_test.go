package commands_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/term"
)

// stage is an embedded backend over HTTP, and a home folder. It notes what is
// asked of it; a test may meet requests on their way.
type stage struct {
	t     *testing.T
	url   string
	home  string
	store *backend.Store
	now   func() time.Time // of lariat in this process

	mu    sync.Mutex
	asked []string                                          // "POST /oauth2/token"
	meet  func(w http.ResponseWriter, r *http.Request) bool // says whether the request goes on
}

func newStage(t *testing.T, opts ...backend.Option) *stage {
	t.Helper()
	store, err := backend.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	s := &stage{t: t, home: t.TempDir(), store: store, now: time.Now}
	api := backend.New(store, opts...)
	s.url = newServer(t, func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.Method+" "+strings.TrimPrefix(r.URL.Path, "/client/v4"))
		meet := s.meet
		s.mu.Unlock()
		if meet == nil || meet(w, r) {
			api.ServeHTTP(w, r)
		}
	})
	return s
}

// times is how often something was asked for.
func (s *stage) times(request string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, asked := range s.asked {
		if asked == request {
			n++
		}
	}
	return n
}

// way makes requests meet a test, or nobody.
func (s *stage) way(meet func(w http.ResponseWriter, r *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked, s.meet = nil, meet
}

// env is the environment of all commands on the stage, and more of it, in which
// a later one wins.
func (s *stage) env(more ...string) []string {
	return append([]string{
		"HOME=" + s.home, "PATH=" + os.Getenv("PATH"), "LARIAT_KEYRING=off", "LARIAT_CALLBACK_PORT=0",
		"CLOUDFLARE_API_BASE_URL=" + s.url + "/client/v4",
	}, more...)
}

func (s *stage) host(more ...string) app.Host {
	s.t.Helper()
	environ := s.env(more...)
	vars := map[string]string{}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		vars[name] = value
	}
	return app.Host{
		Dir: s.t.TempDir(), Home: s.home, OS: "linux", Now: s.now, Environ: environ,
		Env: func(name string) string { return vars[name] },
	}
}

// run runs a command in this process.
func (s *stage) run(args string, more ...string) (code int, out, errs string) {
	s.t.Helper()
	return s.in(s.host(more...), args)
}

// in is run for a host that the test has prepared.
func (s *stage) in(host app.Host, args string) (code int, out, errs string) {
	s.t.Helper()
	streams, stdout, stderr := term.Buffers("", false, 80)
	code = commands.Run(s.t.Context(), strings.Fields(args), streams, host)
	return code, stdout.String(), stderr.String()
}

// process is a command that is to be run in one of its own, in a folder of its own.
func (s *stage) process(args string, more ...string) (cmd *exec.Cmd, out, errs *bytes.Buffer) {
	s.t.Helper()
	self, err := os.Executable()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd = exec.CommandContext(s.t.Context(), self, strings.Fields(args)...)
	cmd.Args[0] = "lariat" // by which the test binary is one
	cmd.Dir, cmd.Env = s.t.TempDir(), s.env(more...)
	out, errs = new(bytes.Buffer), new(bytes.Buffer)
	cmd.Stdout, cmd.Stderr = out, errs
	return cmd, out, errs
}

// person reads what lariat says, and acts on the last address once lariat waits.
type person struct {
	bytes.Buffer
	act  func(address string)
	once sync.Once
}

var addresses = regexp.MustCompile(`(?m)^http://\S+$`)

func (p *person) Write(b []byte) (int, error) {
	n, err := p.Buffer.Write(b)
	if at := addresses.FindAllString(p.String(), -1); at != nil && strings.Contains(p.String(), "\nWaiting ") {
		p.once.Do(func() { go p.act(at[len(at)-1]) })
	}
	return n, err
}

// meets runs a login that a person takes part in.
func (s *stage) meets(ctx context.Context, act func(address string), args string, more ...string) (code int, errs string) {
	s.t.Helper()
	streams, _, _ := term.Buffers("", false, 80)
	who := &person{act: act}
	streams.Err = term.NewOutput(who, false, 80)
	code = commands.Run(ctx, strings.Fields(args), streams, s.host(more...))
	return code, who.String()
}

// says is a person's answer at the address.
func (s *stage) says(decision string) func(address string) {
	return func(address string) {
		if err := decide(address, decision); err != nil {
			s.t.Error(err)
		}
	}
}

// kept is a login as its file has it.
type kept struct {
	Path    string    `json:"-"`
	Expires time.Time `json:"expires"`
	Account struct {
		ID string `json:"id"`
	} `json:"account"`
	Secret struct {
		Token   string `json:"token"`
		Refresh string `json:"refresh_token"`
	} `json:"secret"`
}

// logins are the files of logins in the home folder.
func (s *stage) logins() []string {
	s.t.Helper()
	files, err := filepath.Glob(filepath.Join(s.home, ".config", "lariat", "auth", "*"))
	if err != nil {
		s.t.Fatal(err)
	}
	return files
}

// login reads the only login.
func (s *stage) login() kept {
	s.t.Helper()
	if files := s.logins(); len(files) != 1 {
		s.t.Fatalf("the logins are %q, want one", files)
	}
	return s.only()
}

// path is where the login of the default profile is.
func (s *stage) path() string {
	logins := auth.Logins{Dir: filepath.Join(s.home, ".config", "lariat", "auth")}
	return logins.Path("default", s.url+"/client/v4")
}

// only reads the login of the default profile, whatever was left beside it.
func (s *stage) only() kept {
	s.t.Helper()
	l := kept{Path: s.path()}
	text, err := os.ReadFile(l.Path)
	if err == nil {
		err = json.Unmarshal(text, &l)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	return l
}

// logIn makes an OAuth login.
func (s *stage) logIn(more ...string) kept {
	s.t.Helper()
	if code, errs := s.meets(s.t.Context(), s.says("allow"), "login --web --no-browser", more...); code != 0 {
		s.t.Fatalf("exit code %d: %s", code, errs)
	}
	return s.only()
}

// expired makes a login one whose token ended long ago by our clock.
func (s *stage) expired(l kept) {
	s.t.Helper()
	text, err := os.ReadFile(l.Path)
	if err != nil {
		s.t.Fatal(err)
	}
	text = regexp.MustCompile(`"expires": "[^"]*"`).ReplaceAll(text, []byte(`"expires": "2020-01-01T00:00:00Z"`))
	s.write(l.Path, string(text))
}

// write writes a file that is the user's alone.
func (s *stage) write(path, text string) {
	s.t.Helper()
	put(s.t, path, text)
	if err := os.Chmod(path, 0o600); err != nil {
		s.t.Fatal(err)
	}
}

// wranglers is a login of Wrangler's that has expired, in its own place and form
// (facts/wrangler.md 5.3), and the variable by which it is renewed here.
func (s *stage) wranglers() (path, variable string) {
	s.t.Helper()
	l := s.logIn("LARIAT_OAUTH_CLIENT_ID=54d11594-84e4-41aa-b438-e81b8fa78ee7")
	if err := os.Remove(l.Path); err != nil {
		s.t.Fatal(err)
	}
	path = filepath.Join(s.home, ".config", ".wrangler", "config", "default.toml")
	s.write(path, "oauth_token = \""+l.Secret.Token+"\"\nrefresh_token = \""+l.Secret.Refresh+
		"\"\nexpiration_time = \"2020-01-01T00:00:00.000Z\"\nscopes = [ \"account:read\" ]\n")
	return path, "WRANGLER_TOKEN_URL=" + s.url + "/oauth2/token"
}
