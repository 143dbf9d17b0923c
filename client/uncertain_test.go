package client_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/client"
)

// change is a request that changes what is there, and the method it is sent by.
type change struct {
	name, want string
	send       func(context.Context, *client.Client) error
	doubt      string // about an outcome that is unknown
}

func changes() []change {
	const subject = `"` + svcID + `"`
	return []change{
		{"replace", "PUT " + services + "/" + svcID, func(ctx context.Context, c *client.Client) error {
			_, err := c.Services.Replace(ctx, svcID, spec())
			return err
		}, "it is unknown whether service " + subject + " was changed"},
		{"delete a service", "DELETE " + services + "/" + svcID, func(ctx context.Context, c *client.Client) error {
			return c.Services.Delete(ctx, svcID)
		}, "it is unknown whether service " + subject + " was deleted"},
		{"delete a tunnel", "DELETE " + tunnels + "/" + svcID, func(ctx context.Context, c *client.Client) error {
			return c.Tunnels.Delete(ctx, svcID)
		}, "it is unknown whether tunnel " + subject + " was deleted"},
	}
}

// A change whose reply was lost may have taken place, and may not.
func TestLostChange(t *testing.T) {
	t.Parallel()
	lost := step{do: reset}
	for name, replies := range map[string][]step{
		"reset":                     {lost, lost, lost, lost},
		"500":                       {{status: 500}, {status: 500}, {status: 500}, {status: 500, body: refused("10013", "internal")}},
		"reset, then throttled":     {lost, {status: 429}, {status: 429}, {status: 429}},
		"reset, then another page":  {lost, {status: 404, body: "<html>"}},
		"reset, then an hour's ban": {lost, {status: 429, header: map[string]string{"Retry-After": "3600"}}},
		"HTML with 200":             {{body: "<html>log in"}},
		"cut off":                   {{body: ok(service(svcID, "n"))[:80]}},
		"redirected":                {{status: 302, header: map[string]string{"Location": "http://portal.invalid/"}}},
	} {
		for _, ch := range changes() {
			t.Run(name+"/"+ch.name, func(t *testing.T) {
				t.Parallel()
				s, _ := server(t, to(ch.want, replies)...)
				err := ch.send(t.Context(), newClient(s))
				e, is := errors.AsType[*client.UncertainError](err)
				if !is || e.ID != svcID || e.Doubt() != ch.doubt || err.Error() != ch.doubt+": "+e.Err.Error() ||
					!errors.Is(err, client.ErrUnavailable) || errors.Is(err, client.ErrNotFound) {
					t.Errorf("error %v", err)
				}
			})
		}
	}
}

// A change that nothing can have come of, or that the API has judged.
func TestChangeThatFailed(t *testing.T) {
	t.Parallel()
	for name, replies := range map[string][]step{
		"refused":                 {{status: 400, body: refused("5102", "invalid")}},
		"refused with 200":        {{body: refused("5102", "invalid")}},
		"refused after a reset":   {{do: reset}, {status: 400, body: refused("5102", "invalid")}},
		"forbidden after a reset": {{do: reset}, {status: 403, body: refused("10000", "no")}},
		"throttled":               {{status: 429}, {status: 429}, {status: 429}, {status: 429}},
		"firewall":                {{status: 403, body: "<html>"}},
	} {
		for _, ch := range changes() {
			t.Run(name+"/"+ch.name, func(t *testing.T) {
				t.Parallel()
				s, _ := server(t, to(ch.want, replies)...)
				err := ch.send(t.Context(), newClient(s))
				if err == nil || errors.As(err, new(*client.UncertainError)) {
					t.Errorf("error %v", err)
				}
			})
		}
	}
}

func to(want string, replies []step) []step {
	steps := slices.Clone(replies)
	for i := range steps {
		steps[i].want = want
	}
	return steps
}

func TestChangeTimesOut(t *testing.T) {
	t.Parallel()
	for _, ch := range changes() {
		s, _ := server(t, step{want: ch.want, do: mute})
		err := ch.send(t.Context(), newClient(s, client.WithTimeout(50*time.Millisecond)))
		if !errors.As(err, new(*client.UncertainError)) || !errors.Is(err, context.DeadlineExceeded) ||
			!errors.Is(err, client.ErrUnavailable) {
			t.Errorf("%s: error %v, want an uncertain timeout", ch.name, err)
		}
	}
}

func TestChangeCancelled(t *testing.T) {
	t.Parallel()
	for _, ch := range changes() {
		ctx, cancel := context.WithCancel(t.Context())
		s, _ := server(t, step{want: ch.want, do: func(w http.ResponseWriter, r *http.Request) {
			cancel()
			mute(w, r)
		}})
		err := ch.send(ctx, newClient(s))
		if !errors.As(err, new(*client.UncertainError)) || !errors.Is(err, context.Canceled) || errors.Is(err, client.ErrUnavailable) {
			t.Errorf("%s: error %v, want uncertain and cancelled", ch.name, err)
		}
		err = ch.send(ctx, newClient(s)) // nothing is sent
		if err != context.Canceled {     //nolint:errorlint // exactly this
			t.Errorf("%s: error %v, want context.Canceled", ch.name, err)
		}
	}
}
