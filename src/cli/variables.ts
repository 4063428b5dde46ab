import type { Env } from "../config/config.ts";
import { inputs } from "../config/inputs.ts";
import { nearestOf } from "./did-you-mean.ts";

const prefix = "SCCACHE_BUNDLE_";

/** What is read that is neither an input nor a part of the job's name. */
const others = ["DEBUG", "HANDOFF", "REPOSITORY", "SIGNING_KEY", "STATE", "VERIFY_KEYS"];

/** The variable of an input or of a flag: `SCCACHE_BUNDLE_MAX_SIZE` of `max-size`. */
export function variableOf(name: string): string {
  return `${prefix}${name.toUpperCase().replaceAll("-", "_")}`;
}

/**
 * A line for each variable that is nearly one of ours, such as SCCACHE_BUNDLE_MAXSIZE: nothing reads it. `flags` are names of
 * flags that are no inputs. Variables that are like none of ours may be a user's own.
 */
export function misspeltVariables(env: Env, flags: readonly string[]): string[] {
  const names = [...Object.values(inputs).map(({ name }) => name), ...flags].map(variableOf);
  const known = [...names, ...others.map((name) => prefix + name)];
  const bare = known.map((one) => one.slice(prefix.length));
  return Object.keys(env).flatMap((name) => {
    if (!name.startsWith(prefix) || known.includes(name)) return [];
    const meant = nearestOf(name.slice(prefix.length), bare);
    return meant === undefined ? [] : [`${name} is not a setting; did you mean ${prefix}${meant}?`];
  });
}
