package backend

import (
	"context"
	"errors"
)

// enter gives the handler of an account, and what the caller may do there: what
// the credential allows, as far as the user's own role goes. Who has nothing to
// do with an account is not told whether there is one.
func (h *handler) enter(ctx context.Context, c caller, id string, needs rights) (*handler, caller, error) {
	if !c.covers(id) {
		return nil, c, forbidden()
	}
	a, err := h.store.AccountOf(ctx, id)
	if errors.Is(err, ErrNoAccount) {
		err = forbidden()
	}
	if err != nil {
		return nil, c, err
	}
	if c.rights = c.rightsIn(a); a.ID == h.store.account.ID || !c.rights.allow(needs) {
		return h, c, nil
	}
	store, err := h.store.inAccount(ctx, a)
	view := *h
	view.store = store
	return &view, c, err
}

// rightsIn are what the caller may do in an account. A token that the account
// owns needs no user.
func (c caller) rightsIn(a Account) rights {
	if !c.covers(a.ID) {
		return noRight
	}
	if a.Role == RoleAdmin || c.token.Owner != "" {
		return c.rights
	}
	return c.rights & groupRights(TokenSpec{Role: a.Role}.groups())
}

// accountsWith are those in which the caller has a right.
func (h *handler) accountsWith(ctx context.Context, c caller, needs rights) ([]Account, error) {
	all, err := h.store.Accounts(ctx)
	list := []Account{}
	for _, a := range all {
		if c.rightsIn(a).allow(needs) {
			list = append(list, a)
		}
	}
	return list, err
}
