package check_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lariat-cli/lariat/check"
	"github.com/lariat-cli/lariat/diag"
)

func TestIsCloudflaredFile(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{
		"config.yml": true, "deploy/compose.yaml": true, "docker-compose.prod.YML": true, `k8s\tunnel.yaml`: true,
		"cloudflared.service": true, "cloudflared.service.d/10-http2.conf": true, "nginx/10-http2.conf": false,
		"Dockerfile": true, "tunnel/Dockerfile.prod": true, "tunnel.dockerfile": true, "Containerfile": true,
		"Dockerfiles/README.md": false, "yml": false, "config.json": false, "": false, "main.go": false,
		".github/workflows/test.yml": false, "a/.github/actions/x/Dockerfile": false, `.circleci\config.yml`: false,
		".gitlab-ci.yml": false, "azure-pipelines.yaml": false, "b/bitbucket-pipelines.yml": false, "github/tunnel.yml": true,
	} {
		if got := check.IsCloudflaredFile(path); got != want {
			t.Errorf("%q: %v", path, got)
		}
	}
}

// What is found stands between the marks.
func TestCloudflaredFile(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, path, text string }{
		{"its own file", "config.yml", "tunnel: t\nprotocol: «http2»\ningress: []\n"},
		{"its own file, in quotes", "config.yml", "credentials-file: c\r\n\"protocol\": '«http2»'\r\n"},
		{"its own file, with a comment", "config.yml", "protocol: «http2» # no UDP here\ntunnel: t"},
		{"its own file, commented out", "config.yml", "tunnel: t\n# protocol: http2\n"},
		{"its own file, with quic", "config.yml", "tunnel: t\nprotocol: quic\n"},
		{"its own file, with auto", "config.yml", "tunnel: t\nprotocol: auto\n"},
		{"its own file, with a longer word", "config.yml", "tunnel: t\nprotocol: http2-x\nprotocol: http2 x\n"},
		{"its own file by its folder", "etc/cloudflared/config.yml", "protocol: «http2»\n"},
		{"its own file after a mark", "config.yml", "\ufeffprotocol: «http2»\ntunnel: t\n"},
		{"another program's file", "config.yml", "protocol: http2\nlisten: 80\n"},
		{"another mapping's protocol", "config.yml", "tunnel: t\nserver:\n  protocol: http2\n"},
		{"another document's protocol", "config.yml", "tunnel: t\n---\nprotocol: http2\n"},
		{"a ConfigMap", "k8s.yaml", "kind: ConfigMap\ndata:\n  config.yaml: |\n    tunnel: t\n    # comment\n\n    protocol: «http2»\n"},
		{"a ConfigMap of another", "k8s.yaml", "kind: ConfigMap\ndata:\n  envoy.yaml: |\n    protocol: http2\n"},
		{"a port in Kubernetes", "k8s.yaml", "ingress:\n- ports:\n  - port: 80\n    protocol: http2\n"},

		{"compose", "compose.yml", "services:\n  tunnel:\n    image: cloudflare/cloudflared:«2024.1.0»\n    command: tunnel --no-autoupdate --protocol «http2» run\n" +
			"    environment:\n      - TUNNEL_TRANSPORT_PROTOCOL=«http2»\n      - TUNNEL_TOKEN=${TUNNEL_TOKEN}\n"},
		{"compose, environment as a mapping", "compose.yml", "services:\n  tunnel:\n    image: cloudflare/cloudflared:latest\n    environment:\n      TUNNEL_TRANSPORT_PROTOCOL: \"«http2»\"\n"},
		{"compose, command as a list", "compose.yml", "services:\n  tunnel:\n    command: [\"tunnel\", \"--protocol\", \"«http2»\", \"run\"]\n    image: \"cloudflare/cloudflared:2026.9.1\"\n"},
		{"compose, folded command", "compose.yml", "services:\n  tunnel:\n    command: >\n      tunnel --protocol\n      «http2» run\n\n    image: docker.io/cloudflare/cloudflared:«2025.6.1-amd64»@sha256:00\n"},
		{"compose, the image is built", "compose.yml", "services:\n  cloudflared:\n    build: .\n    command: tunnel --protocol=«http2» run\n"},
		{"compose, the image is a variable", "compose.yml", "services:\n  cloudflared:\n    image: ${IMAGE}\n    command: tunnel --protocol=«http2» run\n"},
		{"compose, variables", "compose.yml", "services:\n  cloudflared:\n    image: cloudflare/cloudflared:${TAG:-2024.1.0}\n    environment:\n      TUNNEL_TRANSPORT_PROTOCOL: ${P:-http2}\n"},
		{"compose, another service's flag", "compose.yml", "services:\n  load:\n    image: example/load\n    command: --protocol http2\n\n  tunnel:\n    image: cloudflare/cloudflared\n"},
		{"compose, another's image and variable", "compose.yml", "services:\n  a:\n    image: example/my-cloudflared:2024.1.0\n    environment: [MY_TUNNEL_TRANSPORT_PROTOCOL=http2]\n  cloudflared: {}\n"},
		{"compose, commented out", "compose.yml", "services:\n  tunnel:\n    image: cloudflare/cloudflared:latest # was cloudflare/cloudflared:2024.1.0\n    #command: tunnel --protocol http2 run\n"},
		{"compose, a hash in quotes", "compose.yml", "services:\n  tunnel:\n    image: cloudflare/cloudflared\n    command: \"tunnel --label 'a # b' --protocol «http2»\"\n"},

		{"compose, another that comes after it", "compose.yml", "services:\n  h2load:\n    image: example/h2load\n    depends_on: [cloudflared]\n    command: h2load -p http2 http://x\n  cloudflared:\n    image: cloudflare/cloudflared\n"},
		{"compose, another in its network", "compose.yml", "services:\n  h2load:\n    image: example/h2load\n    networks:\n      - cloudflared\n    command:\n      - -p\n      - http2\nnetworks:\n  cloudflared:\n"},
		{"compose, another that asks it", "compose.yml", "services:\n  h2load:\n    image: example/h2load\n    entrypoint: [h2load, http://cloudflared:2000, 'cloudflared:2000']\n    command: -p http2\n"},
		{"compose, another that is built", "compose.yml", "services:\n  h2load:\n    build: .\n    depends_on: [cloudflared]\n    command: h2load -p http2 http://x\n"},
		{"compose, another in braces", "compose.yml", "services:\n  h2load: {image: example/h2load, depends_on: [cloudflared], command: h2load -p http2}\n  cloudflared: {image: cloudflare/cloudflared}\n"},
		{"compose, in braces", "compose.yml", "services:\n  tunnel: {image: 'cloudflare/cloudflared:«2024.1.0»', command: [tunnel, --protocol, «http2»]}\n  load: {image: example/load}\n"},
		{"compose, in braces over lines", "compose.yml", "services:\n  tunnel: {\n    command: tunnel --protocol «http2» run,\n    image: ${IMAGE:-cloudflare/cloudflared}\n  }\n"},
		{"compose, in braces by its name", "compose.yml", "services:\n  cloudflared: {image: \"${IMAGE}\", command: tunnel --protocol «http2» run}\n"},
		{"compose, an anchor", "compose.yml", "x-tunnel: &cloudflared\n  image: cloudflare/cloudflared\nservices:\n  a:\n    <<: *cloudflared\n    command:\n      - --protocol\n      - «http2»\n  b: {<<: *cloudflared, command: --protocol «http2»}\n"},
		{"compose, the entrypoint", "compose.yml", "services:\n  tunnel:\n    image: example/base\n    entrypoint:\n    - /opt/cloudflared-linux-amd64\n    command: tunnel --protocol «http2» run\n"},
		{"compose, one command of two", "compose.yml", "services:\n  load:\n    image: example/load\n    command: sh -c \"echo cloudflared && nghttp -p http2\"\n"},

		{"Ansible", "tasks.yml", "- name: tunnel\n  shell: cloudflared tunnel --protocol «http2» run\n- command: nghttp --protocol http2\n"},
		{"cloud-init", "user-data.yaml", "bootcmd:\n  -\n    - cloudflared\n    - --protocol\n    - «http2» # no UDP\nruncmd:\n  - apt-get install cloudflared\n  - nghttp --protocol http2\n  - cloudflared tunnel --protocol «http2»\n  - [cloudflared, tunnel, --protocol, «http2»]\n"},
		{"a script in a ConfigMap", "k8s.yaml", "data:\n  run.sh: |\n    exec cloudflared tunnel \\\n      --protocol «http2»\n"},
		{"Kubernetes, the flags first", "k8s.yaml", "spec:\n  containers:\n    - args: [tunnel, --protocol, «http2»]\n      image: cloudflare/cloudflared\n    - args: [--protocol, http2]\n      image: example/load\n"},
		{"Kubernetes, a sidecar", "k8s.yaml", "metadata:\n  name: cloudflared\nspec:\n  template:\n    spec:\n      containers:\n        - name: load\n          image: example/load\n          args: [--protocol, http2]\n"},
		{"Kubernetes", "k8s.yaml", "spec:\n  containers:\n    - name: tunnel\n      image: cloudflare/cloudflared:«2024.12.2»\n      args:\n        - tunnel\n        - --protocol\n        - «http2» # no UDP\n        - run\n" +
			"      env:\n        - name: TUNNEL_TRANSPORT_PROTOCOL\n          value: \"«http2»\"\n"},
		{"Kubernetes, lists not indented", "k8s.yaml", "spec:\n  containers:\n  - command:\n    - cloudflared\n    - tunnel\n    args:\n    - --protocol\n    - \"«http2»\"\n    image: example/base\n"},
		{"Kubernetes, the value first", "k8s.yaml", "env:\n- value: «http2»\n  name: TUNNEL_TRANSPORT_PROTOCOL\n"},
		{"Kubernetes, the container beside", "k8s.yaml", "spec:\n  containers:\n  - image: example/load\n    args:\n    - --protocol=http2\n  - image: cloudflare/cloudflared:2026.9.1\n"},
		{"Kubernetes, a template", "k8s.yaml", "spec:\n  containers:\n  - name: {{ .Chart.Name }}-cloudflared\n    image: {{ .Values.image }}\n    args: [tunnel, --protocol, «http2»]\n"},
		{"Helm's values", "values.yaml", "image:\n  repository: cloudflare/cloudflared\n  tag: \"«2024.1.0»\"\nother:\n  image:\n    repository: example/app\n    tag: 2024.1.0\n"},
		{"Helm's values, by the name of the part", "values.yaml", "tunnel:\n  cloudflared:\n    replicas: 2\n    args:\n      - --protocol=«http2»\n"},
		{"kustomize", "kustomization.yaml", "images:\n- name: cloudflare/cloudflared\n  newTag: «2024.1.0»\n- name: example/app\n  newTag: 2024.1.0\n"},

		{"a unit", "cloudflared.service", "[Service]\nEnvironment=\"TUNNEL_TRANSPORT_PROTOCOL=«http2»\"\nExecStart=/usr/bin/cloudflared tunnel \\\n  --protocol «http2» run\n"},
		{"a unit, commented out", "cloudflared.service", "[Service]\n# ExecStart=/usr/bin/cloudflared --protocol http2\n; Environment=TUNNEL_TRANSPORT_PROTOCOL=http2\nExecStart=/usr/bin/cloudflared tunnel run\n"},
		{"a drop-in", "cloudflared.service.d/override.conf", "[Service]\nEnvironment=TUNNEL_TRANSPORT_PROTOCOL=«http2»\n"},
		{"another unit that comes after it", "h2proxy.service", "[Unit]\nAfter=cloudflared.service\n[Service]\nExecStart=/usr/bin/h2proxy --protocol http2\n"},
		{"another unit that asks it", "h2proxy.service", "[Service]\nExecStart=/usr/bin/h2proxy --protocol http2 \\\n  --log /var/log/cloudflared\n"},
		{"a unit of another name", "tunnel.service", "[Service]\nExecStart=/usr/bin/cloudflared \\\n# no UDP\n  tunnel \\\r\n  --protocol «http2» run\n"},
		{"a unit with a variable", "tunnel.service", "[Service]\nEnvironment=\"ARGS=--protocol «http2»\"\nExecStart=/usr/bin/docker run \\\n  cloudflare/cloudflared:«2024.1.0» tunnel $ARGS run\n"},
		{"a drop-in's command", "/etc/cloudflared@a.service.d/x.conf", "[Service]\nEnvironment=ARGS=--protocol=«http2»\n"},
		{"another's drop-in", "h2proxy.service.d/cloudflared.conf", "[Unit]\nAfter=cloudflared.service\n[Service]\nEnvironment=ARGS=--protocol=http2\n"},
		{"another unit", "load.service", "[Service]\nExecStart=/usr/bin/load --protocol http2\n"},

		{"a Dockerfile", "Dockerfile", "FROM cloudflare/cloudflared:«2024.1.0» AS tunnel\nENV TUNNEL_TRANSPORT_PROTOCOL «http2»\nCMD [\"tunnel\", \"--protocol\", \"«http2»\", \"run\"]\n"},
		{"a Dockerfile with a download", "Dockerfile", "FROM alpine\nRUN wget https://github.com/cloudflare/cloudflared/releases/download/«2024.1.5»/cloudflared-linux-amd64\nCMD cloudflared -p «http2»\n"},
		{"a Dockerfile with a package", "Dockerfile", "FROM debian\nARG CLOUDFLARED_VERSION=«2024.1.5»\nRUN apt-get install -y cloudflared=«2024.1.5» && go install github.com/cloudflare/cloudflared/cmd/cloudflared@«2024.1.5»\n"},
		{"a Dockerfile, another stage", "Dockerfile", "FROM cloudflare/cloudflared:2026.9.1 AS a\nfrom example/load\nCMD [\"--protocol\", \"http2\"]\n"},
		{"a Dockerfile, one command of two", "Dockerfile", "FROM debian\nRUN echo cloudflared && nghttp --protocol http2\nRUN apt-get install cloudflared; \\\n  nghttp --protocol http2\n"},
		{"a Dockerfile, the same command", "Dockerfile", "FROM debian\nRUN echo && cloudflared \\\n  # no UDP\n  --protocol «http2»\n"},
		{"a Dockerfile, the entrypoint", "Dockerfile", "FROM debian\nCMD [\"--protocol\", \"«http2»\"]\nENTRYPOINT [\"/bin/cloudflared\"]\n"},
		{"a Dockerfile, another's command", "Dockerfile", "FROM debian\nRUN apt-get install cloudflared\nCMD [\"nghttp\", \"--protocol\", \"http2\"]\n"},
		{"a Dockerfile, commented out", "Dockerfile", "# FROM cloudflare/cloudflared:2024.1.0\nFROM cloudflare/cloudflared:2025.7.0\n"},

		{"versions at the limit", "compose.yml", "a: cloudflare/cloudflared:2025.7.0\nb: cloudflare/cloudflared:2025.10.0\nc: cloudflare/cloudflared:«2025.6.99»\nd: cloudflare/cloudflared:v«2024.1.0»\n"},
		{"no versions", "compose.yml", "a: cloudflare/cloudflared:latest\nb: cloudflare/cloudflared:1.2.3\nc: cloudflare/cloudflared:2024\nd: cloudflare/cloudflared\n"},
		{"no text", "config.yml", "tunnel: t\nprotocol: http2\n\x00"},
		{"no such file", "README.md", "cloudflared --protocol http2, cloudflare/cloudflared:2024.1.0"},
		{"too large", "config.yml", "tunnel: t\nprotocol: http2\n" + strings.Repeat(" ", 1<<20)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text, want := unmark(tt.text)
			var got []span
			for _, f := range check.CloudflaredFile(tt.path, []byte(text), check.Options{}) {
				got = append(got, span{f.Range.Start.Offset, f.Range.End.Offset})
				if f.Path != tt.path || f.Rule != "cloudflared-config" || f.Severity != diag.Warning || f.Hint == "" {
					t.Errorf("finding %+v", f)
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("found %v, want %v in\n%s", got, want, text)
			}
		})
	}
}

