package commands_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/lariat-cli/lariat/backend"
	"github.com/lariat-cli/lariat/vpc"
)

// exits runs a command and wants its exit code: "exits 5 lariat get x". Its
// output is there for stdout and stderr, as after exec.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// capture sets a variable to what a pattern's group matched in the last
// command's stdout: capture ID '"service_id": "(.*)"'.
func capture(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: capture VAR pattern")
	}
	m := regexp.MustCompile(args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
	if len(m) != 2 {
		ts.Fatalf("stdout does not match %s", args[1])
	}
	ts.Setenv(args[0], m[1])
}

// dotenv writes a .env file, with the script's variables put in: dotenv .env
// CLOUDFLARE_API_BASE_URL=$OTHER.
func dotenv(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: dotenv file NAME=value...")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(args[1:], "\n")+"\n"), 0o600))
}

// serve starts "lariat local serve" on a free port and sets the variables that
// point other commands at it, as the user's shell would.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("serve does not support !")
	}
	exe, err := os.Executable()
	ts.Check(err)
	words := append([]string{"local", "serve", "--addr", "127.0.0.1:0", "--json"}, args...)
	cmd := exec.Command(filepathLariat(ts, exe), words...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = []string{
		"GORACE=" + os.Getenv("GORACE"),
		"HOME=" + ts.Getenv("HOME"), "LARIAT_STATE_DIR=" + ts.Getenv("LARIAT_STATE_DIR"), "PATH=" + ts.Getenv("PATH"),
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() {
		_ = cmd.Process.Signal(os.Interrupt) // it may have ended by itself
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		ts.Fatalf("serve printed no address: %s", stderr.String())
	}
	var address struct {
		URL       string `json:"url"`
		AccountID string `json:"account_id"`
	}
	ts.Check(json.Unmarshal([]byte(line), &address))
	ts.Check(ts.Exec("lariat", "local", "env", "--jq", ".CLOUDFLARE_API_TOKEN"))
	ts.Setenv("CLOUDFLARE_API_TOKEN", strings.TrimSpace(ts.ReadFile("stdout")))
	ts.Setenv("CLOUDFLARE_API_BASE_URL", address.URL)
	ts.Setenv("CLOUDFLARE_ACCOUNT_ID", address.AccountID)
}

// filepathLariat finds the stand-in for lariat that testscript put on the path.
func filepathLariat(ts *testscript.TestScript, fallback string) string {
	for dir := range strings.SplitSeq(ts.Getenv("PATH"), string(os.PathListSeparator)) {
		for _, name := range []string{"/lariat", "/lariat.exe"} {
			if _, err := os.Stat(dir + name); err == nil {
				return dir + name
			}
		}
	}
	return fallback
}

// connectTunnel serves a tunnel of the local state from two machines: connect
// $TUNNEL.
func connectTunnel(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: connect tunnel-id")
	}
	store, err := backend.Open(context.Background(), ts.Getenv("LARIAT_STATE_DIR"))
	ts.Check(err)
	var connectors []vpc.Connector
	for _, id := range []string{"1bedc50d-42b3-473c-b108-ff3d10c0d925", "2bedc50d-42b3-473c-b108-ff3d10c0d925"} {
		connectors = append(connectors, vpc.Connector{ID: id, Version: "2026.9.1", Arch: "linux_amd64", RunAt: time.Now(),
			Connections: []vpc.Connection{{ColoName: "fra01"}, {ColoName: "fra06"}, {ColoName: "ams01"}, {ColoName: "cdg01"}}})
	}
	ts.Check(store.SetConnectors(context.Background(), args[0], connectors))
	ts.Check(store.Close())
}
