import type { IncomingMessage } from "node:http";
import { type Answer, readJson } from "./exchange.ts";
import type { Fault } from "./faults.ts";
import type { CacheService } from "./service.ts";
import type { Scope } from "./token.ts";

const root = "/_test/";

/** Whether a path steers the service instead of asking it. */
export function isControlPath(path: string): boolean {
  return path.startsWith(root);
}

/**
 * Steers a service that runs as a process of its own: `POST env` with a scope, `GET requests`,
 * `POST fail` with a fault, `POST heal`, `POST forget`.
 */
export async function answerControl(
  request: IncomingMessage,
  url: URL,
  service: CacheService,
): Promise<Answer> {
  const body = await readJson(request);
  switch (url.pathname.slice(root.length)) {
    case "env":
      return {
        status: 200,
        body: service.env(body["ref"] === undefined ? undefined : (body as object as Scope)),
      };
    case "requests":
      return { status: 200, body: service.requests() };
    case "fail":
      service.fail(body as object as Fault);
      return { status: 204 };
    case "heal":
      service.heal();
      return { status: 204 };
    case "forget":
      service.forget();
      return { status: 204 };
    default:
      return { status: 404 };
  }
}
