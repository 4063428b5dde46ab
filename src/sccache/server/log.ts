// biome-ignore-all lint/style/noExcessiveLinesPerFile: one mechanism. Which compilation a line belongs to follows from all the
// steps that are under way under its label, so no part of this can be read without the others.

import { createReadStream } from "node:fs";
import { textOf } from "../../text-file.ts";
import { type CompiledEnd, type LogLine, type LookupFault, parseLogLine } from "./log-lines.ts";
import { type Arguments, readArguments, variablePrints } from "./prints.ts";

/** What came of a compilation; `unknown` where lines of compilations of the same label cannot be told apart, or are missing. */
type Outcome = "hit" | "miss" | "not-cacheable" | "failed" | "unknown";

/** What the server did for one call of the compiler. `prints` has a fingerprint for each argument, never its value. */
export interface Compilation extends Arguments {
  /** The crate, or the name of the object file. Two compilations may have the same. */
  readonly label: string;
  /** Name of the entry in sccache's directory, or null where sccache got no key, or one of another kind. */
  readonly entry: string | null;
  readonly outcome: Outcome;
  /** How long the compiler took, or null where it did not run or nobody can tell. */
  readonly compileMs: number | null;
  /** Why there was no hit, where it is not simply that the entry was not there. */
  readonly why: LookupFault | null;
}

export interface BuildLog {
  /** In the order in which sccache had their keys. */
  readonly compilations: readonly Compilation[];
  /** False when the log was cut, truncated or written over, so that compilations may be missing. */
  readonly complete: boolean;
  /** When the server that wrote it was told to end, or did so by itself, in milliseconds since 1970; null where it says nothing of that. */
  readonly endedAtMs: number | null;
}

/** What the server has to be started with to write such a log to the file in SCCACHE_ERROR_LOG. */
export const logVariables: Readonly<Record<string, string>> = {
  SCCACHE_LOG: "sccache::compiler::compiler=debug,sccache::server=info",
  // With times in milliseconds, compilations of the same name that overlap can be told apart.
  SCCACHE_LOG_MILLIS: "1",
};

/** The longest line that is read whole, in characters; of a longer one the beginning is. */
const longestLine = 256 * 1024;

/**
 * Reads what sccache's server wrote with `logVariables`; a log of the user's own making may hold much more. Undefined when
 * there is no such file, or when sccache compiled but named no keys (0.4 and older). One pass; memory grows with the
 * number of compilations alone, and no further than `follow` allows.
 * @throws the system's error when the file is there and cannot be read.
 */
export async function readBuildLog(file: string): Promise<BuildLog | undefined> {
  const following = follow();
  try {
    const log = following.finish(await eachLine(file, following.take));
    return log && { ...log, compilations: log.compilations.map(withVariables) };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** A crate that was compiled, with fingerprints of the variables that its source reads, which are part of its key. */
function withVariables(compilation: Compilation): Compilation {
  const { outcome, crate, prints } = compilation;
  if (outcome !== "miss" || crate?.depInfo === undefined || prints.length === 0) return compilation;
  // Where the build has removed it, nothing is known of them.
  return { ...compilation, prints: [...variablePrints(textOf(crate.depInfo) ?? ""), ...prints] };
}

/** Calls `take` for each line that tells something. False when the last one has no end. */
async function eachLine(file: string, take: (line: LogLine) => void): Promise<boolean> {
  let line = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 18 })) {
    const [rest = "", ...begun] = (chunk as string).split("\n");
    line = grown(line, rest);
    for (const next of begun) {
      const parsed = parseLogLine(line);
      if (parsed) take(parsed);
      line = grown("", next);
    }
  }
  return line === "";
}

function grown(line: string, text: string): string {
  return line.length < longestLine ? line + text.slice(0, longestLine - line.length) : line;
}

/** When a step may have begun: more than one moment once a step that could have been another was taken. */
type Begun = { beganAt: readonly number[] };

/** When a step began by the line that ends it, and whether that is exact. */
type When = { readonly beganMs: number; readonly exact: boolean };

type Asked = Arguments & Begun;

interface Known extends Arguments {
  readonly label: Label;
  /** Null where sccache could not make one: then nothing was looked up. */
  readonly key: string | null;
  compileMs: number | null;
  why: LookupFault | null;
  group: Group;
}

/** Compilations that cannot be told apart, and how often each thing happened to one of them. Mostly it is a single one. */
interface Group {
  readonly members: Known[];
  hits: number;
  misses: number;
  readonly ends: Record<CompiledEnd, number>;
}

