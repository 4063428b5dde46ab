import { createReadStream } from "node:fs";
import { type LogLine, parseLogLine, readArguments } from "./log-lines.ts";
import {
  type Known,
  type Label,
  newGroup,
  newLabel,
  type Outcome,
  outcomeOf,
  push,
  takeOnly,
  takeStep,
} from "./log-steps.ts";

/** What the server did for one call of the compiler. */
export interface Compilation {
  /** The crate, or the name of the object file. Two compilations may have the same. */
  readonly label: string;
  readonly language: "rust" | "c" | null;
  /** Name of the entry in sccache's directory, or null where sccache got no key, or one of another kind. */
  readonly entry: string | null;
  readonly outcome: Outcome;
  /** How long the compiler took, or null where it did not run or nobody can tell. */
  readonly compileMs: number | null;
  /** Why there was no hit, where it is not simply that the entry was not there. */
  readonly why: string | null;
  /** A fingerprint for each argument, in order, never its value. None where they are not known. */
  readonly prints: readonly string[];
}

export interface BuildLog {
  /** In the order in which sccache had their keys. */
  readonly compilations: readonly Compilation[];
  /** False when the log was cut, truncated or written over, so that compilations may be missing. */
  readonly complete: boolean;
}

/** What the server has to be started with to write such a log to the file in SCCACHE_ERROR_LOG. */
export const logVariables: Readonly<Record<string, string>> = {
  SCCACHE_LOG: "sccache::compiler::compiler=debug",
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
  const log = follow();
  try {
    const whole = await eachLine(file, log);
    return log.finish(whole);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Feeds all lines to `log`. False when the last one has no end. */
async function eachLine(file: string, log: ReturnType<typeof follow>): Promise<boolean> {
  let line = "";
  let ended = true;
  const take = (text: string) => {
    if (line.length < longestLine) line += text.slice(0, longestLine - line.length);
  };
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 18 })) {
    const pieces = (chunk as string).split("\n");
    for (const [i, piece] of pieces.entries()) {
      take(piece);
      if (i === pieces.length - 1) continue;
      const parsed = parseLogLine(line);
      if (parsed) log.take(parsed);
      line = "";
    }
    ended = pieces.at(-1) === "" && line === "";
  }
  return ended;
}

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

  const take = ({ label: name, said, atMs, exact }: LogLine): void => {
    const label = labels.get(name) ?? newLabel();
    labels.set(name, label);
    const open = (ms: number) => ({ beganMs: atMs - ms, exact });
    switch (said.kind) {
      case "asked":
        hasAsked = true;
        push(label.asked, { beganAt: [atMs], ...read(said.arguments) });
        return;
      case "hashed": {
        const one = takeOnly(label.asked, open(said.ms));
        if (one) push(label.hashed, { ...one, beganAt: [atMs] });
        else label.broken = true;
        return;
      }
      case "not-hashed":
      case "key": {
        const { language = null, prints = [] } = takeOnly(label.hashed, open(0)) ?? {};
        if (found.length >= mostCompilations) {
          dropped = true;
          return;
        }
        const key = said.kind === "key" ? said.key : null;
        const known = { label: name, key, language, prints, compileMs: null, why: null };
        const member: Known = { ...known, group: newGroup() };
        member.group.members.push(member);
        found.push(member);
        if (key === null) member.group.ends.failed = 1;
        else push(label.waiting, { beganAt: [atMs], maybe: [member] });
        return;
      }
      case "looked-up": {
        const step = takeStep(label.waiting, open(said.ms));
        if (step === undefined) {
          label.broken = true;
          return;
        }
        const [first] = step.maybe;
        if (!first) return;
        first.group[said.found ? "hits" : "misses"] += 1;
        if (step.maybe.length === 1) first.why = said.why;
        if (!said.found) push(label.compiling, { beganAt: [atMs], maybe: step.maybe });
        return;
      }
      case "damaged":
        relookUp(label, found, name, atMs);
        return;
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
    return {
      complete,
      compilations: found.map((one) => {
        const label = labels.get(one.label);
        return conclude(one, label ?? newLabel(), complete);
      }),
    };
  };
  return { take, finish };
}

/** A hit whose entry turned out damaged is compiled after all. Without a doubt only when it is the label's last one. */
function relookUp(label: Label, found: readonly Known[], name: string, atMs: number): void {
  const one = found.findLast((known) => known.label === name);
  if (!one || one.group.members.length > 1 || one.group.hits !== 1) {
    label.broken = true;
    return;
  }
  one.group.hits = 0;
  one.group.misses = 1;
  one.why = "the entry is damaged";
  push(label.compiling, { beganAt: [atMs], maybe: [one] });
}

function conclude(one: Known, label: Label, complete: boolean): Compilation {
  const { key, language, prints, why, group } = one;
  const outcome = label.broken ? "unknown" : outcomeOf(group, complete && !label.stray);
  return {
    label: one.label,
    language,
    entry: key?.length === 64 ? `${key[0]}/${key[1]}/${key}` : null,
    outcome,
    compileMs: outcome === "unknown" || outcome === "hit" ? null : one.compileMs,
    why: outcome === "unknown" || outcome === "hit" ? null : why,
    prints,
  };
}
