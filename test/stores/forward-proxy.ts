import { createServer, request as forward } from "node:http";
import { type AddressInfo, connect } from "node:net";

export interface ForwardProxy {
  readonly url: string;
  /** What it was asked for: `GET http://host/…`, or `CONNECT host:port`. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

/**
 * A proxy as companies have one: the only way out, and the only one that knows the hosts. Whatever host is asked for is the
 * server at `target`, on 127.0.0.1. With `refuses` it lets nobody through.
 */
export async function startForwardProxy(
  target: string,
  { refuses = false }: { readonly refuses?: boolean } = {},
): Promise<ForwardProxy> {
  const { hostname, port } = new URL(target);
  const seen: string[] = [];
  const server = createServer((request, response) => {
    const { method = "GET", url = "" } = request;
    // Emulators take an unknown host for the name of a bucket or an account.
    const headers = { ...request.headers, host: `${hostname}:${port}` };
    seen.push(`${method} ${url}`);
    const { pathname, search } = new URL(url);
    const onward = forward({ hostname, port, method, path: `${pathname}${search}`, headers, agent: false });
    onward.once("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once("error", () => response.destroy());
    request.pipe(onward);
  });
  server.on("connect", (request, client) => {
    seen.push(`CONNECT ${request.url}`);
    if (refuses) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n");
      return;
    }
    const onward = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(client);
      client.pipe(onward);
    });
    for (const socket of [onward, client]) socket.once("error", () => socket.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
