package client_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/client"
)

// policy is one as the API gives it; resources are pairs of a JSON object.
func policy(effect, resources, groups string) string {
	return `{"id":"p1","effect":"` + effect + `","resources":{` + resources + `},"permission_groups":[` + groups + `]}`
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	const other = "ffffffffffffffffffffffffffffffff"
	user, owned := "GET /user/tokens/t1", "GET /accounts/"+other+"/tokens/t1"
	read := ok(`{"id":"t1","name":"ci","status":"active","policies":[` + policy("allow", "", "") + `]}`)
	for _, tt := range []struct {
		name       string
		status     client.TokenStatus
		reply      step
		unreadable bool
		is         error
	}{
		{"user's", client.TokenStatus{ID: "t1"}, step{want: user, body: read}, false, nil},
		{"account's", client.TokenStatus{ID: "t1", AccountID: other}, step{want: owned, body: read}, false, nil},
		{"9109", client.TokenStatus{ID: "t1"}, step{want: user, status: 403, body: refused("9109", "Unauthorized")}, true, client.ErrAuth},
		{"403", client.TokenStatus{ID: "t1", AccountID: other},
			step{want: owned, status: 403, body: refused("10000", "Authentication error")}, true, client.ErrAuth},
		{"a gate", client.TokenStatus{ID: "t1"}, step{want: user, status: 403}, true, client.ErrAuth},
		{"a page", client.TokenStatus{ID: "t1"}, step{want: user, status: 403, body: "<html>"}, false, client.ErrAuth},
		{"another token", client.TokenStatus{ID: "t1"}, step{want: user, body: strings.Replace(read, "t1", "t2", 1)}, false, client.ErrUnavailable},
		{"not there", client.TokenStatus{ID: "t1"}, step{want: user, status: 404}, false, client.ErrNotFound},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := server(t, tt.reply)
			got, err := newClient(s).Tokens.Policies(t.Context(), tt.status)
			_, unreadable := errors.AsType[*client.UnreadableError](err)
			if unreadable != tt.unreadable || !errors.Is(err, tt.is) || err == nil && len(got) != 1 {
				t.Errorf("got %+v, error %v", got, err)
			}
		})
	}
}

// The resources that token policies name, and what of it is the whole account.
func TestGroups(t *testing.T) {
	t.Parallel()
	const (
		here, there, all = `"com.cloudflare.api.account.` + account + `":"*"`,
			`"com.cloudflare.api.account.ffffffffffffffffffffffffffffffff":"*"`, `"com.cloudflare.api.account.*":"*"`
		zones = `"com.cloudflare.api.account.` + account + `":{"com.cloudflare.api.account.zone.*":"*"}`
		read  = `{"id":"1","name":"Read","meta":{}}`
		admin = `{"id":"2","name":"Admin"}`
	)
	for _, tt := range []struct {
		name     string
		policies []string
		want     string
	}{
		{"none", nil, ""},
		{"this account", []string{policy("allow", here, read+","+admin)}, "Read Admin"},
		{"all accounts", []string{policy("allow", all, read)}, "Read"},
		{"another account", []string{policy("allow", there, read)}, ""},
		{"its zones", []string{policy("allow", zones, read)}, ""},
		{"added up", []string{policy("allow", here, read), policy("allow", all, read+","+admin)}, "Read Admin"},
		{"denied", []string{policy("deny", here, admin), policy("allow", all, read+","+admin)}, "Read"},
		{"denied elsewhere", []string{policy("deny", there, admin), policy("allow", all, admin)}, "Admin"},
		{"of an effect unheard of", []string{policy("perhaps", here, admin)}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, _ := server(t, step{want: "GET /user/tokens/t1", body: ok(`{"id":"t1","policies":[` + strings.Join(tt.policies, ",") + `]}`)})
			policies, err := newClient(s).Tokens.Policies(t.Context(), client.TokenStatus{ID: "t1"})
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, g := range policies.Groups(account) {
				names = append(names, g.Name)
			}
			if got := strings.Join(names, " "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
