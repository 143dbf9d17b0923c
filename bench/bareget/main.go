// Command bareget makes the one request of `vpc service get` and prints the
// reply as it comes: what lariat adds to it is lariat's.
package main

import (
	"context"
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	log.SetFlags(0)
	if err := get(context.Background(), os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func get(ctx context.Context, id string) error {
	url := os.Getenv("CLOUDFLARE_API_BASE_URL") + "/accounts/" + os.Getenv("CLOUDFLARE_ACCOUNT_ID") +
		"/connectivity/directory/services/" + id
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+os.Getenv("CLOUDFLARE_API_TOKEN"))
	reply, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer reply.Body.Close()
	_, err = io.Copy(os.Stdout, reply.Body)
	return err
}
