package oauth

import (
	"context"
	"errors"
	"time"

	"golang.org/x/oauth2"
)

// What a person has for the device flow, and how often the server is asked, as
// with Wrangler (facts/wrangler.md 5.2).
const (
	deviceLimit   = 300 * time.Second
	firstInterval = 5 * time.Second // where the server names none (RFC 8628, 3.2)
	leastInterval = time.Second
	slowDown      = 5 * time.Second // RFC 8628, 3.5
)

// deviceGrant is the grant type of RFC 8628, 3.4.
const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

// Verification is what a person needs to log in on another device.
type Verification struct {
	URL      string // where to enter the code
	Complete string // URL with the code in it; "" where the server gave none
	UserCode string
	Expiry   time.Time
}

// Device logs in without a browser on this machine (RFC 8628). It tells show
// what a person has to open, and returns when that is done. Besides Config's
// errors, it fails with a *TimeoutError.
func (c Config) Device(ctx context.Context, show func(context.Context, Verification)) (Token, error) {
	if err := c.check(c.Endpoint.TokenURL, c.Endpoint.DeviceURL); err != nil {
		return Token{}, err
	}
	asked := c.now()
	device, err := c.startDevice(ctx)
	if err != nil {
		return Token{}, err
	}
	v, err := c.verification(device, asked)
	if err != nil {
		return Token{}, err
	}
	show(ctx, v)
	token, err := c.poll(ctx, device, v.Expiry)
	if _, late := errors.AsType[*TimeoutError](err); late {
		err = &TimeoutError{Limit: v.Expiry.Sub(asked)}
	}
	return c.granted(token), err
}

func (c Config) startDevice(ctx context.Context) (*oauth2.DeviceAuthResponse, error) {
	limited, cancel := c.limited(ctx)
	defer cancel()
	device, err := c.protocol().DeviceAuth(context.WithValue(limited, oauth2.HTTPClient, c.client(limited)))
	if err != nil {
		return nil, c.explain(ctx, err, nil)
	}
	return device, nil
}

// verification takes what the server wants to be shown, if that can be trusted:
// a person is about to log in at the address.
func (c Config) verification(d *oauth2.DeviceAuthResponse, asked time.Time) (Verification, error) {
	lifetime := deviceLimit
	if !d.Expiry.IsZero() {
		lifetime = min(lifetime, time.Until(d.Expiry).Round(time.Second))
	}
	switch {
	case !sendable(d.DeviceCode) || !sendable(d.UserCode) || len(d.UserCode) > 64:
		return Verification{}, c.unusable("the reply holds no device code")
	case lifetime <= 0:
		return Verification{}, c.unusable("the reply's device code has expired already")
	case !c.own(d.VerificationURI), d.VerificationURIComplete != "" && !c.own(d.VerificationURIComplete):
		return Verification{}, c.unusable("the reply sends the user to an address that is not the login server's")
	}
	return Verification{
		URL: d.VerificationURI, Complete: d.VerificationURIComplete, UserCode: d.UserCode,
		Expiry: asked.Add(lifetime).Round(0),
	}, nil
}

// own says whether address is on the auth domain.
func (c Config) own(address string) bool {
	u, err := parse(address)
	return err == nil && sendable(address) && origin(u) == c.Endpoint.Issuer()
}

// poll asks for the token until there is one, or a reason why there is none. A
// server that does not answer is asked less often (RFC 8628, 3.5).
func (c Config) poll(ctx context.Context, d *oauth2.DeviceAuthResponse, expiry time.Time) (Token, error) {
	interval := firstInterval
	if d.Interval != 0 {
		seconds := min(max(d.Interval, 0), int64(deviceLimit/time.Second))
		interval = max(time.Duration(seconds)*time.Second, leastInterval)
	}
	var last error = &TimeoutError{}
	for !c.now().Add(interval).After(expiry) {
		select {
		case <-ctx.Done():
			return Token{}, ctx.Err()
		case <-c.after(interval):
		}
		token, err := c.askDevice(ctx, d.DeviceCode)
		if _, down := errors.AsType[*UnavailableError](err); down {
			last = err
			interval *= 2
			continue
		}
		e, ok := errors.AsType[*RefusedError](err)
		if !ok || e.Code != "authorization_pending" && e.Code != "slow_down" {
			return token, err
		}
		last = &TimeoutError{}
		if e.Code == "slow_down" {
			interval += slowDown
		}
	}
	return Token{}, last
}

// askDevice asks once. The library's own loop would end with the first reply
// that is lost; its exchange sends an empty code besides, which servers have to
// ignore (RFC 6749, 3.2).
func (c Config) askDevice(ctx context.Context, deviceCode string) (Token, error) {
	return c.request(ctx, []string{deviceCode}, func(ctx context.Context) (*oauth2.Token, error) {
		return c.protocol().Exchange(ctx, "",
			oauth2.SetAuthURLParam("grant_type", deviceGrant), oauth2.SetAuthURLParam("device_code", deviceCode))
	})
}
