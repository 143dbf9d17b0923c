package app

// AskedAccounts are for a command that tells about accounts and works in none:
// only is the one that --account-id names, also is one that a configuration, a
// variable or the setting names for other commands. What is wrong with those is
// for such commands to say.
func (a *App) AskedAccounts() (only, also string, err error) {
	account, given, err := a.flagAccount()
	if given || err != nil || a.IsLocal() {
		return account.ID, "", err
	}
	t, err := a.Target()
	if err != nil {
		return "", "", err
	}
	if account, err := a.namedAccount(t); err == nil {
		also = account.ID
	}
	return "", also, nil
}
