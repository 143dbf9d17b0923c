package backend

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lariat-cli/lariat/vpc"
)

// tunnelFilter is what a listing asks for (facts/cloudflare-api.md 3.1); the
// zero value asks for all, deleted ones included.
type tunnelFilter struct {
	name, uuid, status              string
	includePrefix, excludePrefix    string
	deleted                         *bool
	existedAt, activeAt, inactiveAt time.Time
}

func readTunnelFilter(q url.Values) (tunnelFilter, error) {
	f := tunnelFilter{
		name: q.Get("name"), uuid: strings.ToLower(q.Get("uuid")), status: q.Get("status"),
		includePrefix: q.Get("include_prefix"), excludePrefix: q.Get("exclude_prefix"),
	}
	statuses := []vpc.TunnelStatus{vpc.TunnelInactive, vpc.TunnelDegraded, vpc.TunnelHealthy, vpc.TunnelDown}
	if f.status != "" && !slices.Contains(statuses, vpc.TunnelStatus(f.status)) {
		return f, badTunnel("status must be inactive, degraded, healthy or down")
	}
	if text := q.Get("is_deleted"); text != "" {
		deleted, err := strconv.ParseBool(text)
		if err != nil {
			return f, badTunnel("is_deleted must be true or false")
		}
		f.deleted = &deleted
	}
	for name, at := range map[string]*time.Time{
		"existed_at": &f.existedAt, "was_active_at": &f.activeAt, "was_inactive_at": &f.inactiveAt,
	} {
		text := q.Get(name)
		if text == "" {
			continue
		}
		var err error
		if *at, err = time.Parse(time.RFC3339, text); err != nil {
			return f, badTunnel(name + " must be a time as in RFC 3339")
		}
	}
	return f, nil
}

func (f tunnelFilter) matches(t tunnel) bool {
	return (f.name == "" || t.Name == f.name) &&
		(f.uuid == "" || t.ID == f.uuid) &&
		(f.status == "" || string(t.status()) == f.status) &&
		strings.HasPrefix(t.Name, f.includePrefix) &&
		(f.excludePrefix == "" || !strings.HasPrefix(t.Name, f.excludePrefix)) &&
		(f.deleted == nil || *f.deleted == t.Deleted.Valid) &&
		f.matchesTimes(t)
}

// matchesTimes knows a tunnel's last change alone, so of its earlier ups and
// downs it says nothing.
func (f tunnelFilter) matchesTimes(t tunnel) bool {
	existed := !t.Created.After(f.existedAt) &&
		(!t.Deleted.Valid || t.Deleted.Int64 > f.existedAt.UnixMicro())
	active := t.Active.Valid && t.Active.Int64 <= f.activeAt.UnixMicro()
	inactive := t.Inactive.Valid && t.Inactive.Int64 <= f.inactiveAt.UnixMicro()
	return (f.existedAt.IsZero() || existed) && (f.activeAt.IsZero() || active) && (f.inactiveAt.IsZero() || inactive)
}
