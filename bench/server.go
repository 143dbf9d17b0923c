package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
)

// server is a running `lariat local serve`.
type server struct {
	URL       string `json:"url"`
	AccountID string `json:"account_id"`

	token string
	cmd   *exec.Cmd
}

// serve starts the server with its state in a new folder.
func serve(ctx context.Context, lariat, state string) (*server, error) {
	s := &server{}
	s.cmd = exec.CommandContext(ctx, lariat, "local", "serve", "--addr", "127.0.0.1:0", "--json", "--state-dir", state)
	s.cmd.Stderr = os.Stderr
	stdout, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	if err != nil {
		return nil, fmt.Errorf("the server gave no address: %w", err)
	}
	if err := json.Unmarshal(line, s); err != nil {
		return nil, fmt.Errorf("the server's line is %q: %w", line, err)
	}
	out, err := exec.CommandContext(ctx, lariat, "local", "env", "--json", "--state-dir", state).Output()
	if err != nil {
		return nil, err
	}
	var env struct {
		Token string `json:"CLOUDFLARE_API_TOKEN"`
	}
	err = json.Unmarshal(out, &env)
	s.token = env.Token
	return s, err
}

// close stops the server.
func (s *server) close() {
	_ = s.cmd.Process.Signal(os.Interrupt) // it may have ended by itself
	_ = s.cmd.Wait()                       // an error always: it was interrupted
}

// env points a program at the server, and nowhere else.
func (s *server) env(home string) []string {
	return []string{
		"HOME=" + home, "XDG_CONFIG_HOME=" + home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color",
		"CLOUDFLARE_API_BASE_URL=" + s.URL, "CLOUDFLARE_ACCOUNT_ID=" + s.AccountID, "CLOUDFLARE_API_TOKEN=" + s.token,
	}
}

// seed creates n services and returns the id of one in the middle.
func (s *server) seed(ctx context.Context, n int) (string, error) {
	var tunnels struct{ Result []struct{ ID string } }
	if err := s.call(ctx, http.MethodGet, "cfd_tunnel", nil, &tunnels); err != nil {
		return "", err
	}
	var id string
	for i := range n {
		body := fmt.Sprintf(`{"name":"service-%04d","type":"http","host":{"hostname":"service-%04d.internal",`+
			`"resolver_network":{"tunnel_id":%q}},"http_port":%d}`, i, i, tunnels.Result[0].ID, 8000+i)
		var created struct {
			Result struct {
				ID string `json:"service_id"`
			}
		}
		if err := s.call(ctx, http.MethodPost, "connectivity/directory/services", []byte(body), &created); err != nil {
			return "", err
		}
		if i <= n/2 {
			id = created.Result.ID
		}
	}
	return id, nil
}

func (s *server) call(ctx context.Context, method, path string, body []byte, into any) error {
	r, err := http.NewRequestWithContext(ctx, method, s.URL+"/accounts/"+s.AccountID+"/"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+s.token)
	r.Header.Set("Content-Type", "application/json")
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer reply.Body.Close()
	data, err := io.ReadAll(reply.Body)
	if err != nil {
		return err
	}
	if reply.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s: %s", method, path, reply.Status, data)
	}
	return json.Unmarshal(data, into)
}
