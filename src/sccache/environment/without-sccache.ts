import type { Env } from "../../config/config.ts";
import type { BuildSettings } from "./build-settings.ts";
import type { BuildEnvironment, Variable } from "./environment.ts";
import { isSccache } from "./launcher-names.ts";

/**
 * What a build needs that has no sccache although the user's settings call one, which this step was to bring: cargo and make
 * would fail. Undefined where nothing calls one that is missing; what is there, `isThere` tells of a program as settings name it.
 */
export function withoutSccache(
  { env, settings: { cargo } }: { readonly env: Env; readonly settings: Pick<BuildSettings, "cargo"> },
  isThere: (program: string) => boolean,
): BuildEnvironment | undefined {
  const isMissing = (program = "") => isSccache(program) && !isThere(program);
  // An empty one is "none" to cargo, and comes before all others.
  const wrappers = {
    RUSTC_WRAPPER: env["RUSTC_WRAPPER"] ?? env["CARGO_BUILD_RUSTC_WRAPPER"] ?? cargo.rustcWrapper?.value,
    RUSTC_WORKSPACE_WRAPPER:
      env["RUSTC_WORKSPACE_WRAPPER"] ??
      env["CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER"] ??
      cargo.rustcWorkspaceWrapper?.value,
  };
  const empty = Object.entries(wrappers).flatMap(([name, value]) => (isMissing(value) ? [name] : []));
  const launchers = Object.keys(env).filter(
    (name) => /^CMAKE_[A-Z]+_COMPILER_LAUNCHER$/.test(name) && isMissing(env[name]),
  );
  const compilers = ["CC", "CXX"].flatMap((name): Variable[] => {
    const [first, ...others] = (env[name] ?? "").trim().split(/\s+/);
    return isMissing(first) && others.length > 0 ? [{ name, value: others.join(" ") }] : [];
  });
  const exports = [...[...empty, ...launchers].map((name) => ({ name, value: "" })), ...compilers];
  if (exports.length === 0) return undefined;
  const names = exports.map(({ name }) => name).join(", ");
  return {
    exports,
    notices: [`${names} called sccache, which is not there: set so that the build runs without it`],
    ...{ warnings: [], proofs: [], reaches: false },
  };
}
