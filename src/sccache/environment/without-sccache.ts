import type { Env } from "../../config/config.ts";
import type { BuildSettings } from "./build-settings.ts";
import { cargoWrappers } from "./cargo-config.ts";
import type { BuildEnvironment, Variable } from "./environment.ts";
import { isSccache } from "./launcher-names.ts";

/**
 * What a build needs that has no sccache although the user's settings call one, which this step was to bring: cargo and make
 * would fail. Undefined where nothing calls one that is missing; what is there, `isThere` tells of a program as settings name it.
 */
export function withoutSccache(
  { env, settings }: { readonly env: Env; readonly settings: Pick<BuildSettings, "cargo"> },
  isThere: (program: string) => boolean,
): BuildEnvironment | undefined {
  const isMissing = (program = "") => isSccache(program) && !isThere(program);
  const { wrapper, workspace } = cargoWrappers(env, settings.cargo);
  const wrappers = { RUSTC_WRAPPER: wrapper?.value, RUSTC_WORKSPACE_WRAPPER: workspace?.value };
  // Cargo takes an empty one as "none", before all others.
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
