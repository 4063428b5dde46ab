import { code, folded, plain, table } from "./foreign.ts";
import { enough } from "./make-report.ts";
import type { BudgetReport, Phase, Report } from "./report.ts";
import { count, duration, firstOf, formatSize, mermaidLine, percent, rateOf } from "./words.ts";

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
    .map((cause) => [
      plain(cause.detail),
      cause.compilations === null ? "" : String(cause.compilations),
      cause.seconds === null ? "" : duration(cause.seconds),
      firstOf(cause.labels, 5, code),
      plain(cause.remedy ?? ""),
    ]);
  const head = ["cause", "compilations", "compiling", "of", "what to do"];
  return [folded("Why compilations missed", table(head, "lrrll", rows))];
}

function missedSection({ build }: Report): string[] {
  const missed = build?.missed ?? [];
  if (missed.length <= 8) return []; // the row has them all
  const rows = missed
    .slice(0, mostRows)
    .map(({ label, compilations, seconds }) => [
      code(label),
      String(compilations),
      seconds === null ? "not known" : duration(seconds),
    ]);
  const more =
    missed.length > mostRows ? `\n\n${missed.length - mostRows} more are in the report as JSON.` : "";
  return [folded("Missed, by crate or source", table(["", "compilations", "compiling"], "lrr", rows) + more)];
}

function languagesSection({ build }: Report): string[] {
  const counts = build?.counts;
  if (!counts) return [];
  const rows = counts.languages
    .slice(0, mostRows)
    .map(({ language, hits, misses }) => [
      plain(language),
      String(hits),
      String(misses),
      hits + misses > 0 ? percent(hits / (hits + misses)) : "",
    ]);
  const facts: (readonly [string, string])[] = [
    ["calls of sccache", String(counts.requests)],
    ["cache errors", String(counts.errors)],
    ["write errors", String(counts.writeErrors)],
    ["compilations that failed", String(counts.compileFails)],
    ...counts.notCacheable
      .slice(0, mostRows)
      .map(({ reason, calls }) => [`not cacheable: ${code(reason)}`, String(calls)] as const),
    ["sccache's cache", code(counts.location)],
  ];
  const languages = table(["language", "hits", "misses", "hit rate"], "lrrr", rows);
  return [folded("Languages and counts", `${languages}\n\n${table(["", ""], "lr", facts)}`)];
}

function budgetSection({ save }: Report): string[] {
  const budget = save?.budget;
  if (!budget) return [];
  const rows = [
    ...budget.kept.map((one) => ["kept", one] as const),
    ...budget.evicted.map((one) => ["removed", one] as const),
  ].map(([what, { entries, bytes, why }]) => [what, String(entries), formatSize(bytes), plain(why)]);
  const limit = budget.limitedBy === null ? "" : `, because ${plain(budget.limitedBy)}`;
  return [
    folded(
      "Budget: what was kept and removed",
      [
        `Budget: ${formatSize(budget.budgetBytes)}${limit}. Entries that this run did not use are ` +
          `${budget.unused.drop ? "removed" : "kept while they fit"}: ${plain(budget.unused.why)}.`,
        table(["", "entries", "in the bundle", "why"], "lrrl", rows),
        ...curvePart(budget),
      ].join("\n\n"),
    ),
  ];
}

function curvePart({ curve, budgetBytes }: BudgetReport): string[] {
  const best = enough(curve);
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
    String(entries),
  ]);
  return [`**Other budgets:** ${verdict}`, table(["max-size", "hits kept", "entries"], "rrr", rows)];
}

function trendSection({ history }: Report): string[] {
  const known = history.map(rateOf).filter((rate) => rate !== undefined);
  if (known.length < 2) return [];
  const label = (endedAt: number) => new Date(endedAt * 1000).toISOString().slice(5, 16).replace("T", " ");
  const chart = mermaidLine("Hit rate", "run", known);
  const rows = history
    .toReversed()
    .map((run) => [
      `${label(run.endedAt)} UTC`,
      rateText(rateOf(run)),
      run.savedMs === null ? "" : duration(run.savedMs / 1000),
      run.restoreMs === null ? "" : duration(run.restoreMs / 1000),
      run.bundleBytes === null ? "" : formatSize(run.bundleBytes),
    ]);
  const head = ["run", "hit rate", "compiling saved", "restore", "bundle"];
  return [folded(`The last ${count(history.length, "run")}`, `${chart}\n\n${table(head, "lrrrr", rows)}`)];
}

function rateText(rate: number | undefined): string {
  return rate === undefined ? "not known" : percent(rate);
}

function timesSection({ restore, save }: Report): string[] {
  const rows = [...phaseRows("restore", restore?.phases ?? []), ...phaseRows("save", save?.phases ?? [])];
  return rows.length > 0
    ? [folded("Where the time was spent", table(["step", "phase", "time"], "llr", rows))]
    : [];
}

function phaseRows(step: string, phases: readonly Phase[]): string[][] {
  return phases.slice(0, mostRows).map(({ name, seconds }) => [step, plain(name), duration(seconds)]);
}

function keySection({ key, store }: Report): string {
  const rows = key.explanation.slice(0, mostRows).map(({ part, from }) => [code(part), plain(from)]);
  const body = [
    `Key ${code(key.primary)} in the store ${code(store)}.`,
    table(["part", "from"], "ll", rows),
    ...(key.fallbacks.length > 0
      ? [
          `Falls back to:\n${key.fallbacks
            .slice(0, mostRows)
            .map((one) => `- ${code(`${one}*`)}`)
            .join("\n")}`,
        ]
      : []),
  ];
  return folded("The key and what it is made of", body.join("\n\n"));
}
