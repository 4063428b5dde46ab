import { readdir, readFile } from "node:fs/promises";
import { addressVariables, type ServerAddress } from "./address.ts";

/** sccache sets it for the process that becomes the server: its clients, which know the same address, do not have it. */
const serverMark = "SCCACHE_START_SERVER=1";

/**
 * Ends the server that was started for `address` and answers nobody, as on a machine that is too busy or one that was frozen.
 * Only a process that was itself started as the server of this very address is ended. Returns whether there was one; where
 * there is no /proc, nobody knows.
 */
export async function endByForce(address: ServerAddress): Promise<boolean> {
  const wanted = [serverMark, ...Object.entries(addressVariables(address)).map((pair) => pair.join("="))];
  const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const ended = await Promise.all(
    ids.map(async (id) => {
      const environment = await readFile(`/proc/${id}/environ`, "utf8").catch(() => ""); // ended, or another user's
      const variables = new Set(environment.split("\0"));
      return wanted.every((one) => variables.has(one)) && kill(Number(id));
    }),
  );
  return ended.includes(true);
}

function kill(id: number): boolean {
  try {
    return process.kill(id, "SIGKILL");
  } catch {
    return false; // it has just ended by itself
  }
}
