package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/lariat-cli/lariat/vpc"
)

// ParseSnapshot reads a saved directory: the output of "vpc service list
// --json", or an object that has it as services, that of "tunnel get --json"
// for each tunnel as tunnels, and perhaps the account_id, and as other_accounts
// objects with the account_id and the services of others.
func ParseSnapshot(data []byte) (*Directory, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var s struct {
		AccountID string        `json:"account_id"`
		Services  []vpc.Service `json:"services"`
		Tunnels   []struct {
			Connectors []vpc.Connector `json:"connectors"`
		} `json:"tunnels"`
		Others []struct {
			AccountID string        `json:"account_id"`
			Services  []vpc.Service `json:"services"`
		} `json:"other_accounts"`
	}
	var tunnels struct {
		Tunnels []vpc.Tunnel `json:"tunnels"`
	}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		if err := json.Unmarshal(data, &s.Services); err != nil {
			return nil, snapshotFault(data, err)
		}
	} else {
		for _, into := range []any{&s, &tunnels} {
			if err := json.Unmarshal(data, into); err != nil {
				return nil, snapshotFault(data, err)
			}
		}
		if s.Services == nil {
			return nil, errors.New(`has no "services"`)
		}
	}
	d := &Directory{Account: s.AccountID, Services: s.Services, Tunnels: tunnels.Tunnels}
	for i, t := range s.Tunnels {
		if t.Connectors != nil {
			d.connect(tunnels.Tunnels[i].ID, t.Connectors)
		}
	}
	if err := d.complete(); err != nil {
		return nil, err
	}
	for _, o := range s.Others {
		d.Others = append(d.Others, (&Directory{Account: o.AccountID, Services: o.Services}).Index())
	}
	return d.Index(), nil
}

// complete fails where a service or a tunnel lacks what no rule can do without:
// the list was cut to some fields, or is of something else.
func (d *Directory) complete() error {
	for i, s := range d.Services {
		switch {
		case s.ID == "":
			return fmt.Errorf(`is not a directory: services[%d] has no "service_id"`, i)
		case s.Name == "":
			return fmt.Errorf(`is not a directory: services[%d] has no "name"`, i)
		case s.Type == "":
			return fmt.Errorf(`is not a directory: services[%d] has no "type"`, i)
		}
	}
	for i, t := range d.Tunnels {
		if t.ID == "" {
			return fmt.Errorf(`is not a directory: tunnels[%d] has no "id"`, i)
		}
	}
	return nil
}

func (d *Directory) connect(tunnel string, connectors []vpc.Connector) {
	if d.Connectors == nil {
		d.Connectors = map[string][]vpc.Connector{}
	}
	d.Connectors[tunnel] = connectors
}

// snapshotFault says where the JSON is at fault, and not in Go's words.
func snapshotFault(data []byte, err error) error {
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		before := data[:min(int(e.Offset), len(data))]
		return fmt.Errorf("is not valid JSON: line %d", bytes.Count(before, []byte("\n"))+1)
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("is not a directory: %q should not be %s", e.Field, e.Value)
	}
	return fmt.Errorf("is not a directory: %w", err)
}
