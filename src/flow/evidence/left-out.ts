import { type LeftOutReason, leftOutReasons } from "../../report/explain/past-index.ts";

type Named = readonly { readonly name: string }[];

/** Names of entries that a restore left out of a bundle, each with why. */
export type LeftOut = ReadonlyMap<string, LeftOutReason>;

/** The text of the file that hands over what was left out: names by reason. */
export function leftOutToJson(leftOut: LeftOut): string {
  const byReason = Map.groupBy(leftOut.keys(), (name) => leftOut.get(name));
  return JSON.stringify(Object.fromEntries(byReason));
}

/** What `leftOutToJson` wrote. @throws {SyntaxError} for what is no JSON */
export function leftOutFromJson(text: string): LeftOut {
  const byReason: Partial<Record<LeftOutReason, string[]>> = JSON.parse(text);
  return new Map(leftOutReasons.flatMap((why) => (byReason[why] ?? []).map((name) => [name, why] as const)));
}

/**
 * What of `all` is not restored: what does not fit of the `usable` entries, by what limits, and what is of no use here, also of
 * what `runs` on this CPU.
 */
export function leftOutOf(
  all: Named,
  {
    runs,
    usable,
    chosen,
    limitedBy,
  }: Record<"runs" | "usable" | "chosen", Named> & { limitedBy: LeftOutReason },
): LeftOut {
  const [fits, isUsable, isForUs] = [chosen, usable, runs].map(
    (some) => new Set(some.map(({ name }) => name)),
  );
  const others = all.filter(({ name }) => !fits?.has(name));
  const whyOf = (name: string) =>
    isUsable?.has(name) ? limitedBy : isForUs?.has(name) ? "other-version" : "other-cpu";
  return new Map(others.map(({ name }) => [name, whyOf(name)]));
}
