package check_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/vpc"
)

// What is saved is read again as it was: also what is not known, and what is
// known to be none.
func TestSnapshotRoundTrip(t *testing.T) {
	t.Parallel()
	gone := time.Date(2026, 9, 29, 6, 59, 25, 0, time.UTC)
	connectors := []vpc.Connector{{ID: "c", Version: "2026.9.1"}}
	for name, d := range map[string]*check.Directory{
		"nothing":           {Account: "a", Services: []vpc.Service{}},
		"no tunnels":        {Account: "a", Services: []vpc.Service{}, Tunnels: []vpc.Tunnel{}},
		"unknown account":   {Services: []vpc.Service{}},
		"deleted tunnel":    {Services: []vpc.Service{}, Tunnels: []vpc.Tunnel{{ID: "t", Name: "<old>", DeletedAt: &gone}}},
		"unknown connector": {Services: []vpc.Service{}, Tunnels: []vpc.Tunnel{{ID: "t", Status: vpc.TunnelDown}}},
		"connectors": {
			Services: []vpc.Service{}, Tunnels: []vpc.Tunnel{{ID: "t", Name: "1"}, {ID: "u", Name: "2"}, {ID: "v", Name: "3"}},
			Connectors: map[string][]vpc.Connector{"t": connectors, "u": {}},
		},
	} {
		text, err := check.FormatSnapshot(d, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := check.ParseSnapshot(text)
		if err != nil || !reflect.DeepEqual(got, d.Index()) {
			t.Errorf("%s: %v\n got %+v\nwant %+v\n%s", name, err, got, d, text)
		}
	}
}

// Whatever a file is, it is refused in words about the file.
func TestSnapshotRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`"x"`:                              "is not a directory: string is neither a list nor an object",
		`1`:                                "is not a directory: number is neither a list nor an object",
		`null`:                             `has no "services"`,
		`{}`:                               `has no "services"`,
		`{"version":2}`:                    "is of version 2, and this lariat reads version 1",
		`{"version":{"a":1},"services":1}`: `is of version {"a":1}, and this lariat reads version 1`,
		`{"services":"x"}`:                 `is not a directory: "services" should not be string`,
		"[\n{]":                            "is not valid JSON: line 2",
		"":                                 "is not valid JSON: line 1",
		`{"services":[],"tunnels":[{"name":"x"}]}`: `is not a directory: tunnels[0] has no "id"`,
	} {
		d, err := check.ParseSnapshot([]byte(text))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %+v, %v; want %s", text, d, err, want)
		}
	}
}
