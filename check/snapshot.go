package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/lariat-cli/lariat/vpc"
)

// ParseSnapshot reads a saved directory: the output of "vpc service list
// --json", or an object that has it as services, that of "tunnel get --json"
// for each tunnel as tunnels, and perhaps the account_id, and as other_accounts
// objects with the account_id and the services of others. Without a version the
// object is of the first.
func ParseSnapshot(data []byte) (*Directory, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	var s savedDirectory
	var tunnels struct {
		Tunnels []vpc.Tunnel `json:"tunnels"`
	}
	into := []any{&s, &tunnels}
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("[")) {
		into = []any{&s.Services}
	} else if err := checkVersion(data); err != nil {
		return nil, err
	}
	for _, part := range into {
		if err := json.Unmarshal(data, part); err != nil {
			return nil, snapshotFault(data, err)
		}
	}
	if s.Services == nil {
		return nil, errors.New(`has no "services"`)
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

// savedDirectory is what is read of a saved directory, tunnels aside.
type savedDirectory struct {
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

// checkVersion looks at nothing else: what there is besides is that version's.
func checkVersion(data []byte) error {
	var s struct {
		Version json.RawMessage `json:"version"`
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return snapshotFault(data, err)
	}
	if text := string(s.Version); text != "" && text != strconv.Itoa(snapshotVersion) {
		return fmt.Errorf("is of version %.40s, and this lariat reads version %d", text, snapshotVersion)
	}
	return nil
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
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && e.Field == "" {
		return fmt.Errorf("is not a directory: %s is neither a list nor an object", e.Value)
	} else if ok {
		return fmt.Errorf("is not a directory: %q should not be %s", e.Field, e.Value)
	}
	return fmt.Errorf("is not a directory: %w", err)
}
