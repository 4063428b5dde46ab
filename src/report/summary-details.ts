import { formatSize } from "../size.ts";
import { code, folded, plain, table } from "./foreign.ts";
import { rateOf } from "./hits.ts";
import type { BudgetReport, Report } from "./report.ts";
import { mermaidLine } from "./text-charts.ts";
import { count, duration, firstOf, ifKnown, percent } from "./words.ts";

/** What the summary folds away, a section each, the most useful first. */
export function details(report: Report): string[] {
  return [
    ...causesSection(report),
    ...missedSection(report),
    ...languagesSection(report),
    ...budgetSection(report),
    ...trendSection(report),
    ...timesSection(report),
    keySection(report),
  ];
}

const mostRows = 50;

function causesSection({ explanation }: Report): string[] {
  const causes = explanation?.causes ?? [];
  if (causes.length === 0) return [];
  const rows = causes
    .slice(0, mostRows)
    .map(({ detail, compilations, seconds, labels, remedy }) => [
      plain(detail),
      ifKnown(compilations, String, ""),
      ifKnown(seconds, duration, ""),
      firstOf(labels, 5, code),
      plain(remedy ?? ""),
    ]);
  const head = ["cause", "compilations", "compiling", "of", "what to do"];
  return [folded("Why compilations missed", table(head, "lrrll", rows) + moreThanRows(causes))];
}

function missedSection({ build }: Report): string[] {
  const missed = build?.missed ?? [];
  if (missed.length <= 8) return []; // the row has them all
  const rows = missed
    .slice(0, mostRows)
    .map(({ label, compilations, seconds }) => [code(label), compilations, ifKnown(seconds, duration)]);
  const head = ["", "compilations", "compiling"];
  return [folded("Missed, by crate or source", table(head, "lrr", rows) + moreThanRows(missed))];
}

/** What follows a table that leaves some of its rows out. */
function moreThanRows({ length }: readonly unknown[]): string {
  return length > mostRows ? `\n\n${length - mostRows} more are in the report as JSON.` : "";
}

function languagesSection({ build }: Report): string[] {
  const counts = build?.counts;
  if (!counts) return [];
  const rows = counts.languages
    .slice(0, mostRows)
    .map((one) => [plain(one.language), one.hits, one.misses, ifKnown(rateOf(one), percent, "")]);
  const facts: (readonly [string, number | string])[] = [
    ["calls of sccache", counts.requests],
    ["cache errors", counts.errors],
    ["write errors", counts.writeErrors],
    ["compilations that failed", counts.compileFails],
    ...counts.notCacheable
      .slice(0, mostRows)
      .map(({ reason, calls }) => [`not cacheable: ${code(reason)}`, calls] as const),
    ["sccache's cache", code(counts.location)],
  ];
  const languages = table(["language", "hits", "misses", "hit rate"], "lrrr", rows);
  return [folded("Languages and counts", `${languages}\n\n${table(["", ""], "lr", facts)}`)];
}

function budgetSection({ save }: Report): string[] {
  const budget = save?.budget;
  if (!budget) return [];
  const rows = Object.entries({ kept: budget.kept, removed: budget.evicted }).flatMap(([what, tallies]) =>
    tallies.map(({ entries, bytes, why }) => [what, entries, formatSize(bytes), plain(why)]),
  );
  const limit = budget.limitedBy === null ? "" : `, because ${plain(budget.limitedBy)}`;
  const parts = [
    `Budget: ${formatSize(budget.budgetBytes)}${limit}. Entries that this run did not use are ` +
      `${budget.unused.drop ? "removed" : "kept while they fit"}: ${plain(budget.unused.why)}.`,
    table(["", "entries", "in the bundle", "why"], "lrrl", rows),
    ...curvePart(budget),
  ];
  return [folded("Budget: what was kept and removed", parts.join("\n\n"))];
}

function curvePart({ curve, budgetBytes }: BudgetReport): string[] {
  const best = curve.find(({ hitShare }) => hitShare === curve.at(-1)?.hitShare);
  if (!best) return [];
  // Rows that say the same as the one before tell nothing.
  const distinct = curve.filter(({ hitShare }, i) => i === 0 || hitShare !== curve[i - 1]?.hitShare);
  const verdict =
    best.budgetBytes <= budgetBytes
      ? `${formatSize(best.budgetBytes)} would be enough for all that this run used.`
      : `All that this run used needs ${formatSize(best.budgetBytes)}.`;
  const rows = distinct.map(({ budgetBytes: bytes, hitShare, entries }) => [
    formatSize(bytes),
    `${Math.floor(hitShare * 100)} %`,
    entries,
  ]);
  return [`**Other budgets:** ${verdict}`, table(["max-size", "hits kept", "entries"], "rrr", rows)];
}

function trendSection({ history }: Report): string[] {
  const known = history.map(rateOf).filter((rate) => rate !== undefined);
  if (known.length < 2) return [];
  const ended = (seconds: number) => new Date(seconds * 1000).toISOString().slice(5, 16).replace("T", " ");
  const took = (ms: number) => duration(ms / 1000);
  const rows = history
    .toReversed()
    .map((run) => [
      `${ended(run.endedAt)} UTC`,
      ifKnown(rateOf(run), percent),
      ifKnown(run.savedMs, took, ""),
      ifKnown(run.restoreMs, took, ""),
      ifKnown(run.bundleBytes, formatSize, ""),
    ]);
  const head = ["run", "hit rate", "compiling saved", "restore", "bundle"];
  const chart = mermaidLine("Hit rate", "run", known);
  return [folded(`The last ${count(history.length, "run")}`, `${chart}\n\n${table(head, "lrrrr", rows)}`)];
}

function timesSection({ restore, save }: Report): string[] {
  const rows = Object.entries({ restore, save }).flatMap(([step, done]) =>
    (done?.phases ?? []).map(({ name, seconds }) => [step, plain(name), duration(seconds)]),
  );
  if (rows.length === 0) return [];
  return [folded("Where the time was spent", table(["step", "phase", "time"], "llr", rows))];
}

function keySection({ key, store }: Report): string {
  const rows = key.explanation.slice(0, mostRows).map(({ part, from }) => [code(part), plain(from)]);
  const fallbacks = key.fallbacks.slice(0, mostRows).map((one) => `\n- ${code(`${one}*`)}`);
  const body = [
    `Key ${code(key.primary)} in the store ${code(store)}.`,
    table(["part", "from"], "ll", rows),
    ...(fallbacks.length > 0 ? [`Falls back to:${fallbacks.join("")}`] : []),
  ];
  return folded("The key and what it is made of", body.join("\n\n"));
}