type span struct{ start, end int }

func unmark(text string) (plain string, marked []span) {
	var b strings.Builder
	for i, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '«' || r == '»' }) {
		if i%2 == 1 {
			marked = append(marked, span{b.Len(), b.Len() + len(part)})
		}
		b.WriteString(part)
	}
	return b.String(), marked
}

func TestCloudflaredSeverity(t *testing.T) {
	t.Parallel()
	found := func(o check.Options) diag.Set {
		return check.CloudflaredFile("config.yml", []byte("tunnel: t\nprotocol: http2\n"), o)
	}
	o := check.Options{Severity: map[string]diag.Severity{"cloudflared-config": diag.Error}}
	if got := found(o); len(got) != 1 || got[0].Severity != diag.Error {
		t.Errorf("error: %v", got)
	}
	o.Severity["cloudflared-config"] = check.Off
	if got := found(o); len(got) != 0 {
		t.Errorf("off: %v", got)
	}
	if got := found(check.Options{}); len(got) != 1 || got[0].Severity != diag.Warning {
		t.Errorf("as it is: %v", got)
	}
}

// What is found is what the message says, stands where the range says, and is
// gone once every line is a comment.
func FuzzCloudflaredFile(f *testing.F) {
	f.Add(byte(0), []byte("tunnel: t\nprotocol: http2\n"))
	f.Add(byte(0), []byte("a:\n- image: cloudflare/cloudflared:2024.1.0\n  args:\n  - --protocol\n  - 'http2'\n---\nb: {tag: 2024.1.0}"))
	f.Add(byte(0), []byte("\ufeffenv:\n\n    - name: TUNNEL_TRANSPORT_PROTOCOL\r\n      value: \"http2\" # x\r\n"))
	f.Add(byte(0), []byte("--- --protocol http2\n-   -  - --protocol http2\n cloudflared:"))
	f.Add(byte(1), []byte("[Service]\n;x\nExecStart=cloudflared \\\n --protocol http2"))
	f.Add(byte(2), []byte("FROM cloudflare/cloudflared:2024.1.0\nCMD [\"-p\", \"http2\"]"))
	f.Fuzz(func(t *testing.T, kind byte, data []byte) {
		path := []string{"config.yml", "a.service", "Dockerfile"}[kind%3]
		before := bytes.Clone(data)
		for _, finding := range check.CloudflaredFile(path, data, check.Options{}) {
			if finding.Rule != "cloudflared-config" {
				continue
			}
			from, to := finding.Range.Start.Offset, finding.Range.End.Offset
			if from < 0 || to > len(data) || from >= to {
				t.Fatalf("%v of %d bytes", finding.Range, len(data))
			}
			if text := string(data[from:to]); text != "http2" && !check.IsTooOld(text) {
				t.Errorf("%s stands on %q", finding, text)
			}
			if !utf8.ValidString(finding.Message) {
				t.Errorf("message %q", finding.Message)
			}
		}
		if !bytes.Equal(data, before) {
			t.Error("the file was changed")
		}
		comment := append([]byte("# "), bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"), []byte("\n# "))...)
		if found := check.CloudflaredFile(path, comment, check.Options{}); has(found, "cloudflared-config") {
			t.Errorf("found in comments: %v", found)
		}
	})
}
