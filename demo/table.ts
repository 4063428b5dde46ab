import { percent } from "../src/report/words.ts";
import { formatSize } from "../src/size.ts";
import type { JobResult } from "./job.ts";

/** Jobs side by side, for a terminal. */
export function jobTable(jobs: readonly { readonly name: string; readonly result: JobResult }[]): string {
  const rows: [string, (job: JobResult) => string][] = [
    ["restore", ({ restoreSeconds }) => seconds(restoreSeconds)],
    ["build", ({ buildSeconds }) => seconds(buildSeconds)],
    ["save", ({ saveSeconds }) => seconds(saveSeconds)],
    ["hits", ({ saved }) => String(saved.build?.counts?.hits ?? "?")],
    ["misses", ({ saved }) => String(saved.build?.counts?.misses ?? "?")],
    ["hit rate", (job) => percent(rateOf(job))],
    ["entries in the directory", ({ saved }) => String(saved.save?.entries.total ?? "?")],
    ["size of the directory", ({ saved }) => formatSize(saved.save?.entries.totalBytes ?? 0)],
    ["bundle downloaded", ({ requests }) => formatSize(requests.bytesDown)],
    ["bundle uploaded", ({ requests }) => formatSize(requests.bytesUp)],
    ["requests to the store", requestsCell],
  ];
  const cells = [
    ["", ...jobs.map(({ name }) => name)],
    ...rows.map(([name, cell]) => [name, ...jobs.map(({ result }) => cell(result))]),
  ];
  const widths = [...(cells[0] ?? [])].map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const lines = cells.map((row) =>
    row.map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join("   "),
  );
  const rule = "-".repeat(lines[0]?.length ?? 0);
  return [lines[0], rule, ...lines.slice(1)].join("\n");
}

/** Hits among the lookups of a job's build, from 0 to 1; 0 where sccache was not asked. */
export function rateOf({ saved }: JobResult): number {
  const { hits = 0, misses = 0 } = saved.build?.counts ?? {};
  return hits + misses > 0 ? hits / (hits + misses) : 0;
}

function requestsCell({ requests }: JobResult): string {
  const counts = { lookup: requests.lookups, fetch: requests.fetches, put: requests.puts };
  const made = Object.entries(counts).filter(([, count]) => count > 0);
  return made.map(([name, count]) => `${count} ${name}`).join(", ") || "none";
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}