/** A step that is under way, and for which compilations it may be. */
type Step = Begun & { maybe: readonly Known[] };

/** What is under way under one label, step by step. */
interface Label {
  readonly name: string;
  readonly asked: Asked[];
  readonly hashed: Asked[];
  readonly waiting: Step[];
  readonly compiling: Step[];
  /** A line came that belongs to none of them: lines are missing, so what was told apart may be wrong. */
  broken: boolean;
  /** A compilation ended that none of them can be, by its time. */
  stray: boolean;
}

/** How far the time of a line and the duration that it names may be off, where times are exact, and otherwise. */
const slackMs = { exact: 100, cut: 1_100 };

/** Compilations of one label that are under way at a time. Failed ones often end without a line, and stay here. */
const mostOpen = 256;

/** More are not kept: a build of so many objects has a bundle of millions of files. */
const mostCompilations = 200_000;

/**
 * Follows the compilations of a log. Lines of compilations with the same label may interleave: which line is whose is told by the
 * step that is due, and by the time at which the step must have begun. What that leaves open stays unknown.
 * To finish it is told whether the log ended with a whole line; the result is undefined when compilations were seen, but no keys.
 */
export function follow() {
  const labels = new Map<string, Label>();
  const found: Known[] = [];
  const read = readArguments();
  let hasAsked = false;
  let dropped = false;
  let endedAtMs: number | null = null;

  const labelOf = (name: string): Label => {
    const none = { asked: [], hashed: [], waiting: [], compiling: [] };
    const label = labels.get(name) ?? { name, ...none, broken: false, stray: false };
    labels.set(name, label);
    return label;
  };

  const take = ({ label: name, said, atMs, exact }: LogLine): void => {
    if (said.kind === "ends") {
      // A time that is cut to seconds may be as late as this.
      endedAtMs = exact ? atMs : atMs + 999;
      return;
    }
    const label = labelOf(name);
    const beganAt = [atMs];
    const open = (ms: number) => ({ beganMs: atMs - ms, exact });
    switch (said.kind) {
      case "asked":
        hasAsked = true;
        push(label.asked, { beganAt, ...read(said.arguments) });
        return;
      case "hashed": {
        const one = takeOnly(label.asked, open(said.ms));
        if (one) push(label.hashed, { ...one, beganAt });
        else label.broken = true;
        return;
      }
      case "not-hashed":
      case "key": {
        const unknown: Arguments = { language: null, prints: [], native: null };
        const { language, prints, native = false, crate } = takeOnly(label.hashed, open(0)) ?? unknown;
        if (found.length >= mostCompilations) {
          dropped = true;
          return;
        }
        const key = said.kind === "key" ? said.key : null;
        const ends = { stored: 0, failed: key === null ? 1 : 0, "not-cacheable": 0 };
        const group: Group = { members: [], hits: 0, misses: 0, ends };
        const one: Known = { label, key, language, prints, native, crate, compileMs: null, why: null, group };
        group.members.push(one);
        found.push(one);
        if (key !== null) push(label.waiting, { beganAt, maybe: [one] });
        return;
      }
      case "looked-up": {
        const step = takeStep(label.waiting, open(said.ms));
        const [first] = step?.maybe ?? [];
        if (!step || !first) {
          label.broken = true;
          return;
        }
        first.group[said.found ? "hits" : "misses"] += 1;
        if (step.maybe.length === 1) first.why = said.why;
        if (!said.found) push(label.compiling, { beganAt, maybe: step.maybe });
        return;
      }
      case "damaged": {
        // A hit whose entry turned out damaged is compiled after all. Without a doubt only when it is the label's last one.
        const one = found.findLast((known) => known.label === label);
        if (!one || one.group.members.length > 1 || one.group.hits !== 1) {
          label.broken = true;
          return;
        }
        Object.assign(one.group, { hits: 0, misses: 1 });
        one.why = "damaged";
        push(label.compiling, { beganAt, maybe: [one] });
        return;
      }
      case "compiled": {
        const step = takeStep(label.compiling, open(said.ms));
        const [first] = step?.maybe ?? [];
        if (!step || !first) {
          label.stray = true;
          return;
        }
        first.group.ends[said.end] += 1;
        if (step.maybe.length === 1) first.compileMs = said.ms;
      }
    }
  };

  const finish = (whole: boolean): BuildLog | undefined => {
    const all = [...labels.values()];
    const isCut = all.some(({ broken, asked, waiting }) => broken || asked.length + waiting.length > 0);
    if (hasAsked && isCut && found.every(({ key }) => key === null)) return undefined;
    const complete = whole && !isCut && !dropped;
    return { complete, compilations: found.map((one) => conclude(one, complete)), endedAtMs };
  };
  return { take, finish };
}

