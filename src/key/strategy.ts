import { fingerprint } from "./fingerprint.ts";
import type { Ingredients, Toolchain } from "./ingredients.ts";

/** The names under which one job looks for bundles and saves them. */
export interface KeyPlan {
  /** Keys that differ only in freshness begin with this. */
  readonly family: string;
  /** What a bundle's key begins with when it is as fresh as can be. */
  readonly primary: string;
  /** Older names to fall back to, each a prefix, the best first. */
  readonly fallbacks: readonly string[];
  /** Each part of the key and where it comes from, for the log. */
  readonly explanation: readonly { readonly part: string; readonly from: string }[];
}

/** Stands for a job or a matrix leg where there is none, or where bundles are shared. */
const any = "any";

/**
 * Plans the keys of the `lockfile` strategy: `<family>-<lockfiles>`, to which saving adds a digest of the entries.
 * No part after the name holds a dash, so that no family's keys begin with another family's.
 */
export function planKeys(ingredients: Ingredients): KeyPlan {
  const { name, os, arch, toolchain, job, matrix, lockfiles } = ingredients;
  const parts = [
    { part: name, from: "input name" },
    { part: word(os), from: "operating system" },
    { part: word(arch), from: "architecture" },
    { part: toolchainPart(toolchain), from: toolchain?.title ?? "no rustc found" },
    { part: job === undefined ? any : word(job), from: job === undefined ? "any job" : `job ${job}` },
    { part: matrix === undefined ? any : `m${fingerprint(matrix)}`, from: matrix ?? "no matrix" },
  ];
  const prefix = (count: number) =>
    parts
      .slice(0, count)
      .map(({ part }) => part)
      .join("-");
  const family = prefix(6);
  const lock = lockfiles.sha256.slice(0, 16);
  const wider = [`${family}-`, `${prefix(5)}-`, `${prefix(4)}-`];
  return {
    family,
    primary: `${family}-${lock}`,
    fallbacks: [...new Set(wider)],
    explanation: [...parts, { part: lock, from: lockfilesTitle(lockfiles.files) }],
  };
}

/** The key of a bundle that holds just the entries that `digest` (12 hex digits) stands for. */
export function saveKey(plan: Pick<KeyPlan, "primary">, digest: string): string {
  return `${plan.primary}-${digest}`;
}

/** Whether `key` names a bundle as fresh as `primary` asks for. */
export function isFresh(key: string, primary: string): boolean {
  return key === primary || key.startsWith(`${primary}-`);
}

function toolchainPart(toolchain: Toolchain | undefined): string {
  if (!toolchain) return "norust";
  return `rust${word(toolchain.release)}${toolchain.commit ? `.${toolchain.commit.slice(0, 9)}` : ""}`;
}

function lockfilesTitle(files: readonly string[]): string {
  if (files.length === 0) return "no lockfile found";
  const shown = files.slice(0, 3).join(", ");
  return files.length > 3 ? `lockfiles ${shown} and ${files.length - 3} more` : `lockfiles ${shown}`;
}

/** `text` as one part of a key: short, printable, without dash or comma. */
function word(text: string): string {
  const plain = text.replaceAll("-", "_");
  const clean = plain.replace(/[^A-Za-z0-9._]/g, "").slice(0, 40);
  return clean === plain ? clean : `${clean}.${fingerprint(text)}`;
}
