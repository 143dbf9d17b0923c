package check_test

import (
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/vpc"
)

// A service of another account is reported once, and not as unknown, with what
// to bind instead.
func TestOtherAccount(t *testing.T) {
	t.Parallel()
	const id = "0191dd2e-0000-7000-8000-0000000000c1"
	billing := vpc.Service{ID: id, Spec: vpc.Spec{Name: "billing"}}
	own := vpc.Service{ID: serviceID, Spec: vpc.Spec{Name: "billing"}}
	other := (&check.Directory{Account: "theirs", Services: []vpc.Service{billing}}).Index()
	tests := []struct {
		name      string
		directory check.Directory
		want      []string
	}{
		{"elsewhere", check.Directory{Account: "ours", Others: []*check.Directory{other}},
			[]string{`error: service "billing" is in the account "theirs", not in "ours" [other-account]`}},
		{"the same name here", check.Directory{Services: []vpc.Service{own}, Others: []*check.Directory{other}},
			[]string{`error: service "billing" is in the account "theirs", not in this one [other-account]`}},
		{"here and elsewhere", check.Directory{Services: []vpc.Service{billing}, Others: []*check.Directory{other}}, nil},
		{"nowhere", check.Directory{}, []string{`error: the account has no service with the id "` + id + `" [unknown-service]`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			found := lines(t, bound(id), &tt.directory, "other-account", "unknown-service")
			expect(t, found, tt.want)
		})
	}
}
