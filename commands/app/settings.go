package app

import (
	"errors"

	"github.com/lariat-cli/lariat/commands/settings"
)

// Setting resolves one of lariat's own settings.
func (a *App) Setting(key string) (settings.Value, error) {
	r, err := a.Settings()
	if err != nil {
		return settings.Value{}, err
	}
	return r.Get(key), nil
}

// Settings resolves all of lariat's own settings once.
func (a *App) Settings() (*settings.Resolved, error) {
	if a.settings != nil {
		return a.settings, nil
	}
	r, err := settings.Resolve(a.settingSources(func(name string) (string, bool) {
		f := a.FlagSet.Lookup(name)
		if f == nil || !f.Changed {
			return "", false
		}
		return f.Value.String(), true
	}))
	if invalid, ok := errors.AsType[*settings.InvalidError](err); ok {
		return nil, settingsProblem(invalid)
	}
	a.settings = r
	return r, err
}

func (a *App) settingSources(flags func(string) (string, bool)) settings.Sources {
	return settings.Sources{Flags: flags, Env: a.Env, ProjectFile: a.ProjectSettings(), UserFile: a.UserSettings()}
}

// StandingProfile is the profile of commands that do not name one.
func (a *App) StandingProfile() (settings.Value, error) {
	r, err := settings.Resolve(a.settingSources(func(string) (string, bool) { return "", false }))
	if err != nil {
		return settings.Value{}, err
	}
	return r.Get(settings.Profile), nil
}

// ForgetSettings makes the next use of the settings read them again.
func (a *App) ForgetSettings() { a.settings = nil }

// SettingsNeed says what a command does with lariat's own settings.
type SettingsNeed int

// What commands do with the settings.
const (
	SettingsUsed   SettingsNeed = iota // they have to be in order
	SettingsShown                      // what is wrong in the files is a warning
	SettingsUnused                     // only a flag of this command line can be wrong
)

// CheckSettings fails, or warns, where lariat's own settings are not in order.
func (a *App) CheckSettings(need SettingsNeed) error {
	r, err := a.Settings()
	invalid, ok := errors.AsType[*settings.InvalidError](err)
	if ok && need == SettingsUnused && invalid.Layer != settings.LayerFlag {
		return nil
	}
	if err != nil || need == SettingsUnused {
		return err
	}
	for _, warning := range r.Warnings {
		a.Warn("%s", warning)
	}
	switch {
	case len(r.Faults) == 0:
		return nil
	case need == SettingsUsed:
		return settingsProblem(r.Faults...)
	}
	for _, fault := range r.Faults {
		a.Warn("%s", fault)
	}
	return nil
}

func settingsProblem(faults ...*settings.InvalidError) *Problem {
	if len(faults) == 1 {
		return &Problem{Kind: KindUsage, Msg: faults[0].Error(), Hint: faults[0].Hint, Err: faults[0]}
	}
	p := Usage("lariat config list", "%d settings are wrong", len(faults))
	for _, fault := range faults {
		p.Each = append(p.Each, settingsProblem(fault))
	}
	return p
}
