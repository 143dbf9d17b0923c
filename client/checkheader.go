package client

import "net/http"

// CheckHeader says whether WithHeader takes h, with an *OptionError: whoever
// read it from somewhere can then name the place.
func CheckHeader(h http.Header) error { return checkHeader(h) }
