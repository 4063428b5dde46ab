import { fillPlaceholders } from "../config/config.ts";
import type { Config } from "../config/inputs.ts";
import {
  dayOf,
  endings,
  type FamilyParts,
  familyParts,
  type Ingredients,
  type KeyPart,
  lockfilesPart,
  type Revision,
  word,
} from "./parts.ts";
import { passingRef, readableRefs, scopesOf } from "./ref.ts";

// Longer than others: the only module that puts keys together and takes them apart. A key has eight parts, joined by dashes:
//
//     PREFIX          -OS-ARCH-TOOLCHAIN-JOB-MATRIX-ENDING-DIGEST    a base
//     PREFIX+overlay  -OS-ARCH-TOOLCHAIN-JOB-MATRIX-prNUMBER-DIGEST  an overlay of a pull request
//
// No part holds a dash or a plus sign, so a family's keys never begin with another family's, and what a base falls back
// to never matches an overlay: GitHub searches a pull request's own scope for the key and all fallbacks before any other
// scope, so such an overlay would hide newer bases. Keys of `strategy: custom` are the user's, and are never taken apart.

/** The names under which one job looks for bundles and saves them. */
export interface KeyPlan {
  /**
   * The first six parts of the key: keys that differ only in freshness. A custom key may show none of them, but its bundles
   * say which family made them: jobs are compared with those of their own family alone.
   */
  readonly family: string;
  /** What the keys of the freshest bundles begin with, a dash at its end; for a custom key the whole key. */
  readonly primary: string;
  /** Beginnings of the keys to fall back to, the best first. */
  readonly fallbacks: readonly string[];
  /** What the keys of this pull request's overlays begin with, a dash at its end; null where none are made. */
  readonly overlay: string | null;
  /** Whether the key is the user's own: one bundle with it is all there ever is. */
  readonly custom: boolean;
  /** Whether one bundle of a complete run is enough for `primary`; otherwise each that has something new is saved. */
  readonly once: boolean;
  /** Whether a bundle as fresh as `primary` asks for is preferred to an older one of this branch, whichever branch has it. */
  readonly freshOfAny: boolean;
  /** Each part of the key and where it comes from, for the log. */
  readonly explanation: readonly KeyPart[];
}

type KeyOptions = Pick<Config, "strategy" | "key" | "restoreKeys" | "pullRequest">;

/** Plans a job's keys: the family, what the strategy adds, and whatever is older or wider to fall back to. */
export function planKeys(ingredients: Ingredients, options: KeyOptions): KeyPlan {
  const parts = familyParts(ingredients);
  const overlay = planOverlay(ingredients, parts, options);
  if (options.strategy === "custom") return { ...planCustom(ingredients, parts, options), overlay };
  const ending = endings[options.strategy](ingredients);
  const all = Object.values(parts);
  const first = (count: number) =>
    all
      .slice(0, count)
      .map(({ part }) => part)
      .join("-");
  const family = first(familyLength);
  const fallbacks = [
    ...(ending.fallback === undefined ? [] : [`${family}-${ending.fallback}-`]),
    `${family}-`, // other freshness
    `${first(familyLength - 1)}-`, // other matrix jobs
    `${first(familyLength - 2)}-`, // other jobs
  ];
  const primary = `${family}-${ending.part}-`;
  return {
    family,
    primary,
    fallbacks: [...new Set(fallbacks)].filter((fallback) => fallback !== primary),
    overlay,
    custom: false,
    once: ending.once,
    freshOfAny: ending.tellsContent === true && readsSeveral(ingredients.revision, overlay),
    explanation: [...all, { part: ending.part, from: ending.from }],
  };
}

/** The key of a base of which `digest` (12 hex digits) stands for the entries and parents. */
export function saveKey({ primary, custom }: Pick<KeyPlan, "primary" | "custom">, digest: string): string {
  return custom ? primary : `${primary}${digest}`;
}

/** Whether `key` names a base as fresh as the plan asks for. */
export function isFresh(key: string, { primary, custom }: Pick<KeyPlan, "primary" | "custom">): boolean {
  // Some cache servers give keys back in lower case.
  const [given, wanted] = [key.toLowerCase(), primary.toLowerCase()];
  return custom ? given === wanted : given.startsWith(wanted);
}

/** Whether `key` names a base of the plan's family; of a custom plan, one that a restore by it may find. */
export function isOfFamily(
  key: string,
  { family, custom, primary, fallbacks }: Pick<KeyPlan, "family" | "custom" | "primary" | "fallbacks">,
): boolean {
  if (custom) return [primary, ...fallbacks].some((beginning) => key.startsWith(beginning));
  return key.startsWith(`${family}-`) && key.split("-").length === keyLength;
}

