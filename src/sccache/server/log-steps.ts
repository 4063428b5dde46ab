import type { Arguments, CompiledEnd } from "./log-lines.ts";

/** How far the time of a line and the duration that it names may be off, where times are exact, and otherwise. */
const slackMs = { exact: 100, cut: 1_100 };

/** When a step may have begun: more than one moment once a step that could have been another was taken. */
interface Begun {
  readonly beganAt: readonly number[];
}

/** When a step began by the line that ends it, and whether that is exact. */
interface When {
  readonly beganMs: number;
  readonly exact: boolean;
}

export interface Asked extends Arguments, Begun {}

export interface Known extends Arguments {
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
export interface Step {
  beganAt: readonly number[];
  maybe: readonly Known[];
}

/** What is under way under one label, step by step. */
export interface Label {
  readonly asked: Asked[];
  readonly hashed: Asked[];
  readonly waiting: Step[];
  readonly compiling: Step[];
  /** A line came that belongs to none of them: lines are missing, so what was told apart may be wrong. */
  broken: boolean;
  /** A compilation ended that none of them can be, by its time. */
  stray: boolean;
}

/** Compilations of one label that are under way at a time. Failed ones often end without a line, and stay here. */
const mostOpen = 256;

export function push<T>(list: T[], one: T): void {
  list.push(one);
  if (list.length > mostOpen) list.shift();
}

export function newLabel(): Label {
  return { asked: [], hashed: [], waiting: [], compiling: [], broken: false, stray: false };
}

/** Takes the one that must have begun then; of several that differ, nothing is known of each from now on. */
export function takeOnly(open: Asked[], when: When): Asked | undefined {
  const taken = takeFirst(open, when);
  if (!taken) return undefined;
  const { first, matching, beganAt } = taken;
  const isOne = matching.every(({ prints }) => prints.join("\n") === first.prints.join("\n"));
  const isSame = matching.every(({ language }) => language === first.language);
  const known = isOne ? {} : { language: isSame ? first.language : null, prints: [] };
  for (const one of matching.slice(1)) open[open.indexOf(one)] = { ...one, ...known, beganAt };
  return { ...first, ...known };
}

/** Takes the step that must have begun then; of several each may be any of them from now on. */
export function takeStep(open: Step[], when: When): Step | undefined {
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

/** `unknown` where lines of compilations of the same label cannot be told apart, or are missing. */
export type Outcome = "hit" | "miss" | "not-cacheable" | "failed" | "unknown";

/** What came of each of them; `sure` says that no line is missing. */
export function outcomeOf({ members, hits, misses, ends }: Group, sure: boolean): Outcome {
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

export function newGroup(): Group {
  return { members: [], hits: 0, misses: 0, ends: { stored: 0, failed: 0, "not-cacheable": 0 } };
}
