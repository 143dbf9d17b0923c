package demo

import "context"

// broken has a key that nobody knows, and below it a service by its name and a
// text where true belongs.
const broken = `{
  "name": "shop", // somebody was in a hurry
  "vpc_service": [
    { "binding": "API", "service_id": "private-api", "remote": "true" },
  ],
}
`

// check finds out about a project before Cloudflare does, mends it, and checks
// it again.
func (p *player) check(ctx context.Context) error {
	p.say("A project that Wrangler would deploy without its binding. The check ends with 3.")
	if _, err := p.write("shop/wrangler.jsonc", broken); err != nil {
		return err
	}
	if err := p.show(ctx, "check shop", 3); err != nil {
		return err
	}
	return p.playAll(ctx, []scene{
		{say: "What needs no guess is mended where it stands; the comment stays.", line: "check --fix shop"},
		{line: "check shop"},
	})
}
