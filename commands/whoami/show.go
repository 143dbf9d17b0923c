package whoami

import (
	"strings"
	"time"

	"github.com/lariat-cli/lariat/auth"
	"github.com/lariat-cli/lariat/term"
)

// show prints a block about the credentials, and one for each account.
func show(out *term.Output, v view, now time.Time) error {
	if err := term.Fields(out, details(out, v, now)); err != nil {
		return err
	}
	for _, a := range v.Accounts {
		if _, err := out.Write([]byte("\n")); err != nil {
			return err
		}
		if err := term.Fields(out, accountDetails(a)); err != nil {
			return err
		}
	}
	return nil
}

func details(out *term.Output, v view, now time.Time) []term.Field {
	list := []term.Field{{Label: "Source", Value: v.Source}, {Label: "Kind", Value: kindLabel(v.Kind)}}
	add := func(label string, value *string) {
		if value != nil {
			list = append(list, term.Field{Label: label, Value: *value})
		}
	}
	add("Profile", v.Profile)
	for _, s := range v.Shadowed {
		list = append(list, term.Field{Label: "Wins over", Value: s.Source + " (" + kindLabel(s.Kind) + ")"})
	}
	add("E-mail", v.Email)
	add("Token", v.TokenID)
	add("Status", v.TokenStatus)
	add("Belongs to", v.TokenAccountID)
	if v.NotBefore != nil && v.NotBefore.After(now) {
		list = append(list, term.Field{Label: "Valid from", Value: out.Time(*v.NotBefore, now)})
	}
	if v.ExpiresOn != nil {
		list = append(list, term.Field{Label: "Expires", Value: out.Time(*v.ExpiresOn, now)})
	} else if v.TokenID != nil {
		list = append(list, term.Field{Label: "Expires", Value: "never"})
	}
	switch {
	case v.Renews:
		list = append(list, term.Field{Label: "Renewed", Value: "yes (by itself, without another login)"})
	case v.Kind == auth.KindOAuth:
		list = append(list, term.Field{Label: "Renewed", Value: "no (it takes another login)"})
	}
	if len(v.Scopes) > 0 {
		list = append(list, term.Field{Label: "Scopes", Value: strings.Join(v.Scopes, " ")})
	}
	return list
}

func accountDetails(a accountView) []term.Field {
	list := []term.Field{{Label: "Account", Value: a.ID}}
	if a.Name != nil {
		list = append(list, term.Field{Label: "Name", Value: *a.Name})
	}
	if a.ChosenBy != nil {
		list = append(list, term.Field{Label: "Chosen", Value: "yes (" + *a.ChosenBy + ")"})
	}
	if len(a.Roles) > 0 {
		list = append(list, term.Field{Label: "Roles", Value: strings.Join(a.Roles, ", ")})
	}
	return append(list,
		term.Field{Label: "Read", Value: a.Directory.Read.label()},
		term.Field{Label: "Bind", Value: a.Directory.Bind.label()},
		term.Field{Label: "Admin", Value: a.Directory.Admin.label()},
	)
}

func (r rightView) label() string { return string(r.Allowed) + " (" + r.Reason + ")" }

func kindLabel(k auth.Kind) string {
	switch k {
	case auth.KindToken:
		return "API token"
	case auth.KindKey:
		return "global key"
	case auth.KindOAuth:
		return "OAuth login"
	}
	return string(k)
}