function conclude(
  { label, key, language, prints, native, crate, why, compileMs, group }: Known,
  complete: boolean,
): Compilation {
  const outcome = label.broken ? "unknown" : outcomeOfGroup(group, complete && !label.stray);
  const isTold = outcome !== "unknown"; // a hit has neither
  return {
    label: label.name,
    language,
    entry: key?.length === 64 ? `${key[0]}/${key[1]}/${key}` : null,
    outcome,
    compileMs: isTold ? compileMs : null,
    why: isTold ? why : null,
    prints,
    ...(native !== false && { native }),
    ...(crate && { crate }),
  };
}

function push<T>(list: T[], one: T): void {
  list.push(one);
  if (list.length > mostOpen) list.shift();
}

/** Takes the one that must have begun then; of several that differ, nothing is known of each from now on. */
function takeOnly(open: Asked[], when: When): Asked | undefined {
  const taken = takeFirst(open, when);
  if (!taken) return undefined;
  const { first, matching, beganAt } = taken;
  const isOne = matching.every(({ prints }) => prints.join("\n") === first.prints.join("\n"));
  const isSame = matching.every(({ language }) => language === first.language);
  const native = eitherNative(matching);
  const known = isOne
    ? { native }
    : { native, language: isSame ? first.language : null, prints: [], crate: undefined };
  for (const one of matching.slice(1)) open[open.indexOf(one)] = { ...one, ...known, beganAt };
  return { ...first, ...known };
}

/** Whether any of these is, or may be, for this machine's CPU alone. */
export function eitherNative(several: readonly Pick<Arguments, "native">[]): boolean | null {
  if (several.some(({ native }) => native === true)) return true;
  return several.some(({ native }) => native === null) ? null : false;
}

/** Takes the step that must have begun then; of several each may be any of them from now on. */
function takeStep(open: Step[], when: When): Step | undefined {
  const taken = takeFirst(open, when);
  if (!taken) return undefined;
  const { first, matching, beganAt } = taken;
  for (const step of matching) step.beganAt = beganAt;
  const maybe = [...new Set(matching.flatMap((step) => step.maybe))];
  if (new Set(maybe.map(({ key }) => key)).size === 1) return first;
  unite(maybe);
  for (const step of matching) step.maybe = maybe;
  return first;
}

function unite(members: readonly Known[]): void {
  const groups = [...new Set(members.map(({ group }) => group))];
  const [into, ...others] = groups;
  if (!into) return;
  for (const other of others) {
    into.members.push(...other.members);
    for (const one of other.members) one.group = into;
    into.hits += other.hits;
    into.misses += other.misses;
    for (const end of Object.keys(other.ends) as CompiledEnd[]) into.ends[end] += other.ends[end];
  }
}

/**
 * Takes the first of those that began at about that time: within the exact slack if any did, else within the wide one.
 * Whichever of them was meant, what is left may have begun at any of their moments.
 */
function takeFirst<T extends Begun>(open: T[], { beganMs, exact }: When) {
  const within = (ms: number) =>
    open.filter(({ beganAt }) => beganAt.some((atMs) => Math.abs(atMs - beganMs) <= ms));
  const near = exact ? within(slackMs.exact) : [];
  const matching = near.length > 0 ? near : within(slackMs.cut);
  const [first] = matching;
  if (!first) return undefined;
  open.splice(open.indexOf(first), 1);
  return { first, matching, beganAt: [...new Set(matching.flatMap((one) => one.beganAt))] };
}

/** What came of each of them; `sure` says that no line is missing. */
function outcomeOfGroup({ members, hits, misses, ends }: Group, sure: boolean): Outcome {
  const all = members.length;
  if (hits === all) return "hit";
  if (ends.stored === all) return "miss";
  if (ends.failed === all) return "failed";
  if (ends["not-cacheable"] === all) return "not-cacheable";
  // A compilation that failed mostly ends without a line.
  const ended = ends.stored + ends.failed + ends["not-cacheable"];
  if (misses !== all || ended > 0) return "unknown";
  return sure ? "failed" : "unknown";
}
