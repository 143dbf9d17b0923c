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
// twentieth of it (facts/cloudflare-api.md 1.6).
const maxEntries = 20_000

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
//
// What somebody else makes between two pages moves entries on to the next one,
// where they are passed over.
func (l *lister[T]) all(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		ctx, cancel := l.client.bound(ctx)
		defer cancel()
		var none T
		seen := make(map[string]struct{}, l.per)
		for page, before := 1, 0; ; page++ {
			entries, info, err := l.page(ctx, page)
			if err != nil {
				yield(none, err)
				return
			}
			known := len(seen)
			for _, item := range entries {
				id := l.id(item)
				if _, again := seen[id]; again {
					continue
				}
				if err := l.refuse(id, len(seen)); err != nil {
					yield(none, err)
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
			if len(seen) == known {
				if err := l.stuck(len(entries), before, len(seen)); err != nil {
					yield(none, err)
				}
				return
			}
			before = len(entries)
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

// refuse is why an entry with that id cannot be one of the list, or nil.
func (l *lister[T]) refuse(id string, seen int) error {
	switch {
	case id == "":
		return l.broken("has an entry without an id")
	case seen == maxEntries:
		return l.broken(fmt.Sprintf("does not end after %d entries", maxEntries))
	}
	return nil
}

// stuck is what it means that a page of n entries, which is not the last by its
// length, has none that was not there before.
func (l *lister[T]) stuck(n, before, seen int) error {
	switch {
	case l.most > 0 && seen >= l.most:
		return nil // the server knows no pages, and has shown all it can have
	case n < before:
		return nil // the tail of the page before, moved on
	}
	return l.broken("repeats what the pages before it had")
}

func (l *lister[T]) broken(reason string) error {
	return &ReplyError{Method: http.MethodGet, Path: l.path, Status: http.StatusOK, Reason: reason}
}

// failed is a list that fails at once.
func failed[T any](err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		yield(none, err)
	}
}
