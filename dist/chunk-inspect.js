import { o as shareOf } from "./chunk-worth.js";
import { n as readContents, o as describeName } from "./chunk-read-manifest.js";
import { a as sumRawBytes } from "./chunk-segment-plan.js";
import { r as trustFrom } from "./chunk-signing.js";
import { t as count } from "./chunk-words.js";
import { n as sumBytes, t as formatSize } from "./chunk-size.js";
import { t as openZstd } from "./chunk-open.js";
import { n as namingFile, t as givenBundle } from "./chunk-given-bundle.js";
import { t as readReport } from "./chunk-report-file.js";
import { r as printJson } from "./chunk-terminal.js";
import { basename } from "node:path";
import { stat, writeFile } from "node:fs/promises";
// src/cli/commands/inspect.ts
/** What a bundle says of itself. */
const inspect = {
	positionals: ["FILE"],
	flags: [
		{
			name: "json",
			about: "Print the whole manifest as JSON."
		},
		{
			name: "html",
			value: "FILE",
			about: "Write a page with charts and a table of all entries to FILE."
		},
		{
			name: "report",
			value: "FILE",
			about: "For the page: a report that save --json has printed."
		}
	],
	async run(args, terminal) {
		const file = await givenBundle(args, terminal);
		const trust = trustFrom(terminal.env);
		const { manifest, signedFor } = await namingFile(file, readContents(file, openZstd().zstd, trust));
		const signature = signedFor ? {
			...signedFor,
			checked: trust !== void 0
		} : null;
		const { size } = await stat(file);
		const page = args.flag("html");
		if (page !== "") {
			const { renderPage } = await import("./chunk-page.js");
			const report = args.flag("report") === "" ? void 0 : await readReport(args.flag("report"));
			const bundle = {
				manifest,
				fileBytes: size
			};
			await writeFile(page, renderPage({
				title: basename(file),
				bundle,
				report
			}));
			terminal.say(`Wrote ${page}`);
		}
		if (args.isOn("json")) printJson(terminal, {
			fileBytes: size,
			signature,
			...manifest
		});
		else if (page === "") {
			const lines = contentsLines(manifest, {
				fileBytes: size,
				signature
			}, Date.now());
			for (const line of lines) terminal.list(line);
		}
		return 0;
	}
};
/** What a bundle holds crate by crate, the largest in the bundle first. */
function labelsOf(manifest) {
	const share = shareOf(manifest);
	return [...Map.groupBy(manifest.entries, ({ label }) => label)].map(([label, ofLabel]) => ({
		label,
		entries: ofLabel.length,
		rawBytes: sumBytes(ofLabel),
		/** Of the bundle, about: by raw size, segment by segment. */
		bundleBytes: Math.round(ofLabel.reduce((sum, entry) => sum + share(entry), 0)),
		/** Seconds since 1970. */
		lastUse: Math.max(...ofLabel.map(({ lastUse }) => lastUse))
	})).sort((a, b) => b.bundleBytes - a.bundleBytes);
}
/** What a bundle of `fileBytes` bytes says of itself, as lines for people. */
function contentsLines(manifest, { fileBytes, signature = null }, nowMs) {
	const { segments, entries, created, creator, sccacheVersion, toolchain, base, ref } = manifest;
	const rawBytes = sumRawBytes(segments);
	return [
		...[
			["creator", `${creator}, ${ago(created, nowMs)}`],
			["sccache", sccacheVersion],
			["toolchain", toolchain],
			["ref", ref],
			["base", base],
			["signed for", signature && `${describeName(signature)}${signature.checked ? "" : " (not checked)"}`],
			["environment", Object.keys(manifest.environment ?? {}).join(" ") || null],
			["size", `${formatSize(fileBytes)}, ${formatSize(rawBytes)} decoded: ${ratio(rawBytes, fileBytes)} to 1`]
		].flatMap(([name, fact]) => fact === null ? [] : [`${name.padEnd(11)} ${fact}`]),
		"",
		...table([
			[
				"crate",
				"entries",
				"decoded",
				"in bundle",
				"last use"
			],
			...labelsOf(manifest).map((one) => [
				one.label ?? "(no name)",
				String(one.entries),
				formatSize(one.rawBytes),
				formatSize(one.bundleBytes),
				ago(one.lastUse, nowMs)
			]),
			[
				"all",
				String(entries.length),
				formatSize(rawBytes),
				formatSize(fileBytes),
				""
			]
		]),
		"",
		...table([[
			"segment",
			"entries",
			"decoded",
			"in bundle",
			"ratio"
		], ...segments.map((segment, i) => [
			String(i),
			String(entries.filter((entry) => entry.segment === i).length),
			formatSize(segment.rawBytes),
			formatSize(segment.bytes),
			ratio(segment.rawBytes, segment.bytes)
		])])
	];
}
/** Rows as lines: the first column to the left, the others to the right. */
function table(rows) {
	const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
	return rows.map((row) => row.map((cell, i) => i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)).join("  ").trimEnd());
}
function ratio(raw, packed) {
	return packed === 0 ? "-" : (raw / packed).toFixed(1);
}
/** `3 days ago`, `5 hours ago`, `1 minute ago`; `just now` within a minute. */
function ago(seconds, nowMs) {
	const passed = nowMs / 1e3 - seconds;
	if (passed < 60) return "just now";
	const [size, unit] = passed >= 86400 ? [86400, "day"] : passed >= 3600 ? [3600, "hour"] : [60, "minute"];
	return `${count(Math.floor(passed / size), unit)} ago`;
}
export { inspect };
