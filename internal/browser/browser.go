// Package browser opens an address in the user's browser.
//
// cli/browser and pkg/browser do so, too, but start the program with the whole
// environment of this process, in which tokens are, and do not know $BROWSER.
package browser

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// patience is how long a launcher may take to say that it failed. A browser that
// stays in the foreground is running by then.
const patience = time.Second

// ErrNoDisplay says that there is no screen to open a browser on, and that
// $BROWSER names none that needs no screen.
var ErrNoDisplay = errors.New("there is no display to open a browser on")

// ErrAddress says that an address is not one for a browser, or holds characters
// that a launcher might take for something else.
var ErrAddress = errors.New("the address is not one that a browser is opened with")

// StartError says that no browser could be started.
type StartError struct {
	Program string // the last that was tried
	Err     error
}

func (e *StartError) Error() string { return fmt.Sprintf("could not start %q: %s", e.Program, e.Err) }

// Unwrap gives the cause.
func (e *StartError) Unwrap() error { return e.Err }

// Options are the world that the browser is started in.
type Options struct {
	OS      string        // the value of runtime.GOOS
	Environ []string      // the environment; a browser gets it without Cloudflare's and lariat's variables
	Wait    time.Duration // for a program to fail; 0 is 1 s
}

// Open opens an http or https address: with the first entry of $BROWSER that
// works, else with what the system has for it. It returns once the program runs
// or has done its work, and does not end it when ctx ends. It fails with
// ErrAddress, ErrNoDisplay, a *StartError, or the error of an ended context.
//
// Other users of the machine may see the address among the arguments of the
// program: it must hold no secret that is good by itself.
func Open(ctx context.Context, address string, o Options) error {
	if !plain(address) {
		return ErrAddress
	}
	candidates := append(o.chosen(address), o.system(address)...)
	if len(candidates) == 0 {
		return ErrNoDisplay
	}
	var err error
	for _, argv := range candidates {
		if ctxErr := ctx.Err(); ctxErr != nil {
			return ctxErr
		}
		if err = o.start(ctx, argv); err == nil {
			return nil
		}
	}
	return err
}

// plain says whether address is an absolute http or https one, all of whose
// characters mean nothing to any shell that a launcher's script may use, but
// for & and ?, which are in every address.
func plain(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return false
	}
	return !strings.ContainsFunc(address, func(r rune) bool {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			return false
		}
		return !strings.ContainsRune("-._~:/?#[]@&+,=%", r)
	})
}
