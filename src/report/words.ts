import type { WarningTopic } from "../log.ts";
import type { RunSummary } from "./report.ts";

/** `1 entry`, `2 entries`, `20,000 entries`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}

/** `1 entry`, `2 entries`. */
export function entryCount(number: number): string {
  return count(number, "entry", "entries");
}

/** A share as per cent with one digit; 100 % only when it is all. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(share === 1 ? 0 : 1)} %`;
}

/** `0.4 s`, `12 s`, `1 min 22 s`, `2 h 5 min`: two units at most. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const [large, small, factor] = whole < 3600 ? ["min", "s", 60] : ["h", "min", 3600];
  const rest = Math.floor((whole % factor) / (factor / 60));
  return `${Math.floor(whole / factor)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}

/** The sum of the times that are known, in seconds; null where none is. */
export function secondsOf(times: readonly (number | null)[]): number | null {
  const known = times.filter((ms) => ms !== null);
  return known.length > 0 ? known.reduce((sum, ms) => sum + ms, 0) / 1000 : null;
}

/** `value` in words, or `otherwise` where it is null or undefined. */
export function ifKnown<T>(
  value: T | null | undefined,
  words: (value: T) => string,
  otherwise = "not known",
): string {
  return value === null || value === undefined ? otherwise : words(value);
}

/** A size for people, in powers of 1000 with three significant digits: `58.8 MB`, `999 B`. */
export function formatSize(bytes: number): string {
  const names = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < names.length - 1) {
    value /= 1000;
    unit += 1;
  }
  if (unit === 0) return `${Math.round(value)} B`;
  const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${names[unit]}`;
}

/** Whether so many of `whole` are known that a sum over them stands for all. */
export function isNearlyAll(known: number, whole: number): boolean {
  return known >= 0.9 * whole;
}

/** `58.8 MB of 500 MB (11.7 %)`. */
export function sizeWithShare(bytes: number, budgetBytes: number): string {
  const of = `${formatSize(bytes)} of ${formatSize(budgetBytes)}`;
  return budgetBytes > 0 ? `${of} (${percent(bytes / budgetBytes)})` : of;
}

/** The first `most` of `list` in words, and how many more there are: `a, b and 3 more`. */
export function firstOf<T>(
  list: readonly T[],
  most: number,
  describe: (one: T) => string = String,
  separator = ", ",
): string {
  const words = list.slice(0, most).map(describe).join(separator);
  const more = list.length - most;
  return more > 0 ? `${words} and ${more} more` : words;
}

/** The last part of a ref that people know: `main`, `pull request 7`, `tag v1`. */
export function refName(ref: string): string {
  const pull = /^(?:refs\/)?pull\/(\d+)\//.exec(ref)?.[1];
  if (pull) return `pull request ${pull}`;
  const tag = /^(?:refs\/)?tags\/(.+)/.exec(ref)?.[1];
  return tag ? `tag ${tag}` : ref.replace(/^(?:refs\/)?heads\//, "");
}

/** Where docs/faq.md explains a warning, a failure, a cause of misses or an advice: each has an anchor of its name there. */
export function helpUrl(kind: string): string {
  return `https://github.com/sccache-bundle/sccache-bundle/blob/main/docs/faq.md#${kind}`;
}

/** A warning as it is printed, with a link to what docs/faq.md says about its topic. */
export function withHelp(text: string, topic: WarningTopic): string {
  return `${text.replace(/\.$/, "")}. Help: ${helpUrl(topic)}`;
}

const steps = "▁▂▃▄▅▆▇█";

/** A character for each share from 0 to 1: the higher, the larger; `·` where it is not known. */
export function sparkline(shares: readonly (number | undefined)[]): string {
  return shares
    .map((share) =>
      share === undefined ? "·" : steps[Math.min(steps.length - 1, Math.floor(share * steps.length))],
    )
    .join("");
}

/** The hit rate of a run, or undefined where nothing was counted. */
export function rateOf({ hits, misses }: Pick<RunSummary, "hits" | "misses">): number | undefined {
  if (hits === null || misses === null || hits + misses === 0) return undefined;
  return hits / (hits + misses);
}

const cells = 20;

/** A bar for parts of a whole, each with its own character; what is left is `rest`. */
export function bar(parts: readonly { readonly share: number; readonly fill: string }[], rest = "░"): string {
  let text = "";
  let share = 0;
  for (const part of parts) {
    share = Math.min(1, share + Math.max(0, part.share));
    const end = Math.round(share * cells);
    // What is there at all is seen.
    const wanted = Math.max(end - text.length, part.share > 0 && text.length < cells ? 1 : 0);
    text += part.fill.repeat(wanted);
  }
  return text.padEnd(cells, rest);
}

/** A colour that is seen on white and on black: Mermaid's own is hardly seen on either. */
const chartSettings =
  '%%{init: {"xyChart": {"height": 260}, "themeVariables": {"xyChart": {"plotColorPalette": "#2f81f7"}}}}%%';

/**
 * A line chart that GitHub draws, and that can be read as a list of numbers elsewhere. `shares` are from 0 to 1, at least
 * two. Points are numbered, since thirty names would lie on top of each other.
 */
export function mermaidLine(title: string, points: string, shares: readonly number[]): string {
  return [
    "```mermaid",
    chartSettings,
    "xychart-beta",
    `  title "${title}"`,
    `  x-axis "${points}" [${shares.map((_, i) => i + 1).join(", ")}]`,
    `  y-axis "%" 0 --> 100`,
    `  line [${shares.map((share) => Math.round(share * 1000) / 10).join(", ")}]`,
    "```",
  ].join("\n");
}

/** `; did you mean NAME?` for the one of `names` that is nearest to `given`, or the empty string when none is near. */
export function didYouMean(given: string, names: readonly string[]): string {
  const [nearest] = names
    .map((name) => ({ name, distance: distanceOf(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const most = Math.max(1, Math.floor(given.replace(/^-+/, "").length / 3));
  return nearest && nearest.distance <= most ? `; did you mean ${nearest.name}?` : "";
}

/** How many characters must be added, removed or replaced to get from one text to the other. */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
