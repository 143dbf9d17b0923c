package backend

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// codeDomainTaken is from alchemy-run/alchemy-async pull request 1384.
const codeDomainTaken = 100116

// domain is a host name that leads to a Worker, a row of the domains table.
type domain struct {
	Hostname, Worker string
	Zone             zone
	Enabled          bool
	Previews         bool
}

// domainSpec is a domain as it is asked for.
type domainSpec struct {
	Hostname string `json:"hostname"`
	ZoneID   string `json:"zone_id"`
	ZoneName string `json:"zone_name"`
	Enabled  *bool  `json:"enabled"`
	Previews bool   `json:"previews_enabled"`
}

func (s domainSpec) domain(account, worker string) (domain, error) {
	d := domain{
		Hostname: strings.ToLower(s.Hostname), Worker: worker,
		Enabled: s.Enabled == nil || *s.Enabled, Previews: s.Previews,
	}
	z, ok := zoneOf(account, d.Hostname)
	named, known := zoneOf(account, s.ZoneName)
	switch {
	case !ok, s.ZoneName != "" && (!known || named != z):
		return d, badWorker("'%s' is no host name in a zone of the account", s.Hostname)
	case s.ZoneID != "" && !isAccountID(s.ZoneID):
		return d, badWorker("'%s' is no id of a zone", s.ZoneID)
	case s.ZoneID != "":
		z.ID = s.ZoneID
	}
	d.Zone = z
	return d, nil
}

func (s *Store) readDomains(specs []domainSpec, worker string) ([]domain, error) {
	var list []domain
	for _, spec := range specs {
		d, err := spec.domain(s.account.ID, worker)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

const selectDomains = "SELECT hostname, worker, zone, zone_name, enabled, previews FROM domains "

func scanDomain(row scanner) (domain, error) {
	var d domain
	err := row.Scan(&d.Hostname, &d.Worker, &d.Zone.ID, &d.Zone.Name, &d.Enabled, &d.Previews)
	return d, err
}

func (s *Store) listDomains(ctx context.Context) ([]domain, error) {
	return query(ctx, s, scanDomain, selectDomains+"ORDER BY hostname")
}

// override says what a change of domains may replace.
type override struct {
	Scope  bool `json:"override_scope"`           // domains of the Worker that are not named
	Origin bool `json:"override_existing_origin"` // domains of other Workers
}

// putDomains gives a Worker these domains.
func (s *Store) putDomains(ctx context.Context, name string, domains []domain, o override) error {
	return s.inWorker(ctx, name, func(tx *sql.Tx) error {
		if o.Scope {
			if _, err := tx.ExecContext(ctx, "DELETE FROM domains WHERE worker = ?", name); err != nil {
				return err
			}
		}
		for _, d := range domains {
			if err := putDomain(ctx, tx, d, o); err != nil {
				return err
			}
		}
		return nil
	})
}

func putDomain(ctx context.Context, tx *sql.Tx, d domain, o override) error {
	before, err := scanDomain(tx.QueryRowContext(ctx, selectDomains+"WHERE hostname = ?", d.Hostname))
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return err
	case err == nil && before.Worker != d.Worker && !o.Origin:
		return &apiError{
			status: http.StatusConflict, code: codeDomainTaken,
			msg: fmt.Sprintf("Hostname '%s' already in use by other custom domain. Either delete it, try a different hostname, "+
				"or use the option 'override_existing_origin' to override.", d.Hostname),
		}
	}
	_, err = tx.ExecContext(ctx, "INSERT OR REPLACE INTO domains "+
		"(hostname, worker, zone, zone_name, enabled, previews) VALUES (?, ?, ?, ?, ?, ?)",
		d.Hostname, d.Worker, d.Zone.ID, d.Zone.Name, d.Enabled, d.Previews)
	return err
}

// changeset is what giving a Worker domains would change. No DNS records are
// kept, so none is ever in the way.
type changeset struct {
	Added       []domainReply `json:"added"`
	Removed     []domainReply `json:"removed"`
	Updated     []domainReply `json:"updated"`
	Conflicting []domainReply `json:"conflicting"`
}

func newChangeset(worker string, before, wanted []domain, replace bool) changeset {
	c := changeset{[]domainReply{}, []domainReply{}, []domainReply{}, []domainReply{}}
	for _, d := range wanted {
		i := indexDomain(before, d.Hostname)
		if i < 0 {
			c.Added = append(c.Added, newDomainReply(d))
			continue
		}
		reply := newDomainReply(d)
		reply.Modified = new(before[i] != d)
		c.Updated = append(c.Updated, reply)
	}
	for _, d := range before {
		if replace && d.Worker == worker && indexDomain(wanted, d.Hostname) < 0 {
			c.Removed = append(c.Removed, newDomainReply(d))
		}
	}
	return c
}

func indexDomain(list []domain, hostname string) int {
	return slices.IndexFunc(list, func(d domain) bool { return d.Hostname == hostname })
}
