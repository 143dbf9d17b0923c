package source

// ReadURL gives the test access to what is known of an URL.
func ReadURL(prefix string, complete bool) URL {
	return readURL(text{Prefix: prefix, Complete: complete})
}
