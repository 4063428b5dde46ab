import { once } from "node:events";
import { createServer } from "node:http";

/** How the mirror answers for one path: with a body, with a status, or never. */
export type Answer = Buffer | string | number | "never";

export interface Mirror {
  /** What stands for the release page. */
  readonly address: string;
  /** The paths that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** A release page on this machine. `answers` are by path below it; everything else is not found. */
export async function openMirror(answers: Readonly<Record<string, Answer>>): Promise<Mirror> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").replace("/releases/", "");
    asked.push(path);
    const answer = answers[path] ?? 404;
    if (answer === "never") return;
    if (typeof answer === "number") response.writeHead(answer).end();
    else response.writeHead(200).end(answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    address: `http://127.0.0.1:${address.port}/releases`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
