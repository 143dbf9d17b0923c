package client

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// maxBody is the longest reply that is read, after decompression. A thousand
// services are about half a megabyte.
const maxBody = 16 << 20

// limit is the round-tripper that reads the whole body, up to a limit, before
// it hands the reply on: thus a body that breaks off is an error of the round
// trip, which the retry loop can see.
type limit struct {
	next http.RoundTripper
	max  int64
}

func (l *limit) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := l.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if resp.Body == nil { // a transport that is not http.Transport may do so
		resp.Body = http.NoBody
	}
	defer func(wire io.Closer) { _ = wire.Close() }(resp.Body)
	if resp.ContentLength > l.max {
		return nil, l.tooLarge(r, resp)
	}
	data, err := readAll(io.LimitReader(resp.Body, l.max+1), resp.ContentLength)
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > l.max {
		return nil, l.tooLarge(r, resp)
	}
	resp.Body = body{bytes.NewReader(data), data}
	return resp, nil
}

func (l *limit) tooLarge(r *http.Request, resp *http.Response) error {
	return newReplyError(r, resp, sentSecrets(r.Header), fmt.Sprintf("is larger than %d MiB", l.max>>20))
}

// readAll is io.ReadAll that takes the length as a hint, if it is known, so
// that a long list is not copied as the buffer grows.
func readAll(r io.Reader, length int64) ([]byte, error) {
	var b bytes.Buffer
	if length > 0 {
		b.Grow(int(length) + bytes.MinRead)
	}
	_, err := b.ReadFrom(r)
	return b.Bytes(), err
}

// body is a reply's body already in memory.
type body struct {
	io.Reader
	all []byte
}

func (body) Close() error { return nil }

// contents gives the bytes of a reply that came through limit.
func contents(resp *http.Response) []byte {
	if b, ok := resp.Body.(body); ok {
		return b.all
	}
	return nil
}
