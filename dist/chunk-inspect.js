import { a as sumBytes } from "./chunk-room.js";
import { o as shareOf } from "./chunk-worth.js";
import { n as readContents, o as describeName } from "./chunk-read-manifest.js";
import { r as trustFrom } from "./chunk-signing.js";
import { l as count, p as formatSize } from "./chunk-foreign.js";
import { t as openZstd } from "./chunk-open.js";
import { c as namingFile, r as printJson, s as givenBundle } from "./chunk-terminal.js";
import { t as readReport } from "./chunk-report-file.js";
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
			about: "For the page: a report that `save --json` has printed"
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
	const rawBytes = segments.reduce((sum, segment) => sum + segment.rawBytes, 0);
	return [
		...[
			["creator", `${creator}, ${age(created, nowMs)} ago`],
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
				`${age(one.lastUse, nowMs)} ago`
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
/** `3 days`, `5 hours`, `1 minute`. */
function age(seconds, nowMs) {
	const passed = Math.max(0, nowMs / 1e3 - seconds);
	const [size, unit] = passed >= 86400 ? [86400, "day"] : passed >= 3600 ? [3600, "hour"] : [60, "minute"];
	return count(Math.floor(passed / size), unit);
}
export { inspect };
