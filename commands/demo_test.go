package commands_test

import (
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/commands"
	"github.com/lariat-cli/lariat/term"
)

// The README's first command works without anything of the user's.
func TestDemo(t *testing.T) {
	t.Parallel()
	streams, out, errs := term.Buffers("", false, 80)
	if code := commands.Run(t.Context(), []string{"demo"}, streams, world(t, nil)); code != 0 {
		t.Fatalf("exit code %d: %s\n%s", code, errs, out)
	}
	for _, want := range []string{
		"$ lariat --local tunnel create office",
		`"vpc_service" is no field that Wrangler knows`,
		`service_id takes its id [service-name]`, "Fixed: shop/wrangler.jsonc:4:", "Nothing found in 1 file.",
		"Host\t10.0.0.7,fd00::7",
		"https-port: 8443 -> 9443",
		`{ "binding": "LEGACY"`,
		"[[vpc_services]]",
		`"name": "private-api"`,
		"\n9443\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the demo does not show %q:\n%s", want, out)
		}
	}
	if !strings.HasSuffix(out.String(), "\n[]\n\n") {
		t.Errorf("the demo leaves services behind:\n%s", out)
	}
}
