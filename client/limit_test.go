package client

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
)

func TestLimit(t *testing.T) {
	t.Parallel()
	const most = 1 << 20
	full := strings.Repeat("x", most)
	broken := errors.New("broken")
	tests := []struct {
		name   string
		body   io.Reader
		length int64
		want   string
		fails  func(error) bool
	}{
		{"within", strings.NewReader("12345"), 5, "12345", nil},
		{"exactly, length unknown", strings.NewReader(full), -1, full, nil},
		{"length is a lie", strings.NewReader("12345"), 1, "12345", nil},
		{"one over", strings.NewReader(full + "x"), -1, "", isTooLarge},
		{"announced too large, not read", iotest.ErrReader(broken), most + 1, "", isTooLarge},
		{"breaks off", io.MultiReader(strings.NewReader("12"), iotest.ErrReader(broken)), -1, "",
			func(err error) bool { return errors.Is(err, broken) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			source := &closer{Reader: tt.body}
			l := &limit{max: most, next: roundTrip(func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: 200, Body: source, ContentLength: tt.length}, nil
			})}
			resp, err := l.RoundTrip(newRequest(t, "GET", "http://api.test/x", ""))
			if tt.fails != nil {
				if !tt.fails(err) {
					t.Errorf("error %v is not the one wanted", err)
				}
			} else if err != nil || string(contents(resp)) != tt.want {
				t.Errorf("got %v, error %v; want %d bytes", resp, err, len(tt.want))
			}
			if !source.closed {
				t.Error("the body was left open")
			}
		})
	}
}

func TestLimitOfNoBody(t *testing.T) {
	t.Parallel()
	l := &limit{max: 8, next: roundTrip(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 204}, nil
	})}
	resp, err := l.RoundTrip(newRequest(t, "DELETE", "http://api.test/x", ""))
	if err != nil || len(contents(resp)) != 0 {
		t.Errorf("got %v, error %v", resp, err)
	}
}

func isTooLarge(err error) bool {
	e, ok := errors.AsType[*ReplyError](err)
	return ok && e.Reason == "is larger than 1 MiB" && errors.Is(err, ErrUnavailable)
}

type closer struct {
	io.Reader
	closed bool
}

func (c *closer) Close() error { c.closed = true; return nil }
