package check

import "slices"

// Rules lists every rule, in the order of the documentation.
func Rules() []Rule {
	return slices.Concat(
		configurationRules(),
		needing((*Config).knowsPlace, placeRules()),
		needing((*Config).knowsDirectories, directoryRules()),
		needing((*Config).knowsTunnels, tunnelRules()),
		fileRules(),
		needing((*Config).knowsDirectories, hostRules()),
		needing((*Config).knowsSources, sourceRules()),
		needing((*Config).knowsSourcesAndDirectories, urlRules()),
		ignoreRules(),
	)
}

// needing says what rules need to find all that they can.
func needing(known func(*Config) bool, rules []Rule) []Rule {
	for i := range rules {
		rules[i].known = known
	}
	return rules
}

func (c *Config) knowsPlace() bool { return c.Place != nil }

func (c *Config) knowsDirectories() bool {
	return !slices.ContainsFunc(c.Levels, func(l Level) bool { return l.Directory == nil })
}

func (c *Config) knowsTunnels() bool {
	return !slices.ContainsFunc(c.Levels, func(l Level) bool {
		return l.Directory == nil || l.Directory.Tunnels == nil || l.Directory.Connectors == nil
	})
}

func (c *Config) knowsSources() bool {
	return !slices.ContainsFunc(c.Levels, func(l Level) bool { return l.Source == nil || !l.Source.Read() })
}

func (c *Config) knowsSourcesAndDirectories() bool { return c.knowsSources() && c.knowsDirectories() }

// configurationRules need nothing but the file.
func configurationRules() []Rule {
	return []Rule{
		unreadableFile(), syntax(), duplicateKey(), wrongType(), unknownField(), missingField(), networkTarget(),
		placeholderID(), bindingName(), duplicateBinding(), envLacksBindings(), envBindingName(),
		remoteFalse(), unsafeBinding(), pagesProject(),
	}
}

// placeRules look at where the file lies.
func placeRules() []Rule {
	return []Rule{shadowedConfig(), deployRedirect()}
}

// directoryRules compare with the account's services.
func directoryRules() []Rule {
	return []Rule{unknownService(), serviceName(), otherAccount(), tcpService(), envMismatch()}
}

// tunnelRules look at the tunnels that bound services are reached through.
func tunnelRules() []Rule {
	return []Rule{
		tunnelMissing(), tunnelName(), tunnelDown(), tunnelDegraded(),
		cloudflaredVersion(), mixedVersions(), singleConnector(),
	}
}

// fileRules look at files beside the configurations.
func fileRules() []Rule { return []Rule{cloudflaredConfig()} }

// hostRules look at the hosts of bound services.
func hostRules() []Rule {
	return []Rule{
		singleLabelHost(), publicHost(), linkLocalHost(), loopbackHost(),
		tlsName(), tlsDisabled(),
	}
}

// sourceRules look at how the source uses bindings.
func sourceRules() []Rule {
	return []Rule{unreadableSource(), relativeURL(), connectHTTP(), unconfiguredBinding(), unusedBinding()}
}

// urlRules compare the URLs in the source with the services.
func urlRules() []Rule {
	return []Rule{urlPort(), urlScheme(), urlHost(), globalFetch()}
}

// ignoreRules are about the comments that suppress what the others find.
func ignoreRules() []Rule {
	return []Rule{ignoreWithoutReason(), unusedIgnore()}
}
