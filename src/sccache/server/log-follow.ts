import { type Arguments, readArguments } from "./log-arguments.ts";
import type { CompiledEnd, LogLine } from "./log-lines.ts";
import { allBegun, type Begun, matches } from "./log-steps.ts";

/** What the server did for one call of the compiler. */
export interface Compilation {
  /** The crate, or the name of the object file. Two compilations may have the same. */
  readonly label: string;
  readonly language: "rust" | "c" | null;
  /** Name of the entry in sccache's directory, or null where sccache got no key, or one of another kind. */
  readonly entry: string | null;
  /** `unknown` where lines of compilations of the same label cannot be told apart, or are missing. */
  readonly outcome: "hit" | "miss" | "not-cacheable" | "failed" | "unknown";
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

/** Makes compilations out of lines. */
export interface Follower {
  take(line: LogLine): void;
  /** `whole`: the log ended with a whole line. Undefined when compilations were seen, but no keys. */
  finish(whole: boolean): BuildLog | undefined;
}

/** More are not kept: a build of so many objects has a bundle of millions of files. */
const mostCompilations = 200_000;
/** Compilations of one label that are under way at a time. Failed ones often end without a line, and stay here. */
const mostOpen = 256;

interface Asked extends Arguments, Begun {}

interface Known extends Arguments {
  readonly label: string;
  /** Null where sccache could not make one: then nothing was looked up. */
  readonly key: string | null;
  compileMs: number | null;
  why: string | null;
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
interface Step {
  beganAt: readonly number[];
  maybe: readonly Known[];
}

/** What is under way under one label, step by step. */
interface Label {
  readonly asked: Asked[];
  readonly hashed: Asked[];
  readonly waiting: Step[];
  readonly compiling: Step[];
  /** A line came that belongs to none of them: lines are missing, so what was told apart may be wrong. */
  broken: boolean;
  /** A compilation ended that none of them can be, by its time. */
  stray: boolean;
}

/**
 * Follows the compilations of a log. Lines of compilations with the same label may interleave: which line is whose is told by the
 * step that is due, and by the time at which the step must have begun. What that leaves open stays unknown.
 */
export function follow(): Follower {
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

function outcomeOf({ members, hits, misses, ends }: Group, sure: boolean): Compilation["outcome"] {
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

/** Takes the one that must have begun then; of several that differ, nothing is known of each from now on. */
function takeOnly(open: Asked[], when: { beganMs: number; exact: boolean }): Asked | undefined {
  const matching = matches(open, when);
  const [first] = matching;
  if (!first) return undefined;
  open.splice(open.indexOf(first), 1);
  const beganAt = allBegun(matching);
  const isOne = matching.every(({ prints }) => prints.join("\n") === first.prints.join("\n"));
  const isSame = matching.every(({ language }) => language === first.language);
  const known = isOne ? {} : { language: isSame ? first.language : null, prints: [] };
  for (const one of matching.slice(1)) open[open.indexOf(one)] = { ...one, ...known, beganAt };
  return { ...first, ...known };
}

/** Takes the step that must have begun then; of several each may be any of them from now on. */
function takeStep(open: Step[], when: { beganMs: number; exact: boolean }): Step | undefined {
  const matching = matches(open, when);
  const [first] = matching;
  if (!first) return undefined;
  open.splice(open.indexOf(first), 1);
  const beganAt = allBegun(matching);
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

function push<T>(list: T[], one: T): void {
  list.push(one);
  if (list.length > mostOpen) list.shift();
}

function newLabel(): Label {
  return { asked: [], hashed: [], waiting: [], compiling: [], broken: false, stray: false };
}

function newGroup(): Group {
  return { members: [], hits: 0, misses: 0, ends: { stored: 0, failed: 0, "not-cacheable": 0 } };
}
