import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join, resolve } from "node:path";
import { wantsNativeCode } from "../../key/family.ts";
import type { NativeCpu } from "../../key/ingredients.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The machine's CPU where a setting makes compilers produce code for it alone, else undefined. sccache's own keys hold the
 * flag and not the CPU, so a bundle from another model could bring code that this one cannot run.
 */
export function findNativeCpu(folder: string, env: Env, home: string): NativeCpu | undefined {
  const where = nativeVariable(env) ?? nativeFile(folder, env, home);
  return where === undefined ? undefined : { model: cpuModel(), why: `native code, as ${where} says` };
}

const flagVariables =
  /^(RUSTFLAGS|CARGO_ENCODED_RUSTFLAGS|CARGO_BUILD_RUSTFLAGS|CARGO_TARGET_.+_RUSTFLAGS|(.+_)?C(XX)?FLAGS(_.+)?)$/;

function nativeVariable(env: Env): string | undefined {
  return Object.keys(env)
    .sort()
    .find((name) => flagVariables.test(name) && wantsNativeCode(env[name] ?? ""));
}

/** https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure */
function nativeFile(folder: string, env: Env, home: string): string | undefined {
  const places = [
    ...parents(resolve(folder)).map((one) => join(one, ".cargo")),
    env["CARGO_HOME"] || join(home, ".cargo"),
  ];
  return places
    .flatMap((place) => [join(place, "config.toml"), join(place, "config")])
    .find((file) => wantsNativeCode(withoutComments(read(file))));
}

function parents(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...parents(above)];
}

/** Good enough for a search: a `#` within a string hides the rest of its line. */
function withoutComments(toml: string): string {
  return toml.replace(/#.*$/gm, "");
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // most of these places hold none
  }
}

/** As the system names it; on ARM, where it does not, what tells models apart in /proc/cpuinfo. */
function cpuModel(): string {
  const model = cpus()[0]?.model.trim() ?? "";
  if (model !== "" && model !== "unknown") return model;
  const lines = read("/proc/cpuinfo").match(/^(CPU implementer|CPU part|Features)\s*:.*$/gm) ?? [];
  return [...new Set(lines)].join(" ") || "unknown CPU";
}
