package check_test

import (
	"slices"
	"testing"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/configfile"
)

func TestPlaceRules(t *testing.T) {
	t.Parallel()
	const meant = "; hint: name the one that is meant with --config, or delete the other"
	for _, c := range []struct {
		name, rule string
		place      *configfile.Place
		want       []string
	}{
		{"not known", "shadowed-config", nil, nil},
		{"nothing to say", "shadowed-config", &configfile.Place{}, nil},
		{"the loser", "shadowed-config", &configfile.Place{Preferred: "../wrangler.json"}, []string{
			`- warning: Wrangler takes "../wrangler.json" and not this file` + meant,
		}},
		{"the winner", "shadowed-config", &configfile.Place{Shadowed: []string{"a/b/wrangler.toml", "a/wrangler.toml"}}, []string{
			`- warning: Wrangler takes this file and not "a/b/wrangler.toml", which lies nearer` + meant,
			`- warning: Wrangler takes this file and not "a/wrangler.toml", which lies nearer` + meant,
		}},
		{"not known", "deploy-redirect", nil, nil},
		{"redirected", "deploy-redirect", &configfile.Place{Redirect: &configfile.Redirect{File: "r.json", Target: "dist/w.json"}}, []string{
			`- info: Wrangler deploys "dist/w.json" and not this file; r.json- the redirect` +
				"; hint: check that file as well, after each build",
		}},
		{"broken", "deploy-redirect", &configfile.Place{Broken: &configfile.RedirectError{File: "r.json", Reason: "is bad", Hint: "mend it"}}, []string{
			`- error: deploy redirect "r.json" is bad; r.json- the redirect; hint: mend it`,
		}},
	} {
		t.Run(c.rule+"/"+c.name, func(t *testing.T) {
			t.Parallel()
			o := check.Options{Place: func(string) *configfile.Place { return c.place }}
			if got := told(findings(t, wrangler("toml", `name = "shop"`), o), c.rule); !slices.Equal(got, c.want) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}
