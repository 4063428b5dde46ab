import { join } from "node:path";
import { printEnvironment } from "../../sccache/environment/key-variables.ts";
import type { Surroundings } from "./surroundings.ts";

/** Names and fingerprints of the variables that sccache's keys depend on. */
export function environmentOf(
  { workspace }: { readonly workspace: string },
  { env, home }: Pick<Surroundings, "env" | "home">,
): Record<string, string> {
  return printEnvironment(env, { workspace, cargoHome: join(home, ".cargo") });
}
