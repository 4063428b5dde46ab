import { readdir, readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import { type ServerAddress, serverAddress } from "./address.ts";

/** sccache sets it for the process that becomes the server: its clients, which know the same address, do not have it. */
const serverMark = "SCCACHE_START_SERVER=1";

/**
 * Ends the server that was started for `address` and answers nobody, as on a machine that is too busy or one that was frozen.
 * Only a process that was itself started as the server of this very address is ended. Returns whether there was one; where
 * there is no /proc, nobody knows.
 */
export async function endByForce(address: ServerAddress): Promise<boolean> {
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const ended = await Promise.all(
    ids.map(async (id) => {
      try {
        const variables = (await readFile(`/proc/${id}/environ`, "utf8")).split("\0");
        const env = Object.fromEntries(
          variables.map((one) => [one.replace(/=.*/s, ""), one.replace(/^[^=]*=/, "")]),
        );
        // Not its variables: one that listens at a socket may know the user's port as well.
        const isIt = isDeepStrictEqual(serverAddress(env, process.platform), address);
        return isIt && variables.includes(serverMark) && process.kill(Number(id), "SIGKILL");
      } catch {
        return false; // another user's, or it has just ended by itself
      }
    }),
  );
  return ended.includes(true);
}
