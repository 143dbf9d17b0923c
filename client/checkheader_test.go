package client

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestCheckHeader(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"Host", "content-type", "Content-Length", "content-encoding", "connection",
		"transfer-encoding", "upgrade", "TE", "trailer"} { // facts/wrangler.md 4.1
		if CheckHeader(http.Header{key: {"x"}}) == nil {
			t.Errorf("%s was not refused", key)
		}
	}
	for _, h := range []http.Header{
		{"": {"x"}}, {"X A": {"x"}}, {"X:A": {"x"}}, {"X\n": {"x"}}, {"Ä": {"x"}}, {"X-A": {"x", "s3cr3t\ny"}}, {"X-A": {"s3cr3t\x7f"}},
	} {
		err := CheckHeader(h)
		if !errors.As(err, new(*OptionError)) || strings.ContainsAny(err.Error(), "\n") || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%q: error %v", h, err)
		}
	}
	if err := CheckHeader(http.Header{"Authorization": {"x"}, "Cf-Access-Client-Secret": {"x\ty"}, "x_a!": {"ä", ""}}); err != nil {
		t.Error(err)
	}
}
