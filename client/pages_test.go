package client_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/lariat-cli/lariat/client"
)

// accounts is a page of accounts numbered from to below.
func accounts(from, to int, info string) string {
	var items []string
	for i := from; i < to; i++ {
		items = append(items, fmt.Sprintf(`{"id":"%d","name":"a%d","type":"standard"}`, i, i))
	}
	s := strings.TrimSuffix(ok(`[`+strings.Join(items, ",")+`]`), "}")
	if info != "" {
		s += `,"result_info":` + info
	}
	return s + "}"
}

// Accounts come 50 to a page, which keeps these cases short; the paging is that
// of every list. The rules: facts/cloudflare-api.md 0.2 and 2.1.
func TestPages(t *testing.T) {
	t.Parallel()
	page := func(from, to int, info string) step {
		return step{want: "GET /accounts", body: accounts(from, to, info)}
	}
	tests := []struct {
		name  string
		steps []step
		want  int
		fails bool
	}{
		{"none", []step{page(0, 0, "")}, 0, false},
		{"short page", []step{page(0, 49, "")}, 49, false},
		{"info null", []step{page(0, 3, "null")}, 3, false},
		{"full page, then empty", []step{page(0, 50, ""), page(50, 50, "")}, 50, false},
		{"three pages", []step{page(0, 50, ""), page(50, 100, ""), page(100, 101, "")}, 101, false},
		{"total_pages lies", []step{page(0, 50, `{"total_pages":1}`), page(50, 51, `{"total_pages":1}`)}, 51, false},
		{"smaller pages than asked for", []step{page(0, 20, `{"per_page":20}`), page(20, 25, `{"per_page":20}`)}, 25, false},
		{"smaller pages, a total alone", []step{page(0, 20, `{"total_count":25}`), page(20, 25, `{"total_count":25}`)}, 25, false},
		{"the total lies", []step{page(0, 20, `{"total_count":99}`), page(0, 0, `{"total_count":99}`)}, 20, false},
		{"all on one page", []step{page(0, 70, ""), page(70, 70, "")}, 70, false},
		{"repeats itself", []step{page(0, 50, ""), page(0, 50, "")}, 50, true},
		{"repeats itself, in smaller pages", []step{page(0, 20, `{"total_count":25}`), page(0, 20, `{"total_count":25}`)}, 20, true},
		{"repeats itself later", []step{page(0, 50, ""), page(50, 100, ""), page(0, 50, "")}, 100, true},
		{"second page fails", []step{page(0, 50, ""), {want: "GET /accounts", status: 400}}, 50, true},
		{"no list", []step{{want: "GET /accounts", body: ok(`{}`)}}, 0, true},
		{"null", []step{{want: "GET /accounts", body: ok(`null`)}}, 0, true},
		// The newest are first: what is made between two pages moves the rest on.
		{"one made meanwhile", []step{page(0, 50, ""), page(49, 99, ""), page(99, 100, "")}, 100, false},
		{"many made meanwhile", []step{page(0, 50, ""), page(1, 51, ""), page(51, 51, "")}, 51, false},
		{"one made after a full page", []step{page(0, 50, ""), page(49, 50, "")}, 50, false},
		{"one made after a full page, which is counted", []step{page(0, 50, `{"total_count":50}`), page(49, 50, `{"total_count":51}`)}, 50, false},
		{"one made after all the pages, which is counted", []step{page(0, 20, `{"total_count":40}`), page(20, 40, `{"total_count":41}`),
			page(39, 40, `{"total_count":41}`)}, 40, false},
		{"entry null", []step{{want: "GET /accounts", body: ok(`[null]`)}}, 0, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, seen := server(t, tt.steps...)
			got, err := collect(client.New("", client.WithBaseURL(s.URL)).Accounts.List(t.Context()))
			if len(got) != tt.want || (err != nil) != tt.fails {
				t.Errorf("%d accounts, error %v; want %d", len(got), err, tt.want)
			}
			for i, r := range *seen {
				if want := fmt.Sprintf("page=%d&per_page=50", i+1); r.URL.RawQuery != want {
					t.Errorf("query %q, want %q", r.URL.RawQuery, want)
				}
			}
		})
	}
}

// A server that knows no pages repeats the first one; with all the services an
// account can have in hand (facts/cloudflare-api.md 1.6), that ends the list.
func TestFullDirectoryWithoutPages(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1000, 1001} {
		page := step{want: list, body: ok(`[` + strings.Join(manyServices(n), ",") + `]`)}
		s, _ := server(t, page, page)
		got, err := collect(newClient(s).Services.List(t.Context(), client.ServiceListParams{}))
		if len(got) != n || err != nil {
			t.Errorf("%d services, error %v; want %d", len(got), err, n)
		}
	}
}

func manyServices(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = service(fmt.Sprintf("01a0ebf6-0a78-73c3-b7cf-%012d", i), fmt.Sprintf("service-%d", i))
	}
	return all
}

func TestListStopsWithItsReader(t *testing.T) {
	t.Parallel()
	s, _ := server(t, step{want: "GET /accounts", body: accounts(0, 50, "")}) // a second page is not asked for
	for a, err := range newClient(s).Accounts.List(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if a.ID == "3" {
			break
		}
	}
}

func TestListYieldsOneError(t *testing.T) {
	t.Parallel()
	s, _ := server(t, step{want: list, status: http.StatusForbidden})
	n := 0
	for _, err := range newClient(s).Services.List(t.Context(), client.ServiceListParams{}) {
		if n++; !errors.Is(err, client.ErrAuth) {
			t.Errorf("error %v", err)
		}
	}
	if n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
}
