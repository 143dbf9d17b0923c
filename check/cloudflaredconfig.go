package check

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/lariat-cli/lariat/diag"
)

// MaxCloudflaredFile is how many bytes of a file CloudflaredFile takes. People
// write much less.
const MaxCloudflaredFile = 1 << 20

// cloudflaredConfig looks at how cloudflared is run, since the API does not tell
// QUIC from http2 (facts/cloudflare-api.md 3.4). Its findings are those of
// CloudflaredFile: a Wrangler configuration has none.
func cloudflaredConfig() Rule {
	return Rule{
		ID: "cloudflared-config", Severity: diag.Warning,
		Summary: "a file runs cloudflared over http2, or a version older than " + oldestCloudflared,
		check:   func(*pass) {},
	}
}

// IsCloudflaredFile reports whether a file of that name is worth a look: YAML,
// which may be cloudflared's own or that of Docker or Kubernetes, a systemd unit
// or a part of one, or a Dockerfile.
// What runs in CI is deployed nowhere.
func IsCloudflaredFile(path string) bool { return languageOf(path) != 0 && !isCI(path) }

// isCI reports whether a file says what CI does.
func isCI(path string) bool {
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(path, `\`, "/")), "/")
	if slices.Contains(parts, ".github") || slices.Contains(parts, ".circleci") {
		return true
	}
	name := strings.TrimSuffix(strings.TrimSuffix(parts[len(parts)-1], ".yaml"), ".yml")
	return slices.Contains([]string{".gitlab-ci", "azure-pipelines", "bitbucket-pipelines"}, name)
}

// CloudflaredFile checks one file for how it runs cloudflared. What is not plain
// in the text, such as a variable, is taken for right.
func CloudflaredFile(path string, data []byte, o Options) diag.Set {
	language := languageOf(path)
	if !IsCloudflaredFile(path) || len(data) > MaxCloudflaredFile || bytes.IndexByte(data, 0) >= 0 || !worthALook(data) {
		return nil
	}
	c := &cloudflaredText{source: newSourceText(language, data), path: path}
	c.protocols()
	c.versions()
	list := ignoresIn(path, data, func() []comment { return c.source.comments })
	found := o.finish(cloudflaredConfig(), path, c.found)
	return o.wanted(ignored(found, list, o.tries, o)).Sorted()
}

// worthALook spares most files the rest.
func worthALook(data []byte) bool {
	for _, word := range []string{"http2", "cloudflared", "CLOUDFLARED", ignoreWord} {
		if bytes.Contains(data, []byte(word)) {
			return true
		}
	}
	return false
}

// language is what a file is written in.
type language uint8

const (
	yamlText language = iota + 1
	unitText
	dockerText
)

func languageOf(path string) language {
	path = strings.ToLower(strings.ReplaceAll(path, `\`, "/"))
	slash := strings.LastIndexByte(path, '/')
	dir, base := path[:max(slash, 0)], path[slash+1:]
	ends := func(suffix string) bool { return strings.HasSuffix(base, suffix) }
	switch {
	case ends(".yml"), ends(".yaml"):
		return yamlText
	case ends(".service"), ends(".conf") && strings.HasSuffix(dir, ".service.d"):
		return unitText
	}
	for _, name := range []string{"dockerfile", "containerfile"} {
		if base == name || strings.HasPrefix(base, name+".") || ends("."+name) {
			return dockerText
		}
	}
	return 0
}

// cloudflaredText is a file under check.
type cloudflaredText struct {
	source *sourceText
	path   string
	found  diag.Set
}

func (c *cloudflaredText) report(at span, hint, format string, args ...any) {
	c.found.Add(diag.Finding{
		Range: c.source.index.Range(at.start, at.end), Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// protocols finds http2 as a flag, as a variable of the environment, and as the
// key of cloudflared's own file.
func (c *cloudflaredText) protocols() {
	always := func(int) bool { return true }
	c.http2(protocolFlag, c.runsCloudflared)
	c.http2(protocolVariable, always)
	c.http2(protocolVariableReversed, always)
	if c.source.language == yamlText {
		c.http2(protocolKey, c.isConfig)
	}
}

// http2 reports what a pattern finds at offsets of cloudflared.
func (c *cloudflaredText) http2(pattern string, ours func(offset int) bool) {
	for _, at := range c.source.findAll(pattern) {
		if ours(at.start) {
			c.report(at, "write quic, and let UDP to port 7844 out",
				`cloudflared is told to use "http2", over which it resolves no names for Workers VPC`)
		}
	}
}

// isConfig reports whether the key at an offset is one of cloudflared's own
// file, which may be a text within a ConfigMap.
func (c *cloudflaredText) isConfig(offset int) bool {
	i := c.source.lineOf(offset)
	col := c.source.lines[i].key
	for _, l := range c.source.block(i, col) {
		switch l.name {
		case "tunnel", "credentials-file", "ingress", "warp-routing":
			if l.key == col {
				return true
			}
		}
	}
	return col == 0 && strings.Contains(strings.ToLower(c.path), "cloudflared")
}

// versions finds versions in images, packages, downloads and variables.
func (c *cloudflaredText) versions() {
	s := c.source
	list := slices.Concat(s.findAll(versionOfPackage), s.findAll(versionOfDownload), s.findAll(versionVariable))
	if s.language == yamlText {
		ofOthers := func(at span) bool { return !s.tagsCloudflared(at.start) }
		list = append(list, slices.DeleteFunc(s.findAll(versionKey), ofOthers)...)
	}
	for _, at := range list {
		if version := string(s.text[at.start:at.end]); isTooOld(version) {
			c.report(at, "take "+oldestCloudflared+" or later",
				"cloudflared %q is older than %q, the first that resolves names for Workers VPC", version, oldestCloudflared)
		}
	}
}
