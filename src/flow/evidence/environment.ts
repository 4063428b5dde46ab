import { join } from "node:path";
import { callThrough, type Env } from "../../config/config.ts";
import { cCompilerName, printEnvironment } from "../../sccache/environment/key-variables.ts";
import { cCompiler } from "../../sccache/environment/launcher-names.ts";
import { runProgram } from "../../sccache/run-program.ts";
import { languagesOf, type Statistics } from "../../sccache/server/statistics.ts";
import type { Handoff } from "../handoff.ts";

interface BuildPlace {
  /** What sccache and compilers are called with. */
  readonly env: Env;
  /** The user's folder. */
  readonly home: string;
}

/** Names and fingerprints of the variables that sccache's keys depend on and, of a build in C, how the compiler titles itself. */
export async function environmentOf(
  { context: { workspace }, compiler, config }: Pick<Handoff, "context" | "compiler" | "config">,
  { env, home }: BuildPlace,
  statistics: Statistics | undefined,
): Promise<Record<string, string>> {
  const variables = printEnvironment(env, { workspace, cargoHome: join(home, ".cargo") });
  const { hits, misses } = statistics ?? {};
  const languages = [hits, misses].flatMap((counted) => (counted ? languagesOf(counted) : []));
  if (!languages.includes("c")) return variables;
  const title = titleIn(compiler ?? (await askCompiler(env, config)));
  return { ...variables, ...(title && { [cCompilerName]: title }) };
}

/** The longest that a compiler is waited for: it is asked for an explanation only. */
const patienceMs = 5_000;

/** What the C compiler says of its version; nothing where there is none that answers. */
async function askCompiler(env: Env, { cmdFormat }: Handoff["config"]): Promise<string> {
  const [file = "", ...args] = callThrough(cmdFormat, [cCompiler(env), "--version"]);
  return runProgram(file, args, { env, limitMs: patienceMs }).then(
    ({ stdout }) => stdout,
    () => "", // It is not known which compiler that was.
  );
}

/** The first line, as far as a manifest takes it. */
function titleIn(text: string): string | undefined {
  return /^[\x20-\x7e]{1,100}/.exec(text)?.[0].trim();
}