/** What a key that one of our strategies made belongs to. The overlays of each pull request are a family and a job of their own. */
interface ParsedKey {
  readonly kind: "base" | "overlay";
  readonly family: string;
  /** The same for all toolchains of one job and matrix job. */
  readonly job: string;
  /** The same for all matrix jobs of one job, too. */
  readonly wholeJob: string;
}

/**
 * What a key belongs to that begins with the input `key-prefix`; undefined for every other key: one with another prefix, a
 * custom one, another tool's.
 */
export function parseKey(key: string, keyPrefix: string): ParsedKey | undefined {
  const prefix = word(keyPrefix);
  const parts = key.split("-");
  const [head, os, arch, toolchain, job, matrix, ending, digest = ""] = parts;
  if (parts.length !== keyLength || !/^[0-9a-f]{12}$/.test(digest)) return undefined;
  const family = [prefix, os, arch, toolchain, job, matrix].join("-");
  const wholeJob = [prefix, os, arch, job].join("-");
  const ofJob = `${wholeJob}-${matrix}`;
  if (head === prefix) return { kind: "base", family, job: ofJob, wholeJob };
  if (head !== `${prefix}${overlayMark}` || !ending?.startsWith("pr")) return undefined;
  const ofPull = (name: string) => `${name} ${ending}`;
  return { kind: "overlay", family: ofPull(family), job: ofPull(ofJob), wholeJob: ofPull(wholeJob) };
}

/** What the keys of all bases of the plan's prefix and system begin with, whatever compiler they are for. */
export function anyCompiler({ family }: Pick<KeyPlan, "family">): string {
  return `${family.split("-").slice(0, compilerAt).join("-")}-`;
}

/** The compilers that a key with such a beginning and the plan's own keys name; undefined where that is the same. */
export function compilersOf(
  key: string,
  { family }: Pick<KeyPlan, "family">,
): { readonly there: string; readonly here: string } | undefined {
  const [there = "", here = ""] = [key, family].map((one) => one.split("-")[compilerAt]);
  return there === "" || there === here ? undefined : { there, here };
}

/** What all keys of a prefix begin with, bases and overlays, for a listing of them. */
export function keyBeginnings(keyPrefix: string): readonly string[] {
  return [`${word(keyPrefix)}-`, `${word(keyPrefix)}${overlayMark}-`];
}

/** What the keys of all matrix jobs of the plan's job begin with. */
export function jobBeginning(family: string): string {
  return family.slice(0, family.lastIndexOf("-") + 1);
}

const overlayMark = "+overlay";
const compilerAt = 3;
const familyLength = 6;
const keyLength = 8;

function planOverlay({ revision }: Ingredients, parts: FamilyParts, options: KeyOptions): string | null {
  if (revision.pullRequest === undefined || options.pullRequest !== "overlay") return null;
  const [prefix, ...others] = Object.values(parts).map(({ part }) => part);
  return [`${prefix}${overlayMark}`, ...others, `pr${word(revision.pullRequest)}`, ""].join("-");
}

/** Whether bases of several branches may be found: the job's own ref has none where only overlays are saved, or no later job reads. */
function readsSeveral(revision: Revision, overlay: string | null): boolean {
  const scopes = scopesOf(revision);
  const hasBases = overlay === null && passingRef(scopes.own) === undefined;
  const refs = readableRefs(hasBases ? scopes : { ...scopes, own: undefined });
  return refs.filter((ref) => ref !== undefined).length > 1;
}

function planCustom(
  ingredients: Ingredients,
  parts: FamilyParts,
  { key, restoreKeys }: KeyOptions,
): Omit<KeyPlan, "overlay"> {
  const { revision, nowMs, workflow = "none", job = "none" } = ingredients;
  const { prefix, os, arch, toolchain, matrix } = parts;
  const values = {
    prefix: prefix.part,
    os: os.part,
    arch: arch.part,
    toolchain: toolchain.part,
    lockfiles: lockfilesPart(ingredients).part,
    ref: revision.ref ?? "none",
    sha: revision.sha ?? "none",
    run: revision.run?.id ?? "none",
    date: dayOf(nowMs),
    workflow: word(workflow),
    job: word(job),
    matrix: matrix.part,
  };
  // GitHub's own limits: https://github.com/actions/toolkit/tree/main/packages/cache
  const fill = (template: string) => fillPlaceholders(template, values).replaceAll(",", "_").slice(0, 512);
  const primary = fill(key ?? "");
  return {
    family: Object.values(parts)
      .map(({ part }) => part)
      .join("-"),
    primary,
    fallbacks: restoreKeys.map(fill),
    custom: true,
    once: false,
    freshOfAny: false,
    explanation: [{ part: primary, from: `input key ${key}` }],
  };
}
