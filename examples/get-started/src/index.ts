interface Env {
  MY_VPC_SERVICE: Fetcher;
}

// The service decides where the request goes; the URL gives the path and the Host header.
export default {
  async fetch(_request, env): Promise<Response> {
    return env.MY_VPC_SERVICE.fetch("http://web.internal.example.com/hello");
  },
} satisfies ExportedHandler<Env>;
