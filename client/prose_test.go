package client_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/vpc"
)

// Every error is one line, in lower case, without a final stop, with its
// subject quoted and what came from the network made visible.
func TestErrorProse(t *testing.T) {
	t.Parallel()
	refused := &client.Error{Status: 400, Errors: []client.Message{{Code: 5101, Message: "taken"}}, RequestID: "8f"}
	lost := &client.TransportError{Method: "POST", URL: "https://api.test/x", Attempts: 1, Err: io.ErrUnexpectedEOF}
	slow := &client.TransportError{Method: "GET", URL: "https://api.test/x", Attempts: 2, Waited: 30 * time.Second, Err: context.DeadlineExceeded}
	page := &client.ReplyError{Method: "GET", Path: "/x", Status: 502, Reason: "is not JSON", Snippet: "<html>"}
	const closed = "POST https://api.test/x: the connection was closed before the reply was complete"
	tests := []struct {
		err  error
		want string
	}{
		{&client.IDError{What: "service"}, `the service id is empty`},
		{&client.IDError{What: "tunnel", ID: ".."}, `".." is not a tunnel id`},
		{&client.OptionError{Option: "base URL", Reason: "names no host"}, `the base URL names no host`},
		{slow, `GET https://api.test/x: timed out after 30s (2 attempts)`},
		{lost, closed},
		{&client.TransportError{Method: "GET", URL: "https://api.test/x", Err: errors.New("odd\n\x1b[2J")}, `GET https://api.test/x: odd\x0a\x1b[2J`},
		{&client.NameTakenError{Name: "a\n", Existing: vpc.Service{ID: "i"}, Err: refused}, `a service named "a\n" exists already, with id "i" [code: 5101] (request id 8f)`},
		{&client.NameTakenError{Name: "n", Existing: vpc.Service{ID: "i"}, Lost: lost},
			`a service named "n" exists already, with id "i"; it differs from what was asked for, and the reply was lost: ` + closed},
		{&client.NameTakenError{Name: "n", Existing: vpc.Service{ID: "i"}, Older: true, Lost: lost},
			`a service named "n" exists already, with id "i"; it is older than this create, whose reply was lost: ` + closed},
		{&client.TunnelNameTakenError{Name: "n", Existing: vpc.Tunnel{ID: "i"}, Lost: lost},
			`a tunnel named "n" exists already, with id "i"; it is older than this create, whose reply was lost: ` + closed},
		{&client.TunnelNameTakenError{Name: "n", Existing: vpc.Tunnel{ID: "i"}, Err: &client.Error{Status: 409}}, `a tunnel named "n" exists already, with id "i"`},
		{&client.TunnelMissingError{TunnelID: "t", Err: refused}, `tunnel "t" does not exist [code: 5101] (request id 8f)`},
		{&client.TunnelMissingError{TunnelID: "t", Deleted: true, Err: refused}, `tunnel "t" is deleted [code: 5101] (request id 8f)`},
		{&client.NotCreatedError{What: "service", Name: "n", Err: lost}, `service "n" is not there yet, as listing shows, but may still appear: ` + closed},
		{&client.UncertainError{What: "tunnel", Name: "n", Done: "created", Err: lost, Check: slow},
			`it is unknown whether tunnel "n" was created: ` + closed + `; and looking for it failed: GET https://api.test/x: timed out after 30s (2 attempts)`},
		{&client.UncertainError{What: "tunnel", Name: "n", Done: "created", Err: page, Check: page},
			`it is unknown whether tunnel "n" was created: the reply to GET /x (HTTP 502 Bad Gateway) is not JSON: <html>; ` +
				`and looking for it failed: the reply to GET /x (HTTP 502 Bad Gateway) is not JSON`},
		{&client.UncertainError{What: "service", Name: "n", Done: "created", Err: context.Canceled, Check: context.Canceled},
			`it is unknown whether service "n" was created: context canceled`},
		{&client.UncertainError{What: "service", ID: "i\n", Done: "changed", Err: lost}, `it is unknown whether service "i\n" was changed: ` + closed},
		{&client.UncertainError{What: "tunnel", ID: "i", Name: "n", Done: "deleted", Err: lost}, `it is unknown whether tunnel "n" was deleted: ` + closed},
		{&client.RedirectError{Method: "GET", From: "https://a.test", To: "https://b.test"}, `https://a.test redirects to https://b.test; not following it with credentials`},
		{&client.RedirectError{Method: "PUT", From: "https://a.test", To: "https://a.test"}, `https://a.test answers PUT with a redirect that cannot be followed`},
		{&client.UnreadableError{Err: refused}, `the token's policies are not readable: taken [code: 5101] (request id 8f)`},
		{&client.ReplyError{Method: "GET", Path: "/x", Status: 403, Reason: "is not JSON", Challenge: true},
			`the reply to GET /x (HTTP 403 Forbidden) is not JSON; a firewall challenged the request`},
	}
	for _, tt := range tests {
		if got := tt.err.Error(); got != tt.want || strings.HasSuffix(got, ".") {
			t.Errorf("%T says\n%s\nwant\n%s", tt.err, got, tt.want)
		}
	}
}
