interface Env {
  ORDERS: Fetcher;
  USERS: Fetcher;
}

// One public address for several private services.
export default {
  async fetch(request, env): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/orders/")) {
      return env.ORDERS.fetch("http://orders.internal.example.com" + pathname, request);
    }
    if (pathname.startsWith("/users/")) {
      return env.USERS.fetch("http://users.internal.example.com" + pathname, request);
    }
    return new Response("no such service", { status: 404 });
  },
} satisfies ExportedHandler<Env>;
