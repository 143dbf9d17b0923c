interface Env {
  PRIVATE_API: Fetcher;
}

const origin = "https://api.internal.example.com";

// Passes GET requests on to an API that is reachable on the private network alone.
export default {
  async fetch(request, env): Promise<Response> {
    if (request.method !== "GET") {
      return new Response("only GET is passed on", { status: 405 });
    }
    const { pathname, search } = new URL(request.url);
    const reply = await env.PRIVATE_API.fetch(`${origin}/v1${pathname}${search}`, {
      headers: { accept: "application/json" },
    });
    return new Response(reply.body, { status: reply.status, headers: { "content-type": "application/json" } });
  },
} satisfies ExportedHandler<Env>;
