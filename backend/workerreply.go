package backend

import (
	"encoding/json"
	"strings"
)

// workerReply is a Worker with one of its versions, as an upload is answered
// (L0062).
type workerReply struct {
	Created       string            `json:"created_on"`
	Updated       string            `json:"modified_on"`
	ID            string            `json:"id"`
	Tag           string            `json:"tag"`
	EntryPoint    string            `json:"entry_point,omitempty"`
	Tags          []string          `json:"tags"`
	DeploymentID  string            `json:"deployment_id,omitempty"`
	TailConsumers []json.RawMessage `json:"tail_consumers"`
	Logpush       bool              `json:"logpush"`
	Observability json.RawMessage   `json:"observability,omitempty"`
	HasAssets     bool              `json:"has_assets"`
	HasModules    bool              `json:"has_modules"`
	ETag          string            `json:"etag"`
	DeployedFrom  string            `json:"last_deployed_from"`
	Date          string            `json:"compatibility_date,omitempty"`
	Flags         []string          `json:"compatibility_flags,omitempty"`
	UsageModel    string            `json:"usage_model"`
	MigrationTag  string            `json:"migration_tag,omitempty"`
	StartupTime   *int              `json:"startup_time_ms,omitempty"`
}

func newWorkerReply(wk worker, v version) workerReply {
	return workerReply{
		Created: timestamp(wk.Created), Updated: timestamp(wk.Updated), ID: wk.Name, Tag: wk.Tag, EntryPoint: v.EntryPoint,
		Tags: wk.Settings.Tags, TailConsumers: wk.Settings.TailConsumers, Logpush: wk.Settings.Logpush,
		Observability: wk.Settings.listed().Observability, HasAssets: v.HasAssets, HasModules: v.HasModules,
		ETag: v.ETag, DeployedFrom: v.Source,
		Date: v.CompatibilityDate, Flags: v.CompatibilityFlags, UsageModel: v.UsageModel,
		MigrationTag: wk.MigrationTag,
	}
}

// uploaded adds what only an upload is told. What it calls a deployment's id is
// the version's, without its hyphens (facts/wrangler.md 6.1).
func (r workerReply) uploaded(v version) workerReply {
	r.DeploymentID, r.StartupTime = strings.ReplaceAll(v.ID, "-", ""), new(0)
	return r
}

// settingsReply is what GET settings gives (L0065).
type settingsReply struct {
	Placement     json.RawMessage   `json:"placement"`
	Date          string            `json:"compatibility_date,omitempty"`
	Flags         []string          `json:"compatibility_flags"`
	UsageModel    string            `json:"usage_model"`
	Tags          []string          `json:"tags"`
	TailConsumers []json.RawMessage `json:"tail_consumers"`
	Logpush       bool              `json:"logpush"`
	Observability json.RawMessage   `json:"observability,omitempty"`
	Limits        json.RawMessage   `json:"limits,omitempty"`
	Annotations   map[string]string `json:"annotations"`
	Bindings      []binding         `json:"bindings"`
}

func newSettingsReply(wk worker, v version) settingsReply {
	s := wk.Settings.listed()
	r := settingsReply{
		Placement: v.Placement, Date: v.CompatibilityDate, Flags: v.CompatibilityFlags, UsageModel: v.UsageModel,
		Tags: s.Tags, TailConsumers: s.TailConsumers, Logpush: s.Logpush, Observability: s.Observability,
		Limits: v.Limits, Annotations: v.Annotations, Bindings: v.Bindings,
	}
	if len(r.Placement) == 0 {
		r.Placement = json.RawMessage("{}")
	}
	return r
}

// versionReply is a version; a list leaves its resources out (L0038).
type versionReply struct {
	ID          string            `json:"id"`
	Number      int               `json:"number"`
	Metadata    versionMetadata   `json:"metadata"`
	Annotations map[string]string `json:"annotations"`
	Resources   *resources        `json:"resources,omitempty"`
	StartupTime *int              `json:"startup_time_ms,omitempty"`
}

type versionMetadata struct {
	Created     string `json:"created_on"`
	Source      string `json:"source"`
	AuthorID    string `json:"author_id"`
	AuthorEmail string `json:"author_email"`
	HasPreview  bool   `json:"has_preview"`
}

type resources struct {
	Script struct {
		ETag         string `json:"etag"`
		DeployedFrom string `json:"last_deployed_from"`
	} `json:"script"`
	Runtime struct {
		Date       string          `json:"compatibility_date,omitempty"`
		Flags      []string        `json:"compatibility_flags"`
		UsageModel string          `json:"usage_model"`
		Limits     json.RawMessage `json:"limits,omitempty"`
	} `json:"script_runtime"`
	Bindings []binding `json:"bindings"`
}

func newVersionReply(v version) versionReply {
	return versionReply{
		ID: v.ID, Number: v.Number, Annotations: v.Annotations,
		Metadata: versionMetadata{
			Created: timestamp(v.Created), Source: v.Source, AuthorID: v.AuthorID, AuthorEmail: v.Author,
		},
	}
}

func (r versionReply) full(v version) versionReply {
	var x resources
	x.Script.ETag, x.Script.DeployedFrom = v.ETag, v.Source
	x.Runtime.Date, x.Runtime.Flags = v.CompatibilityDate, v.CompatibilityFlags
	x.Runtime.UsageModel, x.Runtime.Limits = v.UsageModel, v.Limits
	x.Bindings = v.Bindings
	r.Resources, r.StartupTime = &x, new(0)
	return r
}

// deploymentReply is a deployment (L0039).
type deploymentReply struct {
	ID          string            `json:"id"`
	Source      string            `json:"source"`
	Strategy    string            `json:"strategy"`
	AuthorEmail string            `json:"author_email"`
	Annotations map[string]string `json:"annotations"`
	Versions    []share           `json:"versions"`
	Created     string            `json:"created_on"`
}

// percentages is the only strategy that there is.
const percentages = "percentage"

func newDeploymentReply(d deployment) deploymentReply {
	return deploymentReply{
		ID: d.ID, Source: d.Source, Strategy: percentages, AuthorEmail: d.Author, Annotations: d.Annotations,
		Versions: d.Versions, Created: timestamp(d.Created),
	}
}
