package whoami

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/client"
	"github.com/lariat-cli/lariat/term"
)

func now() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// aLogin is an OAuth login with all that there is to show of one.
func aLogin() view {
	c := auth.Credentials{
		Source: `lariat's login "work"`, Kind: auth.KindOAuth, Profile: "work",
		Scopes: []string{"account:read", "connectivity:admin"}, Expires: now().Add(time.Hour),
	}
	shadowed := []auth.Candidate{{Source: "Wrangler's login", Kind: auth.KindOAuth, Err: errors.New("it has expired")}}
	right := verdict{yes, "so it is"}
	return newView(c, true, shadowed, identity{email: "me@example.com", accounts: []account{
		{id: first, name: "One", chosenBy: "profile work", roles: []string{"Administrator", "Billing"}, rights: rights{right, right, right}},
		{id: second, rights: rights{right, verdict{no, "it lacks"}, verdict{unknown, "evil\x1b[2J"}}},
	}})
}

func TestShow(t *testing.T) {
	t.Parallel()
	const want = `Source:     lariat's login "work"
Kind:       OAuth login
Profile:    work
Wins over:  Wrangler's login (OAuth login)
E-mail:     me@example.com
Expires:    2026-11-21T13:00:00Z (in 1 hour)
Renewed:    yes (by itself, without another login)
Scopes:     account:read connectivity:admin

Account:  11111111111111111111111111111111
Name:     One
Chosen:   yes (profile work)
Roles:    Administrator, Billing
Read:     yes (so it is)
Bind:     yes (so it is)
Admin:    yes (so it is)

Account:  22222222222222222222222222222222
Read:     yes (so it is)
Bind:     no (it lacks)
Admin:    unknown (evil\x1b[2J)
`
	var screen bytes.Buffer
	if err := show(term.NewOutput(&screen, true, 80), aLogin(), now()); err != nil || screen.String() != want {
		t.Errorf("error %v, shown\n%s", err, &screen)
	}
}

// A token that is not valid yet, and one that ends.
func TestShowToken(t *testing.T) {
	t.Parallel()
	c := auth.Token("s3cret", auth.EnvToken)
	v := newView(c, false, nil, identity{token: &client.TokenStatus{
		ID: "t1", Status: "active", AccountID: first, NotBefore: new(now().Add(time.Hour)), ExpiresOn: new(now().Add(48 * time.Hour)),
	}})
	var pipe bytes.Buffer
	const want = "Source\tCLOUDFLARE_API_TOKEN\nKind\tAPI token\nToken\tt1\nStatus\tactive\nBelongs to\t" + first +
		"\nValid from\t2026-11-21T13:00:00Z\nExpires\t2026-11-23T12:00:00Z\n"
	if err := show(term.NewOutput(&pipe, false, 80), v, now()); err != nil || pipe.String() != want {
		t.Errorf("error %v, shown\n%s", err, &pipe)
	}
}

// The fields of --json are those of the view, in its order.
func TestFields(t *testing.T) {
	t.Parallel()
	var names []string
	for field := range reflect.TypeFor[view]().Fields() {
		names = append(names, field.Tag.Get("json"))
	}
	if !slices.Equal(names, fields()) {
		t.Errorf("%q, want %q", names, fields())
	}
}
