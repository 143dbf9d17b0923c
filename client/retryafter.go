package client

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// parseRetryAfter reads a Retry-After header in either form, whole seconds or
// an HTTP date. A date that has passed gives 0; what is neither gives false.
func parseRetryAfter(value string, now time.Time) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if value != "" && strings.Trim(value, "0123456789") == "" {
		const most = uint64(math.MaxInt64 / time.Second)
		n, err := strconv.ParseUint(value, 10, 64)
		if err != nil || n > most {
			n = most // digits alone fail only by being too many
		}
		return time.Duration(n) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return max(0, at.Sub(now)), true
}
