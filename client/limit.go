package client

import (
	"bytes"
	"errors"
	"io"
	"net/http"

	"github.com/lariat-cli/lariat/internal/bounded"
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
	data, err := bounded.ReadSized(resp.Body, resp.ContentLength, l.max)
	if size, ok := errors.AsType[*bounded.SizeError](err); ok {
		return nil, newReplyError(r, resp, sentSecrets(r.Header), size.Error())
	}
	if err != nil {
		return nil, err
	}
	resp.Body = body{bytes.NewReader(data), data}
	return resp, nil
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
