import { formatSize } from "../size.ts";

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

/** `value` in words, or `otherwise` where it is null or undefined. */
export function ifKnown<T>(
  value: T | null | undefined,
  words: (value: T) => string,
  otherwise = "not known",
): string {
  return value === null || value === undefined ? otherwise : words(value);
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

/** How many newer bundles one was united with, for the end of a line. */
export function unitedWith({ length }: readonly string[]): string {
  return length > 0 ? `, united with ${count(length, "newer bundle")}` : "";
}

/** What is known, for the end of a line; nothing where nothing is. */
export function inParentheses(text: string): string {
  return text && ` (${text})`;
}

/** The last part of a ref that people know: `main`, `pull request 7`, `tag v1`. */
export function refName(ref: string): string {
  const pull = /^(?:refs\/)?pull\/(\d+)\//.exec(ref)?.[1];
  if (pull) return `pull request ${pull}`;
  const tag = /^(?:refs\/)?tags\/(.+)/.exec(ref)?.[1];
  return tag ? `tag ${tag}` : ref.replace(/^(?:refs\/)?heads\//, "");
}
