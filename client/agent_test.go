package client

import (
	"net/http"
	"testing"
)

func TestAgent(t *testing.T) {
	t.Parallel()
	r := newRequest(t, "GET", "http://api.test/x", "")
	r.Header.Set("Authorization", "Bearer ours")
	a := &agent{name: "lariat/1.0", header: http.Header{
		"authorization": {"Bearer theirs"}, "X-Many": {"1", "2"},
	}, next: roundTrip(func(got *http.Request) (*http.Response, error) {
		for key, want := range map[string]string{
			"User-Agent": "lariat/1.0", "Accept": "application/json", "Authorization": "Bearer theirs", "X-Many": "1",
		} {
			if got.Header.Get(key) != want {
				t.Errorf("%s is %q, want %q", key, got.Header.Get(key), want)
			}
		}
		if n := len(got.Header.Values("X-Many")); n != 2 {
			t.Errorf("X-Many has %d values, want 2", n)
		}
		return answer(200, ""), nil
	})}
	if _, err := a.RoundTrip(r); err != nil {
		t.Fatal(err)
	}
	if r.Header.Get("Authorization") != "Bearer ours" {
		t.Error("the caller's request was changed")
	}
}
