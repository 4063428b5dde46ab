import { join } from "node:path";
import { command } from "../../demo/command.ts";
import { tool } from "../../test/stores/tools.ts";
import type { Workshop } from "../corpus/workshop.ts";

export const kacheName = "kache";
export const kacheVersion = "2.0.0";

/**
 * Path of kache, compiled by cargo on first use, which takes ten minutes. Without its own lockfile: a registry may not have
 * all of it. @throws {Error} when cargo cannot
 */
export async function installKache({ env, say }: Workshop): Promise<string> {
  const folder = await tool(`kache-${kacheVersion}`, async (into) => {
    say(`installing kache ${kacheVersion} …`);
    const exact = ["--version", kacheVersion, "--root", into];
    await command("cargo", ["install", "--quiet", "kache", ...exact], into, { env });
  });
  return join(folder, "bin", "kache");
}
