package backend

import "net/http"

type domainReply struct {
	ID          string `json:"id"`
	Hostname    string `json:"hostname"`
	Service     string `json:"service"`
	Environment string `json:"environment"`
	ZoneID      string `json:"zone_id"`
	ZoneName    string `json:"zone_name"`
	Enabled     bool   `json:"enabled"`
	Previews    bool   `json:"previews_enabled"`
	Modified    *bool  `json:"modified,omitempty"`
}

func newDomainReply(d domain) domainReply {
	return domainReply{
		ID: madeUpID("domain", d.Hostname), Hostname: d.Hostname, Service: d.Worker, Environment: production,
		ZoneID: d.Zone.ID, ZoneName: d.Zone.Name, Enabled: d.Enabled, Previews: d.Previews,
	}
}

func newDomainReplies(domains []domain) []domainReply {
	list := []domainReply{}
	for _, d := range domains {
		list = append(list, newDomainReply(d))
	}
	return list
}

func (h *handler) domainChangeset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	var specs []domainSpec
	err := readWorkerBody(r, &specs)
	if err == nil {
		_, err = h.store.worker(r.Context(), name)
	}
	var wanted, before []domain
	if err == nil {
		wanted, err = h.store.readDomains(specs, name)
	}
	if err == nil {
		before, err = h.store.listDomains(r.Context())
	}
	writeResult(w, newChangeset(name, before, wanted, r.URL.Query().Get("replace_state") == "true"), err)
}

func (h *handler) putDomains(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	var want struct {
		override
		Origins []domainSpec `json:"origins"`
	}
	err := readWorkerBody(r, &want)
	var domains []domain
	if err == nil {
		domains, err = h.store.readDomains(want.Origins, name)
	}
	if err == nil {
		err = h.store.putDomains(r.Context(), name, domains, want.override)
	}
	writeResult(w, newDomainReplies(domains), err)
}

// listDomains lists those of one Worker, or all.
func (h *handler) listDomains(w http.ResponseWriter, r *http.Request) {
	domains, err := h.store.listDomains(r.Context())
	var found []domain
	for _, d := range domains {
		if service := r.URL.Query().Get("service"); service == "" || service == d.Worker {
			found = append(found, d)
		}
	}
	writeResult(w, newDomainReplies(found), err)
}

func (h *handler) getDomain(w http.ResponseWriter, r *http.Request) {
	domains, err := h.store.listDomains(r.Context())
	for _, d := range newDomainReplies(domains) {
		if d.ID == r.PathValue("id") {
			writeResult(w, d, nil)
			return
		}
	}
	if err == nil {
		err = &apiError{status: http.StatusNotFound, code: codeNoWorker, msg: "This domain does not exist on your account."}
	}
	writeResult(w, nil, err)
}
