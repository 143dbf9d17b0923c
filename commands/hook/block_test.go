package hook

import (
	"strings"
	"testing"
)

func TestInstall(t *testing.T) {
	t.Parallel()
	const b, c = begin + "old\n" + end, begin + "new\n" + end
	for _, tt := range []struct{ name, hook, want string }{
		{"none", "", "#!/bin/sh\n" + c},
		{"shell", "#!/usr/bin/env bash\nmake test\nexit 0\n", "#!/usr/bin/env bash\n" + c + "make test\nexit 0\n"},
		{"options", "#!/bin/sh -e\nx\n", "#!/bin/sh -e\n" + c + "x\n"},
		{"again", "#!/bin/sh\n" + b + "make test\n", "#!/bin/sh\n" + c + "make test\n"},
		{"moved by hand", "#!/bin/sh\nmake test\n" + b, "#!/bin/sh\nmake test\n" + c},
		{"first line alone", "#!/bin/sh", "#!/bin/sh\n" + c},
	} {
		got, err := install(tt.hook, c, false)
		if err != nil || got != tt.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", tt.name, err, got, tt.want)
		}
		if again, err := install(got, c, false); err != nil || again != got {
			t.Errorf("%s, again: %v\n%s", tt.name, err, again)
		}
	}
	for name, hook := range map[string]string{
		"python": "#!/usr/bin/env python3\nprint()\n", "no first line": "make test\n", "half a block": "#!/bin/sh\n" + begin + "x\n",
	} {
		if got, err := install(hook, c, false); err == nil || strings.Contains(got, c) {
			t.Errorf("%s: %v\n%s", name, err, got)
		}
	}
}

// What husky runs needs no first line.
func TestInstallPlain(t *testing.T) {
	t.Parallel()
	const b, c = begin + "old\n" + end, begin + "new\n" + end
	for _, tt := range []struct{ hook, want string }{
		{"", c},
		{"npm test\n", c + "npm test\n"},
		{"#!/bin/sh\nnpm test\n", "#!/bin/sh\n" + c + "npm test\n"},
		{b + "npm test\n", c + "npm test\n"},
	} {
		if got, err := install(tt.hook, c, true); err != nil || got != tt.want {
			t.Errorf("%q: %v\n%s\nwant\n%s", tt.hook, err, got, tt.want)
		}
	}
	if got, err := install("#!/usr/bin/env node\n", c, true); err == nil {
		t.Errorf("a hook for node: %s", got)
	}
}
