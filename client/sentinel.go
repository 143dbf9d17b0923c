package client

import (
	"errors"
	"net/http"
	"strings"
)

// What an error of this package may be, for errors.Is.
var (
	// ErrNotFound: the thing asked for is not there.
	ErrNotFound = errors.New("not found")
	// ErrAuth: not logged in, or not allowed.
	ErrAuth = errors.New("not authorised")
	// ErrConflict: the name exists already.
	ErrConflict = errors.New("conflict")
	// ErrUnavailable: no usable answer, after the retries. Nothing is known to
	// be wrong with the input.
	ErrUnavailable = errors.New("unavailable")
)

// kindOf classifies a code of the API, or says that it does not know it. Codes
// below 5000, and those of Workers, mean different things to different products, so they count only
// under the paths where they were seen. Sources: facts/cloudflare-api.md 1.5,
// 2.3, 3.3 and 5.5.
func kindOf(code int, path string) (known bool, kind error) {
	switch code {
	case 5104:
		return true, ErrNotFound
	case 9106, 9109, 10000, 6003, 6103, 6111, 10196, 10405:
		return true, ErrAuth
	case 971:
		return true, ErrUnavailable
	case 5101, 5102, 7000, 7003:
		// Wrong input. 7003 comes with a 404, but it is the account that is
		// wrong; scripts must not read it as "no such service".
		return true, nil
	case 1000, 1001:
		return strings.HasSuffix(path, "/tokens/verify"), ErrAuth
	case 10007, 10090, 10336, 100146:
		return strings.Contains(path, "/workers/"), ErrNotFound
	case 1003, 1055:
		return strings.Contains(path, "/cfd_tunnel"), ErrNotFound
	case 1022, 1049, 1056:
		return strings.Contains(path, "/cfd_tunnel"), nil
	}
	return false, nil
}

// kindOfStatus is the fallback where no known code came along.
func kindOfStatus(status int) error {
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return ErrAuth
	case status == http.StatusNotFound:
		return ErrNotFound
	case status == http.StatusConflict:
		return ErrConflict
	case status == http.StatusTooManyRequests, status >= 500:
		return ErrUnavailable
	}
	return nil
}
