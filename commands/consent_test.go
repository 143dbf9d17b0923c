package commands_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// consent is a person with a browser: it opens the address, and answers the page's
// form with $DECISION. It is given no secret of lariat's, and says so if it is.
func consent(args []string) int {
	for _, secret := range []string{"CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_KEY"} {
		if os.Getenv(secret) != "" {
			return failed("the browser got " + secret)
		}
	}
	if err := decide(args[len(args)-1], os.Getenv("DECISION")); err != nil {
		return failed(err)
	}
	return 0
}

func failed(why any) int {
	_ = os.WriteFile("consent.failed", []byte(fmt.Sprint(why)), 0o600)
	return 1
}

// decide answers the form at an address, and follows it to its end.
func decide(address, decision string) error {
	if decision == "" || decision == "never" {
		return nil
	}
	page, err := fetch(http.Get(address))
	if err != nil {
		return err
	}
	form := url.Values{"decision": {decision}}
	for _, field := range regexp.MustCompile(`<input type="hidden" name="(\w+)" value="([^"]*)">`).FindAllStringSubmatch(page, -1) {
		form.Set(field[1], field[2])
	}
	action := regexp.MustCompile(`<form method="post" action="([^"]*)">`).FindStringSubmatch(page)
	if action == nil {
		return fmt.Errorf("no form at %s", address)
	}
	at, err := url.Parse(address)
	if err != nil {
		return err
	}
	_, err = fetch(http.PostForm(at.ResolveReference(&url.URL{Path: action[1]}).String(), form))
	return err
}

func fetch(resp *http.Response, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if resp.StatusCode >= 400 {
		err = fmt.Errorf("status %d: %s", resp.StatusCode, body)
	}
	return string(body), err
}

// expire makes the token of a login one that ended years ago: expire file.
func expire(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: expire file")
	}
	text := regexp.MustCompile(`20\d\d-\d\d-\d\dT[0-9:.]+Z`).ReplaceAllString(ts.ReadFile(args[0]), "2020-01-01T00:00:00Z")
	if !strings.Contains(text, "2020-01-01") {
		ts.Fatalf("no time in %s", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// unreachable makes the login server of a login one that nobody is at: unreachable
// file.
func unreachable(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: unreachable file")
	}
	const nobody = "http://127.0.0.1:9/oauth2/"
	text := regexp.MustCompile(`http://127.0.0.1:\d+/oauth2/`).ReplaceAllString(ts.ReadFile(args[0]), nobody)
	if !strings.Contains(text, nobody) {
		ts.Fatalf("no login server in %s", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}
