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
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
)

// JUnit renders a set as JUnit's XML: a suite for each file, and in it a failed
// case for each finding. files are those that were checked; one in which
// nothing was found is a suite with one case that passed. The text of a failure
// is what Text says of the finding.
func JUnit(s Set, base Base, files []string, source func(path string) []byte) string {
	found := map[string]Set{} // by the name of the file; no findings are a key, too
	for _, path := range files {
		found[base.name(path)] = nil
	}
	for _, f := range s.Sorted() {
		name := base.name(f.Path)
		found[name] = append(found[name], f)
	}
	report := junitSuites{}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		suite := junitFile(clean(name), found[name], source)
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

func junitFile(name string, found Set, source func(path string) []byte) junitSuite {
	if len(found) == 0 {
		passed := junitCase{Name: "no findings", Class: name, File: name}
		return junitSuite{Name: name, Tests: 1, Cases: []junitCase{passed}}
	}
	suite := junitSuite{Name: name, Tests: len(found), Failures: len(found)}
	for _, f := range found {
		title := clean(f.Rule)
		if f.Range.IsValid() {
			title = fmt.Sprintf("%s at %s", title, f.Range.Start)
		}
		suite.Cases = append(suite.Cases, junitCase{
			Name: title, Class: name, File: name, Line: f.Range.Start.Line,
			Failure: &junitFailure{
				Message: clean(f.Message),
				Type:    f.Severity.String(),
				Text:    Text(Set{f}, source),
			},
		})
	}
	return suite
}
