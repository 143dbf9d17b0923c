package diag

import (
	"net/url"
	"strings"
)

// Run is what a SARIF log says beside the findings.
type Run struct {
	Base  Base
	Tool  Tool
	Rules []RuleInfo // those that ran, whether they found something or not
}

// Tool is the program that made the findings.
type Tool struct {
	Name, Version, URL string
}

// RuleInfo describes a rule to the readers of its findings.
type RuleInfo struct {
	ID       string
	Summary  string // one line
	URL      string // its page
	Severity Severity
}

// sarifSchema is the schema of the version that the log claims; a test holds
// what is written against it.
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sarifPrint is the name of our fingerprint. primaryLocationLineHash, which is
// the one that code scanning uses, is not for us to write: its upload action
// computes it, and warns where it finds another.
const sarifPrint = "ruleFileMessage/v1"

// sarifRoot is the name that GitHub and others know the repository by.
const sarifRoot = "%SRCROOT%"

// SARIF renders a set as a log of the Static Analysis Results Interchange
// Format 2.1.0, for GitHub's code scanning and for viewers. Files below the
// root are named relative to it, so that a log says nothing of the machine.
//
// What code scanning demands goes beyond the schema:
// https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
func SARIF(s Set, run Run) string {
	w := sarifWriter{base: run.Base, index: map[string]int{}, prints: newFingerprints(run.Base)}
	w.rules = []sarifRule{}
	for _, r := range run.Rules {
		w.addRule(r)
	}
	results := []sarifResult{}
	for _, f := range s.Sorted() {
		results = append(results, w.result(f))
	}
	return encodeJSON(sarifLog{
		Schema: sarifSchema, Version: "2.1.0",
		Runs: []sarifRun{{
			Tool: sarifTool{sarifDriver{
				Name: run.Tool.Name, Version: run.Tool.Version, InformationURI: run.Tool.URL, Rules: w.rules,
			}},
			ColumnKind: "unicodeCodePoints",
			BaseIDs:    map[string]sarifBase{sarifRoot: {sarifText("the top of the repository")}},
			Results:    results,
		}},
	})
}

type sarifWriter struct {
	base   Base
	rules  []sarifRule
	index  map[string]int // into rules, by id
	prints *fingerprints
}

// addRule gives the index of a rule, which it adds if it is new.
func (w *sarifWriter) addRule(r RuleInfo) int {
	if i, ok := w.index[r.ID]; ok {
		return i
	}
	w.index[r.ID] = len(w.rules)
	help := []string{r.Summary}
	if r.URL != "" {
		help = append(help, r.URL)
	}
	w.rules = append(w.rules, sarifRule{
		ID: r.ID, Short: sarifText(r.Summary), Full: sarifText(r.Summary), Help: sarifText(help...), HelpURI: r.URL,
		Default: sarifConfiguration{sarifLevel(r.Severity)},
	})
	return w.index[r.ID]
}

func (w *sarifWriter) result(f Finding) sarifResult {
	message := []string{f.Message}
	if f.Hint != "" {
		message = append(message, "hint: "+f.Hint)
	}
	place := w.place(f.Path, f.Range)
	if place.Region == nil {
		// Code scanning shows no result that has no lines.
		place.Region = &sarifRegion{1, 1, 1, 1}
	}
	r := sarifResult{
		RuleID:    f.Rule,
		RuleIndex: w.addRule(RuleInfo{ID: f.Rule, Summary: f.Rule, Severity: f.Severity}),
		Level:     sarifLevel(f.Severity),
		Message:   sarifText(message...),
		Locations: []sarifLocation{{Place: place}},
		Prints:    map[string]string{sarifPrint: w.prints.next(f)},
	}
	for i, related := range f.Related {
		id, text := i+1, sarifText(related.Message)
		r.Related = append(r.Related, sarifLocation{
			ID: &id, Place: w.place(f.pathOf(related), related.Range), Message: &text,
		})
	}
	if fix, ok := w.fix(f); ok {
		r.Fixes = []sarifFix{fix}
	}
	return r
}

// fix is that of a finding, if all of it can be told: a part of a fix is none.
func (w *sarifWriter) fix(f Finding) (fix sarifFix, ok bool) {
	if f.Fix == nil || len(f.Fix.Edits) == 0 {
		return sarifFix{}, false
	}
	change := sarifChange{Artifact: w.artifact(f.Path)}
	for _, e := range f.Fix.Edits {
		region := sarifRegionOf(e.Range)
		if region == nil {
			return sarifFix{}, false
		}
		r := sarifReplacement{Deleted: *region}
		if e.New != "" {
			r.Inserted = &sarifContent{e.New}
		}
		change.Replacements = append(change.Replacements, r)
	}
	return sarifFix{sarifText(f.Fix.Message), []sarifChange{change}}, true
}

func (w *sarifWriter) place(path string, r Range) sarifPlace {
	return sarifPlace{Artifact: w.artifact(path), Region: sarifRegionOf(r)}
}

// artifact names a file by a relative reference below the root, and by a file
// URI elsewhere.
func (w *sarifWriter) artifact(path string) sarifArtifact {
	name, inside := w.base.rel(path)
	uri := (&url.URL{Path: name}).EscapedPath()
	switch {
	case inside:
		// A colon would make a scheme of what is before it.
		return sarifArtifact{URI: strings.ReplaceAll(uri, ":", "%3A"), Base: sarifRoot}
	case strings.HasPrefix(name, "//"):
		uri = "file:" + uri
	case strings.HasPrefix(name, "/"):
		uri = "file://" + uri
	case !strings.HasPrefix(name, ".."): // a Windows drive
		uri = "file:///" + uri
	}
	return sarifArtifact{URI: uri}
}

// sarifRegionOf is nil for a file as a whole.
func sarifRegionOf(r Range) *sarifRegion {
	if !r.IsValid() {
		return nil
	}
	end := r.End
	if !end.IsValid() {
		end = r.Start
	}
	return &sarifRegion{r.Start.Line, r.Start.Column, end.Line, end.Column}
}

func sarifLevel(s Severity) string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Info:
		return "note"
	default:
		return "none"
	}
}

// sarifText is a text of lines in which a viewer finds no placeholder and no
// link. Braces are doubled, as the format has it. A bracket has an escape in
// the text of a link alone, so a space parts what would be one.
func sarifText(lines ...string) sarifMessage {
	for i, line := range lines {
		lines[i] = clean(line)
	}
	return sarifMessage{strings.NewReplacer("{", "{{", "}", "}}", "](", "] (").Replace(strings.Join(lines, "\n"))}
}
