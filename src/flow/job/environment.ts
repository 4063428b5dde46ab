import { join } from "node:path";
import type { Env } from "../../config/config.ts";
import { cCompilerName, printEnvironment } from "../../sccache/environment/key-variables.ts";
import { runProgram } from "../../sccache/run-program.ts";
import { cCompiler } from "./ingredients.ts";
import type { Surroundings } from "./surroundings.ts";

/** Names and fingerprints of the variables that sccache's keys depend on, and how the C compiler titles itself. */
export async function environmentOf(
  { workspace }: { readonly workspace: string },
  { env, home }: Pick<Surroundings, "env" | "home">,
): Promise<Record<string, string>> {
  const title = await titleOfCompiler(env);
  return {
    ...printEnvironment(env, { workspace, cargoHome: join(home, ".cargo") }),
    ...(title !== undefined && { [cCompilerName]: title }),
  };
}

/** The longest that a compiler is waited for: it is asked for an explanation only. */
const patienceMs = 5_000;

/** The first line of what it says of its version; undefined where there is no compiler, or none that answers. */
async function titleOfCompiler(env: Env): Promise<string | undefined> {
  try {
    const { stdout } = await runProgram(cCompiler(env), ["--version"], { env, limitMs: patienceMs });
    return /^[\x20-\x7e]{1,100}/.exec(stdout)?.[0].trim() || undefined;
  } catch {
    return undefined; // Nothing of C can be built with it here.
  }
}
