package backend

import (
	"context"
	"errors"
	"net/http"
)

// guard lets those in who have what a route needs, where the route is in an
// account only those who have it there.
func (h *handler) guard(w http.ResponseWriter, r *http.Request, to route) {
	id, c, in := r.PathValue("account"), callerOf(r), h
	if id != "" && !isAccountID(id) {
		noRoute(w, r)
		return
	}
	var err error
	if id != "" {
		in, c, err = h.enter(r.Context(), c, id, to.needs)
	}
	switch {
	case err != nil:
		write(w, nil, err)
	case !c.rights.allow(to.needs):
		write(w, nil, forbidden())
	case c.rights != callerOf(r).rights:
		to.serve(in, w, r.WithContext(withCaller(r.Context(), c)))
	default:
		to.serve(in, w, r)
	}
}

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
