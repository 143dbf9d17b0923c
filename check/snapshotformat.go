package check

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/lariat-cli/lariat/vpc"
)

// snapshotVersion is the version of the form that FormatSnapshot writes.
const snapshotVersion = 1

// snapshot is a saved directory. It has of tunnels what rules look at, and not
// the addresses that connectors come from.
type snapshot struct {
	Version   int              `json:"version"`
	AccountID string           `json:"account_id"`
	Services  []vpc.Service    `json:"services"`
	Tunnels   []snapshotTunnel `json:"tunnels,omitzero"`
	Others    []snapshotOther  `json:"other_accounts,omitempty"`
}

type snapshotTunnel struct {
	ID         string              `json:"id"`
	Name       string              `json:"name"`
	Status     vpc.TunnelStatus    `json:"status,omitempty"`
	DeletedAt  *time.Time          `json:"deleted_at,omitempty"`
	Connectors []snapshotConnector `json:"connectors,omitzero"`
}

type snapshotConnector struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

type snapshotOther struct {
	AccountID string        `json:"account_id"`
	Services  []vpc.Service `json:"services"`
}

// FormatSnapshot writes a directory in the form that ParseSnapshot reads, the
// same text for the same directory. Of other accounts it takes the services that
// are bound, by their ids: the rest of them is nobody's business.
func FormatSnapshot(d *Directory, bound []string) ([]byte, error) {
	s := snapshot{Version: snapshotVersion, AccountID: d.Account, Services: byName(d.Services)}
	if d.Tunnels != nil {
		s.Tunnels = []snapshotTunnel{}
	}
	for _, t := range d.Tunnels {
		one := snapshotTunnel{ID: t.ID, Name: t.Name, Status: t.Status, DeletedAt: t.DeletedAt}
		if connectors, known := d.Connectors[t.ID]; known {
			one.Connectors = []snapshotConnector{}
			for _, c := range connectors {
				one.Connectors = append(one.Connectors, snapshotConnector{c.ID, c.Version})
			}
		}
		s.Tunnels = append(s.Tunnels, one)
	}
	slices.SortFunc(s.Tunnels, func(a, b snapshotTunnel) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	for _, other := range d.Others {
		kept := slices.DeleteFunc(byName(other.Services), func(s vpc.Service) bool {
			return !slices.ContainsFunc(bound, func(id string) bool { return strings.EqualFold(id, s.ID) })
		})
		if len(kept) > 0 {
			s.Others = append(s.Others, snapshotOther{other.Account, kept})
		}
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(s)
	return text.Bytes(), err
}

// byName is a list of its own, never nil.
func byName(services []vpc.Service) []vpc.Service {
	sorted := append([]vpc.Service{}, services...)
	slices.SortFunc(sorted, func(a, b vpc.Service) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return sorted
}
