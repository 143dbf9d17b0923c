package diag

import (
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
)

// The part of JUnit's XML that CI systems agree on. There is no schema that
// all of them follow.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitFailure `xml:"failure"`
		Output  string        `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// Checked is what a JUnit report says beside the findings, and how.
type Checked struct {
	Base   Base
	Files  []string                 // those that were checked
	Source func(path string) []byte // as Text has it
	FailOn Severity                 // the least that fails a case
}

// JUnit renders a set as JUnit's XML: a suite for each file, and in it a case
// for each finding, which fails or passes with an output. A file in which
// nothing was found is a suite with one case that passed. The text of a finding
// is what Text says of it.
func JUnit(s Set, c Checked) string {
	found := map[string]Set{} // by the name of the file; no findings are a key, too
	for _, path := range c.Files {
		found[c.Base.name(path)] = nil
	}
	for _, f := range s.Sorted() {
		name := c.Base.name(f.Path)
		found[name] = append(found[name], f)
	}
	report := junitSuites{}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		suite := c.junitFile(clean(name), found[name])
		report.Suites = append(report.Suites, suite)
		report.Tests += suite.Tests
		report.Failures += suite.Failures
	}
	text, err := xml.MarshalIndent(report, "", "  ")
	if err != nil {
		panic("diag: " + err.Error()) // there are strings and numbers alone
	}
	return xml.Header + string(text) + "\n"
}

func (c Checked) junitFile(name string, found Set) junitSuite {
	if len(found) == 0 {
		passed := junitCase{Name: "no findings", Class: name, File: name}
		return junitSuite{Name: name, Tests: 1, Cases: []junitCase{passed}}
	}
	suite := junitSuite{Name: name, Tests: len(found)}
	for _, f := range found {
		one := c.junitCase(name, f)
		if one.Failure != nil {
			suite.Failures++
		}
		suite.Cases = append(suite.Cases, one)
	}
	return suite
}

func (c Checked) junitCase(name string, f Finding) junitCase {
	title, text := clean(f.Rule), Text(Set{f}, c.Source)
	if f.Range.IsValid() {
		title = fmt.Sprintf("%s at %s", title, f.Range.Start)
	}
	one := junitCase{Name: title, Class: name, File: name, Line: f.Range.Start.Line}
	if f.Severity >= c.FailOn {
		one.Failure = &junitFailure{Message: clean(f.Message), Type: f.Severity.String(), Text: text}
	} else {
		one.Output = text
	}
	return one
}
