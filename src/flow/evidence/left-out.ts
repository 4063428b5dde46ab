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

/** What of `all` is not restored: what does not fit of the `usable` entries, by what limits, and what is of no use here. */
export function leftOutOf(
  all: Named,
  { usable, chosen, limitedBy }: { usable: Named; chosen: Named; limitedBy: LeftOutReason },
): LeftOut {
  const [fits, isUsable] = [chosen, usable].map((entries) => new Set(entries.map(({ name }) => name)));
  const others = all.filter(({ name }) => !fits?.has(name));
  return new Map(others.map(({ name }) => [name, isUsable?.has(name) ? limitedBy : "other-version"]));
}
