package check

import (
	"slices"

	"github.com/lariat-cli/lariat/check/source"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/diag"
	"github.com/lariat-cli/lariat/vpc"
)

// Config is one configuration under check.
type Config struct {
	Doc    *configfile.Document
	Levels []Level           // what may be deployed: the top level and each environment
	Place  *configfile.Place // nil where it is not known

	found diag.Set // in reading the file, of those levels
}

// Level is a configuration as one environment sees it.
type Level struct {
	configfile.Environment
	Directory *Directory     // of the account that it deploys to; nil where that is not known
	Source    *source.Worker // nil where there is none or it is not known
}

// Title names the level for messages.
func (l *Level) Title() string {
	if l.Name == "" {
		return "the top level"
	}
	return "env." + l.Name
}

// service is what an entry is bound to: the service with its id, where the
// directory is known and has it.
func (l *Level) service(b configfile.VPCService) (vpc.Service, bool) {
	if l.Directory == nil || !b.ServiceID.Set {
		return vpc.Service{}, false
	}
	return l.Directory.Service(b.ServiceID.V)
}

// Options say what is checked, and against what.
type Options struct {
	// Env is the one environment to check; nil means all, the top level included.
	Env *string

	// Directory is that of an account, or nil where it is not known. The account
	// is "" where the configuration names none. A nil function knows nothing.
	Directory func(account string) *Directory

	// Place is what the place of a configuration means, by its path, or nil where
	// it is not known. A nil function knows nothing.
	Place func(path string) *configfile.Place

	// Source is the Worker of a configuration, by the path of the configuration, by
	// main as it stands there, and by what else is said there of it; nil where it
	// is not known. A nil function knows nothing.
	Source func(config, main string, s source.Settings) *source.Worker

	// Main is what is deployed in the place of what configurations name, and
	// written as there; "" is what they name.
	Main string

	// Severity overrides that of rules, by their ids; Off turns one off.
	Severity map[string]diag.Severity

	// Suppressed reports whether what a rule says of a file is not wanted. It is
	// asked of what no comment suppresses. A nil function wants everything.
	Suppressed func(rule, path string) bool
}

// Document checks one configuration. The error is a
// *configfile.UnknownEnvironmentError.
func Document(doc *configfile.Document, o Options) (diag.Set, error) {
	config, err := newConfig(doc, o)
	if err != nil {
		return nil, err
	}
	var found diag.Set
	for _, rule := range Rules() {
		if o.severity(rule) != Off {
			p := &pass{Config: config}
			rule.check(p)
			found.Add(o.finish(rule, doc.Path, p.found)...)
		}
	}
	tried := func(r Rule) bool { return config.hasTried(r, o) }
	return o.wanted(ignored(found, config.ignores(), tried, o)).Sorted(), nil
}

// finish fills in what all findings of a rule have in common.
func (o Options) finish(rule Rule, path string, found diag.Set) diag.Set {
	severity := o.severity(rule)
	if severity == Off {
		return nil
	}
	for i := range found {
		f := &found[i]
		f.Rule = rule.ID
		if _, overridden := o.Severity[rule.ID]; overridden || f.Severity == 0 {
			f.Severity = severity
		}
		if f.Path == "" {
			f.Path = path
		}
	}
	return found
}

// Syntax is what there is to say about a file that does not parse.
func Syntax(err *configfile.SyntaxError, o Options) diag.Set {
	return o.wanted(withSeverity(err.Findings, o))
}

func newConfig(doc *configfile.Document, o Options) (*Config, error) {
	names := append([]string{""}, doc.Environments()...)
	if o.Env != nil {
		names = []string{*o.Env}
	}
	c := &Config{Doc: doc, found: doc.Findings}
	if o.Env != nil {
		c.found = doc.FindingsOf(*o.Env)
	}
	if o.Place != nil {
		c.Place = o.Place(doc.Path)
	}
	for _, name := range names {
		env, err := doc.Environment(name)
		if err != nil {
			return nil, err
		}
		level := Level{Environment: env}
		if o.Directory != nil {
			level.Directory = o.Directory(env.AccountID.V)
		}
		if o.Main != "" {
			level.Main = configfile.Value[string]{V: o.Main, Set: true}
		}
		if main := level.Main; o.Source != nil && main.Set && main.V != "" {
			level.Source = o.Source(doc.Path, main.V, level.sourceSettings(doc.Root))
		}
		c.Levels = append(c.Levels, level)
	}
	return c, nil
}

func (o Options) severity(r Rule) diag.Severity {
	if s, ok := o.Severity[r.ID]; ok {
		return s
	}
	return r.Severity
}

// wanted leaves out what is suppressed.
func (o Options) wanted(found diag.Set) diag.Set {
	if o.Suppressed == nil {
		return found
	}
	return slices.DeleteFunc(found, func(f diag.Finding) bool { return o.Suppressed(f.Rule, f.Path) })
}

// withSeverity gives findings that were made elsewhere the severity of their
// rule.
func withSeverity(found diag.Set, o Options) diag.Set {
	var kept diag.Set
	for _, rule := range Rules() {
		for _, f := range found {
			if f.Severity = o.severity(rule); f.Rule == rule.ID && f.Severity != Off {
				kept.Add(f)
			}
		}
	}
	return kept.Sorted()
}
