package vpc_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/lariat-cli/lariat/vpc"
)

// A time that is not there is none, in whichever way it is not there.
func TestTunnelTimes(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 9, 29, 6, 57, 52, 563255000, time.UTC)
	const text = `"2026-09-29T06:57:52.563255Z"`
	tests := map[string]vpc.Tunnel{
		`{"id":"x"}`: {ID: "x"},
		`{"id":"x","created_at":null,"deleted_at":null,"conns_active_at":null,"conns_inactive_at":null}`: {ID: "x"},
		`{"id":"x","created_at":"","deleted_at":"","conns_active_at":"","conns_inactive_at":""}`:         {ID: "x"},
		`{"id":"x","created_at":` + text + `,"deleted_at":` + text + `,"conns_active_at":` + text + `,"conns_inactive_at":` + text + `}`: {
			ID: "x", CreatedAt: at, DeletedAt: &at, ConnsActiveAt: &at, ConnsInactiveAt: &at},
	}
	for wire, want := range tests {
		var got vpc.Tunnel
		if err := json.Unmarshal([]byte(wire), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, error %v", wire, got, err)
		}
	}
	if err := json.Unmarshal([]byte(`{"deleted_at":"yesterday"}`), new(vpc.Tunnel)); err == nil {
		t.Error("a time that is none was read")
	}
	for wire, want := range map[string]vpc.Connector{
		`{"id":"c","run_at":"","conns":[{"id":"l","opened_at":""}]}`: {ID: "c", Connections: []vpc.Connection{{ID: "l"}}},
		`{"id":"c","run_at":` + text + `,"conns":[{"id":"l","opened_at":` + text + `}]}`: {
			ID: "c", RunAt: at, Connections: []vpc.Connection{{ID: "l", OpenedAt: at}}},
	} {
		var got vpc.Connector
		if err := json.Unmarshal([]byte(wire), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, error %v", wire, got, err)
		}
	}
}
