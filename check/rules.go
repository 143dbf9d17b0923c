package check

import "slices"

// Rules lists every rule, in the order of the documentation.
func Rules() []Rule {
	return slices.Concat(configurationRules(), placeRules(), directoryRules(), tunnelRules(), hostRules())
}

// configurationRules need nothing but the file.
func configurationRules() []Rule {
	return []Rule{
		syntax(), duplicateKey(), wrongType(), unknownField(), missingField(), networkTarget(),
		placeholderID(), bindingName(), duplicateBinding(), envLacksBindings(), remoteFalse(), unsafeBinding(),
		pagesProject(),
	}
}

// placeRules look at where the file lies.
func placeRules() []Rule {
	return []Rule{shadowedConfig(), deployRedirect()}
}

// directoryRules compare with the account's services.
func directoryRules() []Rule {
	return []Rule{unknownService(), serviceName(), tcpService()}
}

// tunnelRules look at the tunnels that bound services are reached through.
func tunnelRules() []Rule {
	return []Rule{}
}

// hostRules look at the hosts of bound services.
func hostRules() []Rule {
	return []Rule{}
}
