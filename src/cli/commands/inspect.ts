import { stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { shareOf } from "../../budget/worth.ts";
import type { Manifest } from "../../bundle/format/manifest.ts";
import { readContents } from "../../bundle/format/read-manifest.ts";
import { describeName, type SignedName } from "../../bundle/format/signature.ts";
import { sumRawBytes } from "../../bundle/segment-plan.ts";
import { trustFrom } from "../../flow/signing.ts";
import { count } from "../../report/words.ts";
import { formatSize, sumBytes } from "../../size.ts";
import { openZstd } from "../../zstd/open.ts";
import type { Command } from "../command.ts";
import { givenBundle, namingFile } from "../given-bundle.ts";
import { readReport } from "../report-file.ts";
import { printJson } from "../terminal.ts";

/** What a bundle says of itself. */
export const inspect: Command = {
  positionals: ["FILE"],
  flags: [
    { name: "json", about: "Print the whole manifest as JSON." },
    { name: "html", value: "FILE", about: "Write a page with charts and a table of all entries to FILE." },
    { name: "report", value: "FILE", about: "For the page: a report that save --json has printed." },
  ],

  async run(args, terminal) {
    const file = await givenBundle(args, terminal);
    const trust = trustFrom(terminal.env);
    const { manifest, signedFor } = await namingFile(file, readContents(file, openZstd().zstd, trust));
    const signature = signedFor ? { ...signedFor, checked: trust !== undefined } : null;
    const { size } = await stat(file);
    const page = args.flag("html");
    if (page !== "") {
      const { renderPage } = await import("../../report/html/page.ts");
      const report = args.flag("report") === "" ? undefined : await readReport(args.flag("report"));
      const bundle = { manifest, fileBytes: size };
      await writeFile(page, renderPage({ title: basename(file), bundle, report }));
      terminal.say(`Wrote ${page}`);
    }
    if (args.isOn("json")) printJson(terminal, { fileBytes: size, signature, ...manifest });
    else if (page === "") {
      const lines = contentsLines(manifest, { fileBytes: size, signature }, Date.now());
      for (const line of lines) terminal.list(line);
    }
    return 0;
  },
};

/** What a bundle holds crate by crate, the largest in the bundle first. */
export function labelsOf(manifest: Manifest) {
  const share = shareOf(manifest);
  const labels = [...Map.groupBy(manifest.entries, ({ label }) => label)].map(([label, ofLabel]) => ({
    label,
    entries: ofLabel.length,
    rawBytes: sumBytes(ofLabel),
    /** Of the bundle, about: by raw size, segment by segment. */
    bundleBytes: Math.round(ofLabel.reduce((sum, entry) => sum + share(entry), 0)),
    /** Seconds since 1970. */
    lastUse: Math.max(...ofLabel.map(({ lastUse }) => lastUse)),
  }));
  return labels.sort((a, b) => b.bundleBytes - a.bundleBytes);
}

/** For what a bundle is signed, and whether the signature was held against the keys of the environment. */
type ShownSignature = SignedName & { readonly checked: boolean };

/** What a bundle of `fileBytes` bytes says of itself, as lines for people. */
export function contentsLines(
  manifest: Manifest,
  { fileBytes, signature = null }: { readonly fileBytes: number; readonly signature?: ShownSignature | null },
  nowMs: number,
): string[] {
  const { segments, entries, created, creator, sccacheVersion, toolchain, base, ref } = manifest;
  const rawBytes = sumRawBytes(segments);
  const facts: readonly (readonly [string, string | null])[] = [
    ["creator", `${creator}, ${ago(created, nowMs)}`],
    ["sccache", sccacheVersion],
    ["toolchain", toolchain],
    ["ref", ref],
    ["base", base],
    ["signed for", signature && `${describeName(signature)}${signature.checked ? "" : " (not checked)"}`],
    ["environment", Object.keys(manifest.environment ?? {}).join(" ") || null],
    ["size", `${formatSize(fileBytes)}, ${formatSize(rawBytes)} decoded: ${ratio(rawBytes, fileBytes)} to 1`],
  ];
  return [
    ...facts.flatMap(([name, fact]) => (fact === null ? [] : [`${name.padEnd(11)} ${fact}`])),
    "",
    ...table([
      ["crate", "entries", "decoded", "in bundle", "last use"],
      ...labelsOf(manifest).map((one) => [
        one.label ?? "(no name)",
        String(one.entries),
        formatSize(one.rawBytes),
        formatSize(one.bundleBytes),
        ago(one.lastUse, nowMs),
      ]),
      ["all", String(entries.length), formatSize(rawBytes), formatSize(fileBytes), ""],
    ]),
    "",
    ...table([
      ["segment", "entries", "decoded", "in bundle", "ratio"],
      ...segments.map((segment, i) => [
        String(i),
        String(entries.filter((entry) => entry.segment === i).length),
        formatSize(segment.rawBytes),
        formatSize(segment.bytes),
        ratio(segment.rawBytes, segment.bytes),
      ]),
    ]),
  ];
}

/** Rows as lines: the first column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

function ratio(raw: number, packed: number): string {
  return packed === 0 ? "-" : (raw / packed).toFixed(1);
}

/** `3 days ago`, `5 hours ago`, `1 minute ago`; `just now` within a minute. */
export function ago(seconds: number, nowMs: number): string {
  const passed = nowMs / 1000 - seconds;
  if (passed < 60) return "just now";
  const [size, unit] = passed >= 86_400 ? [86_400, "day"] : passed >= 3600 ? [3600, "hour"] : [60, "minute"];
  return `${count(Math.floor(passed / size), unit)} ago`;
}
