package check_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/configfile"
	"github.com/lariat-cli/lariat/vpc"
)

const (
	serviceID = "0191dd2e-0000-7000-8000-0000000000a1"
	tunnelID  = "5456b9ca-8b73-4b44-93df-000000000001"
)

// bound is a configuration that binds a service.
func bound(id string) string {
	return fmt.Sprintf(`{ "vpc_services": [{ "binding": "API", "service_id": %q }] }`, id)
}

// lines are the findings of some rules, as the text form has them but for the
// place, which has to be the id's.
func lines(t *testing.T, config string, d *check.Directory, rules ...string) []string {
	t.Helper()
	doc, err := configfile.Parse("wrangler.jsonc", []byte(config))
	if err != nil {
		t.Fatal(err)
	}
	d.Index()
	found, err := check.Document(doc, check.Options{Directory: func(string) *check.Directory { return d }})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, f := range found {
		if !slices.Contains(rules, f.Rule) {
			continue
		}
		text := strings.Trim(config[f.Range.Start.Offset:f.Range.End.Offset], `"`)
		if !vpc.IsUUID(text) {
			t.Errorf("%s stands on %q", f, text)
		}
		_, line, _ := strings.Cut(f.String(), " ")
		list = append(list, line)
	}
	return list
}

func expect(t *testing.T, found, want []string) {
	t.Helper()
	if !slices.Equal(found, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(found, "\n"), strings.Join(want, "\n"))
	}
}
