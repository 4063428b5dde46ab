// Longer than most: every fact that a key is made of, and how each becomes a part of it.

import { createHash } from "node:crypto";
import type { Config } from "../config/inputs.ts";

/** One part of a key and where it comes from, for the log. */
export interface KeyPart {
  readonly part: string;
  readonly from: string;
}

/** Everything that a key is made of. Gathered once, by the adapters; all decisions from here on are pure. */
export interface Ingredients {
  /** First part of every key, as the user gave it. */
  readonly prefix: string;
  /** `linux`, `macos`, `windows`. */
  readonly os: string;
  /** `x64`, `arm64`. */
  readonly arch: string;
  /** Release and commit of rustc, or undefined where there is none, or the build calls none by way of sccache. */
  readonly toolchain: Toolchain | undefined;
  /** How the C compiler titles itself, or undefined where there is none, or C is not wrapped. */
  readonly compiler: string | undefined;
  /** The machine's CPU, where compilers are told to make code for it alone; else undefined. */
  readonly cpu: NativeCpu | undefined;
  /** In the place of job and matrix when given. */
  readonly sharedKey: string | undefined;
  /** Name of the workflow's file without its ending, or undefined where there is none. */
  readonly workflow: string | undefined;
  /** The job's id, or undefined outside of a workflow. */
  readonly job: string | undefined;
  /** The matrix job as JSON, or undefined where there is no matrix. */
  readonly matrix: string | undefined;
  readonly lockfiles: LockfileHash;
  readonly revision: Revision;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** What is being built, as the surroundings tell; all undefined outside of a workflow and of git. */
export interface Revision {
  /** Full name of the git ref, such as `refs/heads/main`. */
  readonly ref: string | undefined;
  /** Name of the event that started the run, in GitHub's words. */
  readonly event?: string | undefined;
  /** Short name. */
  readonly defaultBranch: string | undefined;
  readonly sha: string | undefined;
  /** The run of the whole workflow or pipeline, whose jobs share it; where no CI tells it, the commit. Undefined outside of git too. */
  readonly run: { readonly id: string } | undefined;
  /** Number of the pull request that is being built, on whatever CI; its branch's name where the number is not known. */
  readonly pullRequest: string | undefined;
  /** Full name of the branch that the pull request is to be merged into. */
  readonly baseRef: string | undefined;
}

/** A CPU for which code is made that other CPUs may not run. */
export interface NativeCpu {
  readonly model: string;
  /** Which setting asks for it: `target-cpu=native in RUSTFLAGS`. */
  readonly why: string;
}

/** A Rust compiler, as `rustc -vV` names it. */
interface Toolchain {
  /** For people: `rustc 1.95.0 (59807616e 2026-04-14)`. */
  readonly title: string;
  readonly release: string;
  /** Full commit, or undefined for builds that do not know theirs. */
  readonly commit: string | undefined;
}

/** What the lockfiles say. */
export interface LockfileHash {
  /** Paths relative to the workspace, with `/`, sorted. */
  readonly files: readonly string[];
  /** Lower-case hex SHA-256 of their names and contents; of nothing where there is no file. */
  readonly sha256: string;
}

/** The parts of a family, in the order of a key: from what separates most to what separates least. None holds a dash. */
export type FamilyParts = Readonly<
  Record<"prefix" | "os" | "arch" | "toolchain" | "job" | "matrix", KeyPart>
>;

/** Stands for a job or a matrix job where there is none. */
const any = "any";
/** In the place of the matrix where `shared-key` is in the place of the job; no matrix job is called so. */
const noMatrix = "shared";

/** The family that these ingredients belong to. */
export function familyParts(ingredients: Ingredients): FamilyParts {
  const { prefix, os, arch } = ingredients;
  return {
    prefix: { part: word(prefix), from: `key-prefix ${prefix}` },
    os: { part: word(os), from: "operating system" },
    arch: { part: word(arch), from: "architecture" },
    toolchain: toolchainPart(ingredients),
    ...jobParts(ingredients),
  };
}

function jobParts({ sharedKey, workflow, job, matrix }: Ingredients): Pick<FamilyParts, "job" | "matrix"> {
  if (sharedKey !== undefined) {
    const shared = { part: word(sharedKey), from: `shared-key ${sharedKey}` };
    return { job: shared, matrix: { part: noMatrix, from: "shared-key" } };
  }
  const one = matrix === undefined ? undefined : { part: `m${fingerprint(matrix)}`, from: matrix };
  return { job: jobPart(workflow, job), matrix: one ?? { part: any, from: "no matrix" } };
}

function jobPart(workflow: string | undefined, job: string | undefined): KeyPart {
  if (job === undefined) return { part: any, from: "any job" };
  if (workflow === undefined) return { part: word(job), from: `job ${job}` };
  return { part: word(`${workflow}.${job}`), from: `job ${job} of workflow ${workflow}` };
}

/**
 * The compiler that a text printed by `rustc -vV` names, or undefined when it is not such a text.
 * Format: https://doc.rust-lang.org/rustc/command-line-arguments.html#-v--verbose-use-verbose-output
 */
export function parseToolchain(text: string): Toolchain | undefined {
  const title = /^rustc .{1,200}$/m.exec(text)?.[0];
  const release = /^release: ([A-Za-z0-9.+-]{1,60})$/m.exec(text)?.[1];
  const commit = /^commit-hash: ([0-9a-f]{7,64})$/m.exec(text)?.[1];
  return title && release ? { title, release, commit } : undefined;
}

/** The part of a key for all that compiles: rustc, the C compiler, and the CPU where code is made for it alone. */
function toolchainPart({ toolchain, compiler, cpu }: Ingredients): KeyPart {
  const parts: KeyPart[] = [];
  if (toolchain) {
    const commit = toolchain.commit ? `.${toolchain.commit.slice(0, 9)}` : "";
    parts.push({ part: `rust${word(toolchain.release)}${commit}`, from: toolchain.title });
  }
  if (compiler !== undefined) parts.push({ part: `cc.${fingerprint(compiler)}`, from: compiler });
  if (parts.length === 0) parts.push({ part: "norust", from: "no compiler found" });
  if (cpu !== undefined)
    parts.push({ part: `cpu.${fingerprint(cpu.model)}`, from: `${cpu.model} (${cpu.why})` });
  return { part: parts.map(({ part }) => part).join("_"), from: parts.map(({ from }) => from).join(", ") };
}

/** What a strategy adds to the family. */
interface Ending extends KeyPart {
  /** Whether one bundle of a complete run is enough for this ending; otherwise each that has something new is saved. */
  readonly once: boolean;
  /** An ending of the same family to prefer to its newest bundle. */
  readonly fallback?: string | undefined;
  /** Whether bundles with this ending have what the build needs, whichever branch has saved them. */
  readonly tellsContent?: boolean;
}

/** How each strategy ends its keys, before the digest. */
export const endings: Readonly<
  Record<Exclude<Config["strategy"], "custom">, (ingredients: Ingredients) => Ending>
> = {
  lockfile: (ingredients) => ({ ...lockfilesPart(ingredients), once: false, tellsContent: true }),
  "lockfile-once": (ingredients) => ({ ...lockfilesPart(ingredients), once: true, tellsContent: true }),
  rolling: () => ({ part: "rolling", from: "strategy rolling", once: false }),
  daily: ({ nowMs }) => ({ part: `d${dayOf(nowMs)}`, from: "UTC date", once: true }),
  weekly: ({ nowMs }) => ({ part: weekOf(nowMs), from: "ISO week, UTC", once: true }),
  commit: ({ revision }) => ({
    part: `c${(revision.sha ?? "none").slice(0, 12)}`,
    from: revision.sha === undefined ? "no commit known" : `commit ${revision.sha}`,
    once: revision.sha !== undefined,
  }),
  branch: ({ revision: { ref, defaultBranch } }) => ({
    part: `b${word((ref ?? "none").replace(/^refs\/(heads|tags)\//, ""))}`,
    from: ref === undefined ? "no ref known" : `ref ${ref}`,
    once: false,
    fallback: defaultBranch === undefined ? undefined : `b${word(defaultBranch)}`,
  }),
};

/** The lockfiles' part of a key: 16 hex digits of their hash. */
export function lockfilesPart({ lockfiles: { files, sha256 } }: Ingredients): KeyPart {
  const shown = files.slice(0, 3).join(", ");
  const more = files.length > 3 ? ` and ${files.length - 3} more` : "";
  return {
    part: sha256.slice(0, 16),
    from: files.length === 0 ? "no lockfile found" : `lockfiles ${shown}${more}`,
  };
}

/** The UTC date of an instant, as `20261123`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");
}

/**
 * The ISO week of an instant in UTC, as `2026w48`: the week that holds the year's first Thursday is its first, and the
 * year is that of the week's Thursday. https://en.wikipedia.org/wiki/ISO_week_date
 */
function weekOf(ms: number): string {
  const date = new Date(ms);
  const weekday = (date.getUTCDay() + 6) % 7; // Monday is 0
  const thursday = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3);
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * 86_400_000));
  return `${year}w${String(week).padStart(2, "0")}`;
}

const longest = 40;

/** 8 hex digits of SHA-256: tells texts apart in a short name; two different texts may rarely share one. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/**
 * `text` as one part of a key: at most 49 characters of `a-z`, digits, dot and underscore. A text that loses characters
 * gets a fingerprint, so that different texts differ; only case, dashes and underscores count as the same. Lower case,
 * since some cache servers give keys back in it.
 */
export function word(text: string): string {
  const plain = text.replaceAll("-", "_").toLowerCase();
  const clean = plain.replace(/[^a-z0-9._]/g, "").slice(0, longest);
  return clean === plain && clean !== "" ? clean : `${clean}.${fingerprint(plain)}`;
}
