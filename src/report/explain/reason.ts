import type { Manifest } from "../../bundle/format/manifest.ts";
import { workingDirectoryName } from "../../sccache/environment/key-variables.ts";
import type { Compilation } from "../../sccache/server/log.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import type { Cause, MissClass } from "../report.ts";
import type { PastIndex } from "./past-index.ts";

/** Why a compilation missed, in words, and what to do about it. */
export interface Reason extends Pick<Cause, "class" | "detail" | "remedy"> {
  /** Where compilations with other names have the same cause: what `detail` says before it names them. */
  readonly of?: { readonly what: string; readonly names: readonly string[] };
}

export function reason(name: MissClass, detail: string, remedy: string | null = null): Reason {
  return { class: name, detail, remedy };
}

export interface MissFacts {
  readonly past: PastIndex;
  readonly now: Pick<Manifest, "toolchain" | "environment">;
  /** Whether the lockfiles differ from those of the restored bundle; undefined where that is not known. */
  readonly lockfilesChanged: boolean | undefined;
  /** The workspace's own crates, as rustc names them; undefined where they are not known. */
  readonly ownCrates: ReadonlySet<string> | undefined;
  /** Why the last save left entries out, by `shortName`. */
  readonly evicted: ReadonlyMap<string, Reason>;
  readonly statistics: Statistics | undefined;
  /** Languages of which any compilation hit: nothing that is part of every key of theirs has changed. */
  readonly hits: ReadonlySet<Compilation["language"]>;
}

/** Enough of an entry's name to know it again. */
export function shortName(entry: string): string {
  return entry.slice(entry.lastIndexOf("/") + 1).slice(0, 16);
}

/** Whether both runs tell where the checkout is, and it is at another path. */
export function isElsewhere({ past, now }: Pick<MissFacts, "past" | "now">): boolean {
  const [before, here] = [past, now].map(({ environment }) => environment?.[workingDirectoryName]);
  return before !== undefined && here !== undefined && before !== here;
}

/** What to do about another compiler. */
export function remedyOfUpdate(pin: string): string {
  return `Nothing to do after an update. To update when you choose, pin the version ${pin}.`;
}
