package check

import "net/netip"

// IsTooOld gives the test access to how versions are compared.
func IsTooOld(version string) bool { return isTooOld(version) }

// IsPublic gives the test access to which addresses are public.
func IsPublic(ip string) bool { return isPublic(netip.MustParseAddr(ip).Unmap()) }

// Word gives the test access to how command lines name things.
func Word(name, id string) string { return word(name, id) }
