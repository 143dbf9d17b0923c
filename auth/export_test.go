package auth

import "time"

// Decode reads the file of a login, and gives what its file would be again.
func Decode(text []byte) (again []byte, err error) {
	l, err := decode("login.json", text)
	if err != nil {
		return nil, err
	}
	return l.encode(), nil
}

// RenewWrangler is Wrangler's file after its login was renewed with a token.
func RenewWrangler(text []byte, token, refresh string, expires time.Time) ([]byte, error) {
	l, err := decodeWrangler("default.toml", text)
	if err != nil {
		return nil, err
	}
	return l.encode(tokens{grant: grant{token, refresh}, expires: expires, scopes: l.scopes})
}
