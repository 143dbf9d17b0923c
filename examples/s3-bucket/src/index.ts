interface Env {
  S3_ENDPOINT: Fetcher;
}

const bucket = "https://s3.internal.example.com/reports";

// Serves objects of a bucket behind a private endpoint.
export default {
  async fetch(request, env): Promise<Response> {
    const key = new URL(request.url).pathname.slice(1);
    if (key === "") {
      return new Response("which object?", { status: 400 });
    }
    const object = await env.S3_ENDPOINT.fetch(`${bucket}/${encodeURIComponent(key)}`);
    return object.ok ? object : new Response("not found", { status: 404 });
  },
} satisfies ExportedHandler<Env>;
