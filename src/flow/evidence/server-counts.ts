import type { Env } from "../../config/config.ts";
import type { BuildLog } from "../../sccache/server/log.ts";
import { openSccache, openServer } from "../../sccache/server/server.ts";
import { type Statistics, sinceStart } from "../../sccache/server/statistics.ts";
import type { Handoff } from "../handoff.ts";

/** The job's own server, if it has one, and the one to ask what the build did: that one, or else whichever its sccache reaches. */
export function serversOf({ server, sccache }: Pick<Handoff, "server" | "sccache">, env: Env) {
  const own = server ? openServer(server, { env }) : undefined;
  const asked = own ?? (sccache.path === null ? undefined : openSccache({ path: sccache.path, env }));
  return { own, asked };
}

/** What a server counted, as far as it and its log tell; `isLogOfAll` as in `UseEvidence`. */
export function countsOf(
  answer: Statistics | undefined,
  { log, isLogOfAll }: { readonly log: BuildLog | undefined; readonly isLogOfAll: boolean },
): Statistics | undefined {
  return answer && log && isLogOfAll ? sinceStart(answer, log.compilations) : answer;
}
