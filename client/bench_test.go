package client_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/client"
)

// The budget of DESIGN.md: a list of 1,000 services takes at most three times
// what a bare program takes that makes the same request and reads the JSON.
func BenchmarkList1000(b *testing.B) {
	page := []byte(ok(`[` + strings.Join(manyServices(1000), ",") + `]`))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("page") != "1" {
			_, _ = io.WriteString(w, ok(`[]`))
			return
		}
		_, _ = w.Write(page)
	}))
	defer s.Close()
	b.Run("client", func(b *testing.B) {
		c := client.New(account, client.WithBaseURL(s.URL))
		for b.Loop() {
			if got, err := collect(c.Services.List(b.Context(), client.ServiceListParams{})); err != nil || len(got) != 1000 {
				b.Fatal(len(got), err)
			}
		}
	})
	b.Run("bare", func(b *testing.B) {
		for b.Loop() {
			resp, err := http.Get(s.URL + services + "?page=1&per_page=1000")
			if err != nil {
				b.Fatal(err)
			}
			var v struct{ Result []map[string]any }
			if err := json.NewDecoder(resp.Body).Decode(&v); err != nil || len(v.Result) != 1000 {
				b.Fatal(len(v.Result), err)
			}
			_ = resp.Body.Close()
		}
	})
	b.Run("bare without decoding", func(b *testing.B) {
		for b.Loop() {
			resp, err := http.Get(s.URL + services + "?page=1&per_page=1000")
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, resp.Body); err != nil {
				b.Fatal(err)
			}
			_ = resp.Body.Close()
		}
	})
}
