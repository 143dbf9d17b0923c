package configfile

import (
	"fmt"
	"strings"
	"testing"
)

// project writes a configuration of about 200 lines: three environments with
// five bindings each, as the budget for check has it.
func project(toml bool) string {
	var b strings.Builder
	entry := func(env string, i int) {
		id := fmt.Sprintf("0191c8f0-0000-7000-8000-%012d", i)
		if toml {
			fmt.Fprintf(&b, "\n[[%svpc_services]] # service %d\nbinding = \"SERVICE_%d\"\nservice_id = %q\nremote = true\n", env, i, i, id)
			return
		}
		fmt.Fprintf(&b, "    {\n      // service %d\n      \"binding\": \"SERVICE_%d\",\n      \"service_id\": %q,\n      \"remote\": true,\n    },\n", i, i, id)
	}
	if toml {
		b.WriteString("name = \"w\"\nmain = \"src/index.ts\"\ncompatibility_date = \"2026-01-01\"\naccount_id = \"0123456789abcdef\"\n")
		for _, env := range []string{"", "env.dev.", "env.staging.", "env.prod."} {
			for i := range 7 {
				entry(env, i)
			}
		}
		return b.String()
	}
	b.WriteString("{\n  \"name\": \"w\",\n  \"main\": \"src/index.ts\",\n  \"account_id\": \"0123456789abcdef\",\n")
	list := func() {
		b.WriteString("  \"vpc_services\": [\n")
		for i := range 7 {
			entry("", i)
		}
		b.WriteString("  ],\n")
	}
	list()
	b.WriteString("  \"env\": {\n")
	for _, env := range []string{"dev", "staging", "prod"} {
		fmt.Fprintf(&b, "  %q: {\n", env)
		list()
		b.WriteString("  },\n")
	}
	b.WriteString("  },\n}\n")
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	for name, toml := range map[string]bool{"wrangler.jsonc": false, "wrangler.toml": true} {
		src := []byte(project(toml))
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				if _, err := Parse(name, src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The two sample projects hold the same content.
func TestBenchmarkProjectsAreEqual(t *testing.T) {
	t.Parallel()
	j, o := mustParse(t, "wrangler.jsonc", project(false)), mustParse(t, "wrangler.toml", project(true))
	if n := strings.Count(project(false), "\n"); n < 150 {
		t.Errorf("only %d lines", n)
	}
	if len(env(t, j, "prod").VPCServices.V) != 7 || len(env(t, o, "prod").VPCServices.V) != 7 {
		t.Error("bindings are missing")
	}
}
