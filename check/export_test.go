package check

// IsTooOld gives the test access to how versions are compared.
func IsTooOld(version string) bool { return isTooOld(version) }
