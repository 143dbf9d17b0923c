// Package tunnel holds the verbs of `lariat tunnel`.
package tunnel

import (
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/lariat-cli/lariat/commands/app"
	"github.com/lariat-cli/lariat/vpc"
)

// NewCmd returns the command group.
func NewCmd(a *app.App) *cobra.Command {
	cmd := app.Group(&cobra.Command{
		Use:   "tunnel",
		Short: "Manage the Cloudflare Tunnels that services are reached through",
	})
	cmd.AddCommand(newCreateCmd(a), newListCmd(a), newGetCmd(a), newDeleteCmd(a))
	return cmd
}

// view is a tunnel as --json shows it.
type view struct {
	ID              string     `json:"id"`
	Name            string     `json:"name"`
	Status          string     `json:"status"`
	ConfigSrc       *string    `json:"config_src"`
	CreatedAt       *time.Time `json:"created_at"`
	DeletedAt       *time.Time `json:"deleted_at"`
	ConnsActiveAt   *time.Time `json:"conns_active_at"`
	ConnsInactiveAt *time.Time `json:"conns_inactive_at"`
}

// fullView adds what takes a call for each tunnel.
type fullView struct {
	view
	Connectors []connectorView `json:"connectors"`
}

type connectorView struct {
	ID          string     `json:"id"`
	Version     string     `json:"version"`
	Arch        string     `json:"arch"`
	RunAt       *time.Time `json:"run_at"`
	Connections int        `json:"connections"`
	OriginIPs   []string   `json:"origin_ips"`
	Colos       []string   `json:"colos"`
}

func fields() []string {
	return []string{
		"id", "name", "status", "config_src", "created_at", "deleted_at", "conns_active_at", "conns_inactive_at",
	}
}

func newView(t vpc.Tunnel) view {
	v := view{
		ID: t.ID, Name: t.Name, Status: string(t.Status), CreatedAt: utc(&t.CreatedAt),
		DeletedAt: utc(t.DeletedAt), ConnsActiveAt: utc(t.ConnsActiveAt), ConnsInactiveAt: utc(t.ConnsInactiveAt),
	}
	if t.ConfigSource != "" {
		v.ConfigSrc = &t.ConfigSource
	}
	return v
}

func newConnectorViews(connectors []vpc.Connector) []connectorView {
	views := make([]connectorView, len(connectors))
	for i, c := range connectors {
		v := connectorView{
			ID: c.ID, Version: c.Version, Arch: c.Arch, RunAt: utc(&c.RunAt),
			OriginIPs: []string{}, Colos: []string{},
		}
		for _, conn := range c.Connections {
			if conn.IsPendingReconnect {
				continue // it is none (facts/cloudflare-api.md 3.4)
			}
			v.Connections++
			v.OriginIPs = appendNew(v.OriginIPs, conn.OriginIP)
			v.Colos = appendNew(v.Colos, conn.ColoName)
		}
		views[i] = v
	}
	return views
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func utc(t *time.Time) *time.Time {
	if t == nil || t.IsZero() {
		return nil
	}
	return new(t.UTC())
}
