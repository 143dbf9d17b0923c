package client

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
)

// maxEntries ends a list that a server makes up as it goes. An account has a
// hundredth of it (facts/cloudflare-api.md 1.6).
const maxEntries = 100_000

// lister lists a collection page by page.
type lister[T any] struct {
	client *Client
	path   string
	query  url.Values
	per    int // entries to a page
	most   int // entries that there can be; 0 if unknown
	id     func(T) string
}

// all lists until a page is short or empty, never by total_pages, which is
// often missing (facts/cloudflare-api.md 0.2). The first error ends it.
func (l *lister[T]) all(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		ctx, cancel := l.client.bound(ctx)
		defer cancel()
		var none T
		seen := make(map[string]struct{}, l.per)
		for page := 1; ; page++ {
			entries, info, err := l.page(ctx, page)
			if err != nil {
				yield(none, err)
				return
			}
			for _, item := range entries {
				id := l.id(item)
				if _, again := seen[id]; again && l.most > 0 && len(seen) >= l.most {
					return // the server knows no pages, and has shown all it can have
				} else if again || id == "" {
					yield(none, l.broken(id))
					return
				}
				if len(seen) == maxEntries {
					yield(none, l.endless())
					return
				}
				seen[id] = struct{}{}
				if !yield(item, nil) {
					return
				}
			}
			if l.last(len(entries), len(seen), info) {
				return
			}
		}
	}
}

func (l *lister[T]) page(ctx context.Context, page int) ([]T, pageInfo, error) {
	q := url.Values{"page": {strconv.Itoa(page)}, "per_page": {strconv.Itoa(l.per)}}
	for key, values := range l.query {
		q[key] = values
	}
	rq, err := l.client.request(http.MethodGet, l.path+"?"+q.Encode(), nil)
	if err != nil {
		return nil, pageInfo{}, err
	}
	e, err := fetch[[]T](ctx, l.client, rq)
	if err != nil {
		return nil, pageInfo{}, err
	}
	return *e.Result, e.Info, nil
}

// last reports whether a page of n entries ends the list. The server may give
// fewer than asked for; it then says so, or says that there are more.
func (l *lister[T]) last(n, seen int, info pageInfo) bool {
	per := l.per
	if info.PerPage > 0 {
		per = min(per, info.PerPage)
	}
	return n == 0 || n < per && seen >= info.TotalCount
}

func (l *lister[T]) endless() error {
	reason := fmt.Sprintf("does not end after %d entries", maxEntries)
	return &ReplyError{Method: http.MethodGet, Path: l.path, Status: http.StatusOK, Reason: reason}
}

func (l *lister[T]) broken(id string) error {
	reason := fmt.Sprintf("repeats the entry %q", visible(id, 80))
	if id == "" {
		reason = "has an entry without an id"
	}
	return &ReplyError{Method: http.MethodGet, Path: l.path, Status: http.StatusOK, Reason: reason}
}

// failed is a list that fails at once.
func failed[T any](err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		yield(none, err)
	}
}
