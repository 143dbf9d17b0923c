# make help lists the targets. What CI runs is .ci/run; these are its parts.
.DEFAULT_GOAL := help
.PHONY: help build test lint race fuzz cross release-check e2e bench docs golden ci clean

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
BUILDINFO := github.com/lariat-cli/lariat/internal/buildinfo

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build bin/lariat as a release does
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X $(BUILDINFO).version=$(VERSION) -X $(BUILDINFO).client=$(LARIAT_OAUTH_CLIENT_ID)' -o bin/lariat ./cmd/lariat

test: ## run the tests; needs only Go
	go test ./...

golden: ## write the golden files anew; read the diff
	go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n 1 dirname | sort -u) -update

lint: ## vet, gofmt, go.mod and the linter set of .golangci.yml
	.ci/run vet lint

race: ## run the tests under the race detector; needs a C compiler
	.ci/run race

fuzz: ## fuzz every target for LARIAT_FUZZ_TIME (5s)
	.ci/run fuzz

cross: ## build for every platform of the release and check the size
	.ci/run cross

release-check: ## check goreleaser.yaml
	.ci/run release

e2e: ## drive the backend with Wrangler, the Go SDK and Chromium; needs npm
	.ci/run e2e

bench: ## measure against Wrangler and bare Go programs; prints bench/README.md's table
	LARIAT_BENCH_WRANGLER="$${LARIAT_BENCH_WRANGLER-$$(.ci/wrangler || true)}" go run ./bench $(BENCHFLAGS)

docs: ## write the command pages and man pages of docs/ anew
	go test ./commands -run '^Test(Docs|Readme|RuleIndex)$$' -update

ci: ## everything that CI runs
	.ci/run

clean: ## delete what was built
	rm -rf bin dist
