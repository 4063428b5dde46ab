import type { Env, Wrapper } from "../../config/config.ts";
import type { Warning } from "../../log.ts";
import { bypassWarnings } from "./backends.ts";
import {
  type SccacheOptions,
  sccacheVariables,
  sizeWarnings,
  together,
  type Wanted,
} from "./sccache-variables.ts";
import { type Proof, planWrappings, uniteWrappings, type WrapperOptions } from "./wrappers.ts";

/** A variable for the steps that follow. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

export interface BuildEnvironment {
  /** What differs from the environment that the build would have without us. */
  readonly exports: readonly Variable[];
  /** One line each: a value of the user's that was changed, or that is kept although we would set another. */
  readonly notices: readonly string[];
  /** Never hold the value of a variable that may be a secret. */
  readonly warnings: readonly Warning[];
  /** Calls that show that sccache accepts what each wrapper puts it before. */
  readonly proofs: readonly (Proof & { readonly wrapper: Wrapper })[];
  /** Whether anything will call sccache: also when the user calls it without our help (`wrap: none`). */
  readonly reaches: boolean;
}

export interface EnvironmentOptions extends WrapperOptions, SccacheOptions {
  /** Wrappers that did not pass their proof, and why: they are left out. */
  readonly refused?: ReadonlyMap<Wrapper, string>;
}

/**
 * The variables with which a build uses sccache and the restored directory. What the user has set is kept, unless sccache
 * would fail the build by it or write its entries elsewhere; then a notice says what was changed.
 */
export function buildEnvironment(options: EnvironmentOptions): BuildEnvironment {
  const { env, settings, refused = new Map() } = options;
  const passed = planWrappings(options).filter(([wrapper]) => !refused.has(wrapper));
  const wrapped = uniteWrappings(passed.map(([, wrapping]) => wrapping));
  const wanted = together([sccacheVariables(options), wrapped, noIncremental(env, passed)]);
  return {
    exports: Object.entries(wanted.variables)
      .filter(([name, value]) => env[name] !== value)
      .map(([name, value]) => ({ name, value })),
    notices: wanted.notices,
    warnings: [
      ...bypassWarnings(env, settings.sccacheConfig),
      ...sizeWarnings(env),
      ...wrapped.warnings,
      ...[...refused].map(
        ([wrapper, why]): Warning => ({
          text: `wrap: ${wrapper} is left out: ${why}`,
          topic: "compiler-refused",
        }),
      ),
    ],
    proofs: passed.flatMap(([wrapper, { proofs }]) => proofs.map((proof) => ({ wrapper, ...proof }))),
    reaches: options.wrap.length === 0 || wrapped.reaches,
  };
}

/**
 * sccache refuses to run while one of these is 1, and cannot cache what a compiler did incrementally. Cargo's own
 * settings, profiles included, give way to CARGO_INCREMENTAL.
 */
function noIncremental(env: Env, passed: ReturnType<typeof planWrappings>): Wanted {
  const reached = passed.filter(([, { reaches }]) => reaches).map(([wrapper]) => wrapper);
  const variables: Record<string, string> = {};
  if (reached.length === 0) return { variables, notices: [] };
  if (reached.includes("rust") || env["CARGO_INCREMENTAL"] === "1") variables["CARGO_INCREMENTAL"] = "0";
  if (env["CARGO_BUILD_INCREMENTAL"] === "1") variables["CARGO_BUILD_INCREMENTAL"] = "false";
  const changed = Object.keys(variables).filter((name) => env[name] && env[name] !== variables[name]);
  const notices = changed.map(
    (name) =>
      `${name} was ${env[name]} and is now ${variables[name]}: sccache refuses incremental compilation`,
  );
  return { variables, notices };
}

/** A level of zstd at which it only ever writes raw blocks; the least that it knows. */
const rawLevel = -131072;

/**
 * The level that lets sccache write its new entries raw, or undefined where that is not known to work. sccache documents
 * 1 to 22; the versions from 0.16 to 0.19 were seen to take this one too, and to hit what they wrote with it: less work
 * for their server, four times the disk, and the same bundle.
 */
export function rawLevelOf(version: string | null): number | undefined {
  return /^0\.1[6-9]\./.test(version ?? "") ? rawLevel : undefined;
}
