import { resolve } from "node:path";
import { defaultDirectory } from "../../sccache/layout.ts";

/** Where sccache keeps its entries in this job: as the user says, else as SCCACHE_DIR says, else its own default. */
export function chooseDirectory(
  asked: string | undefined,
  {
    workspace,
    env,
    home,
    platform,
  }: {
    workspace: string;
    env: Readonly<Record<string, string | undefined>>;
    home: string;
    platform: NodeJS.Platform;
  },
): string {
  return resolve(workspace, asked ?? (env["SCCACHE_DIR"] || defaultDirectory(platform, env, home)));
}
