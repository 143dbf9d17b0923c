// Command barelist makes the one request of `vpc service list`, decodes the
// reply and prints the services as JSON: what lariat adds to it is lariat's.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"time"
)

type service struct {
	ID        string    `json:"service_id"`
	Type      string    `json:"type"`
	Name      string    `json:"name"`
	HTTPPort  *int      `json:"http_port,omitempty"`
	HTTPSPort *int      `json:"https_port,omitempty"`
	TCPPort   *int      `json:"tcp_port,omitempty"`
	Host      host      `json:"host"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}

type host struct {
	IPv4            string  `json:"ipv4"`
	IPv6            string  `json:"ipv6"`
	Hostname        string  `json:"hostname"`
	Network         *tunnel `json:"network"`
	ResolverNetwork *tunnel `json:"resolver_network"`
}

type tunnel struct {
	ID string `json:"tunnel_id"`
}

func main() {
	log.SetFlags(0)
	if err := list(context.Background()); err != nil {
		log.Fatal(err)
	}
}

func list(ctx context.Context) error {
	url := os.Getenv("CLOUDFLARE_API_BASE_URL") + "/accounts/" + os.Getenv("CLOUDFLARE_ACCOUNT_ID") +
		"/connectivity/directory/services?page=1&per_page=1000"
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
	var page struct{ Result []service }
	if err := json.NewDecoder(reply.Body).Decode(&page); err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	if err := json.NewEncoder(out).Encode(page.Result); err != nil {
		return err
	}
	return out.Flush()
}
