import { r as fillPlaceholders } from "./chunk-config.js";
import { createHash } from "node:crypto";
// src/key/parts.ts
/** Stands for a job or a matrix job where there is none. */
const any = "any";
/** In the place of the matrix where `shared-key` is in the place of the job; no matrix job is called so. */
const noMatrix = "shared";
/** The family that these ingredients belong to. */
function familyParts(ingredients) {
	const { prefix, os, arch } = ingredients;
	return {
		prefix: {
			part: word(prefix),
			from: `key-prefix ${prefix}`
		},
		os: {
			part: word(os),
			from: "operating system"
		},
		arch: {
			part: word(arch),
			from: "architecture"
		},
		toolchain: toolchainPart(ingredients),
		...jobParts(ingredients)
	};
}
function jobParts({ sharedKey, workflow, job, matrix }) {
	if (sharedKey !== void 0) return {
		job: {
			part: word(sharedKey),
			from: `shared-key ${sharedKey}`
		},
		matrix: {
			part: noMatrix,
			from: "shared-key"
		}
	};
	const one = matrix === void 0 ? void 0 : {
		part: `m${fingerprint(matrix)}`,
		from: matrix
	};
	return {
		job: jobPart(workflow, job),
		matrix: one ?? {
			part: any,
			from: "no matrix"
		}
	};
}
function jobPart(workflow, job) {
	if (job === void 0) return {
		part: any,
		from: "any job"
	};
	if (workflow === void 0) return {
		part: word(job),
		from: `job ${job}`
	};
	return {
		part: word(`${workflow}.${job}`),
		from: `job ${job} of workflow ${workflow}`
	};
}
/**
* The compiler that a text printed by `rustc -vV` names, or undefined when it is not such a text.
* Format: https://doc.rust-lang.org/rustc/command-line-arguments.html#-v--verbose-use-verbose-output
*/
function parseToolchain(text) {
	const title = /^rustc .{1,200}$/m.exec(text)?.[0];
	const release = /^release: ([A-Za-z0-9.+-]{1,60})$/m.exec(text)?.[1];
	const commit = /^commit-hash: ([0-9a-f]{7,64})$/m.exec(text)?.[1];
	return title && release ? {
		title,
		release,
		commit
	} : void 0;
}
/** Whether compiler flags ask for the machine's own instruction set, so that objects fit only machines like it. */
function wantsNativeCode(flags) {
	return /target-cpu=native\b/.test(flags) || /-(march|mcpu)=native\b/.test(flags);
}
/** The part of a key for all that compiles: rustc, the C compiler, and the CPU where code is made for it alone. */
function toolchainPart({ toolchain, compiler, cpu }) {
	const parts = [];
	if (toolchain) {
		const commit = toolchain.commit ? `.${toolchain.commit.slice(0, 9)}` : "";
		parts.push({
			part: `rust${word(toolchain.release)}${commit}`,
			from: toolchain.title
		});
	}
	if (compiler !== void 0) parts.push({
		part: `cc.${fingerprint(compiler)}`,
		from: compiler
	});
	if (parts.length === 0) parts.push({
		part: "norust",
		from: "no rustc found"
	});
	if (cpu !== void 0) parts.push({
		part: `cpu.${fingerprint(cpu.model)}`,
		from: `${cpu.model} (${cpu.why})`
	});
	return {
		part: parts.map(({ part }) => part).join("_"),
		from: parts.map(({ from }) => from).join(", ")
	};
}
/** How each strategy ends its keys, before the digest. */
const endings = {
	lockfile: (ingredients) => ({
		...lockfilesPart(ingredients),
		once: false
	}),
	"lockfile-once": (ingredients) => ({
		...lockfilesPart(ingredients),
		once: true
	}),
	rolling: () => ({
		part: "rolling",
		from: "strategy rolling",
		once: false
	}),
	daily: ({ nowMs }) => ({
		part: `d${dayOf(nowMs)}`,
		from: "UTC date",
		once: true
	}),
	weekly: ({ nowMs }) => ({
		part: weekOf(nowMs),
		from: "ISO week, UTC",
		once: true
	}),
	commit: ({ revision }) => ({
		part: `c${(revision.sha ?? "none").slice(0, 12)}`,
		from: revision.sha === void 0 ? "no commit known" : `commit ${revision.sha}`,
		once: true
	}),
	branch: ({ revision: { ref, defaultBranch } }) => ({
		part: `b${word((ref ?? "none").replace(/^refs\/(heads|tags)\//, ""))}`,
		from: ref === void 0 ? "no ref known" : `ref ${ref}`,
		once: false,
		fallback: defaultBranch === void 0 ? void 0 : `b${word(defaultBranch)}`
	})
};
/** The lockfiles' part of a key: 16 hex digits of their hash. */
function lockfilesPart({ lockfiles: { files, sha256 } }) {
	const shown = files.slice(0, 3).join(", ");
	const more = files.length > 3 ? ` and ${files.length - 3} more` : "";
	return {
		part: sha256.slice(0, 16),
		from: files.length === 0 ? "no lockfile found" : `lockfiles ${shown}${more}`
	};
}
/** The UTC date of an instant, as `20261123`. */
function dayOf(ms) {
	return new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");
}
/**
* The ISO week of an instant in UTC, as `2026w48`: the week that holds the year's first Thursday is its first, and the
* year is that of the week's Thursday. https://en.wikipedia.org/wiki/ISO_week_date
*/
function weekOf(ms) {
	const date = new Date(ms);
	const weekday = (date.getUTCDay() + 6) % 7;
	const thursday = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3);
	const year = new Date(thursday).getUTCFullYear();
	const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / 6048e5);
	return `${year}w${String(week).padStart(2, "0")}`;
}
const longest = 40;
/** 8 hex digits of SHA-256: tells texts apart in a short name; two different texts may rarely share one. */
function fingerprint(text) {
	return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
/**
* `text` as one part of a key: at most 49 characters of `a-z`, digits, dot and underscore. A text that loses characters
* gets a fingerprint, so that different texts differ; only case, dashes and underscores count as the same. Lower case,
* since some cache servers give keys back in it.
*/
function word(text) {
	const plain = text.replaceAll("-", "_").toLowerCase();
	const clean = plain.replace(/[^a-z0-9._]/g, "").slice(0, longest);
	return clean === plain && clean !== "" ? clean : `${clean}.${fingerprint(plain)}`;
}
// src/key/key.ts
/** Plans a job's keys: the family, what the strategy adds, and whatever is older or wider to fall back to. */
function planKeys(ingredients, options) {
	const parts = familyParts(ingredients);
	const overlay = planOverlay(ingredients, parts, options);
	if (options.strategy === "custom") return {
		...planCustom(ingredients, parts, options),
		overlay
	};
	const ending = endings[options.strategy](ingredients);
	const all = Object.values(parts);
	const first = (count) => all.slice(0, count).map(({ part }) => part).join("-");
	const family = first(familyLength);
	const fallbacks = [
		...ending.fallback === void 0 ? [] : [`${family}-${ending.fallback}-`],
		`${family}-`,
		`${first(familyLength - 1)}-`,
		`${first(familyLength - 2)}-`
	];
	const primary = `${family}-${ending.part}-`;
	return {
		family,
		primary,
		fallbacks: [...new Set(fallbacks)].filter((fallback) => fallback !== primary),
		overlay,
		custom: false,
		once: ending.once,
		explanation: [...all, {
			part: ending.part,
			from: ending.from
		}]
	};
}
/** The key of a base of which `digest` (12 hex digits) stands for the entries and parents. */
function saveKey({ primary, custom }, digest) {
	return custom ? primary : `${primary}${digest}`;
}
/** Whether `key` names a base as fresh as the plan asks for. */
function isFresh(key, { primary, custom }) {
	const [given, wanted] = [key.toLowerCase(), primary.toLowerCase()];
	return custom ? given === wanted : given.startsWith(wanted);
}
/** Whether `key` names a base of the plan's family. */
function isOfFamily(key, { family }) {
	return family !== null && key.startsWith(`${family}-`) && key.split("-").length === keyLength;
}
/**
* What a key belongs to that begins with the input `key-prefix`; undefined for every other key: one with another prefix, a
* custom one, another tool's.
*/
function parseKey(key, keyPrefix) {
	const prefix = word(keyPrefix);
	const parts = key.split("-");
	const [head, os, arch, toolchain, job, matrix, ending, digest = ""] = parts;
	if (parts.length !== keyLength || parts.includes("") || !/^[0-9a-f]{12}$/.test(digest)) return void 0;
	const family = [
		prefix,
		os,
		arch,
		toolchain,
		job,
		matrix
	].join("-");
	const ofJob = [
		prefix,
		os,
		arch,
		job,
		matrix
	].join("-");
	if (head === prefix) return {
		kind: "base",
		family,
		job: ofJob
	};
	return head === `${prefix}${overlayMark}` && ending?.startsWith("pr") ? {
		kind: "overlay",
		family: `${family} ${ending}`,
		job: `${ofJob} ${ending}`
	} : void 0;
}
/** What all keys of a prefix begin with, bases and overlays, for a listing of them. */
function keyBeginnings(keyPrefix) {
	return [`${word(keyPrefix)}-`, `${word(keyPrefix)}${overlayMark}-`];
}
/** What the keys of all matrix jobs of the plan's job begin with. */
function jobBeginning(family) {
	return family.slice(0, family.lastIndexOf("-") + 1);
}
const overlayMark = "+overlay";
const familyLength = 6;
const keyLength = 8;
function planOverlay({ revision }, parts, options) {
	if (revision.pullRequest === void 0 || options.pullRequest !== "overlay") return null;
	const [prefix, ...others] = Object.values(parts).map(({ part }) => part);
	return [
		`${prefix}${overlayMark}`,
		...others,
		`pr${word(revision.pullRequest)}`,
		""
	].join("-");
}
function planCustom(ingredients, parts, { key, restoreKeys }) {
	const { revision, nowMs, workflow = "none", job = "none" } = ingredients;
	const { prefix, os, arch, toolchain, matrix } = parts;
	const values = {
		prefix: prefix.part,
		os: os.part,
		arch: arch.part,
		toolchain: toolchain.part,
		lockfiles: lockfilesPart(ingredients).part,
		ref: revision.ref ?? "none",
		sha: revision.sha ?? "none",
		run: revision.run?.id ?? "none",
		date: dayOf(nowMs),
		workflow: word(workflow),
		job: word(job),
		matrix: matrix.part
	};
	const fill = (template) => fillPlaceholders(template, values).replaceAll(",", "_").slice(0, 512);
	const primary = fill(key ?? "");
	return {
		family: null,
		primary,
		fallbacks: restoreKeys.map(fill),
		custom: true,
		once: false,
		explanation: [{
			part: primary,
			from: `input key ${key}`
		}]
	};
}
// src/report/words.ts
/** `1 entry`, `2 entries`, `20,000 entries`. */
function count(number, one, many = `${one}s`) {
	return `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;
}
/** `1 entry`, `2 entries`. */
function entryCount(number) {
	return count(number, "entry", "entries");
}
/** A share as per cent with one digit; 100 % only when it is all. */
function percent(share) {
	return `${(Math.floor(share * 1e3) / 10).toFixed(share === 1 ? 0 : 1)} %`;
}
/** `0.4 s`, `12 s`, `1 min 22 s`, `2 h 5 min`: two units at most. */
function duration(seconds) {
	if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole} s`;
	const [large, small, factor] = whole < 3600 ? [
		"min",
		"s",
		60
	] : [
		"h",
		"min",
		3600
	];
	const rest = Math.floor(whole % factor / (factor / 60));
	return `${Math.floor(whole / factor)} ${large}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}
/** The sum of the times that are known, in seconds; null where none is. */
function secondsOf(times) {
	const known = times.filter((ms) => ms !== null);
	return known.length > 0 ? known.reduce((sum, ms) => sum + ms, 0) / 1e3 : null;
}
/** `value` in words, or `otherwise` where it is null or undefined. */
function ifKnown(value, words, otherwise = "not known") {
	return value === null || value === void 0 ? otherwise : words(value);
}
/** A size for people, in powers of 1000 with three significant digits: `58.8 MB`, `999 B`. */
function formatSize(bytes) {
	const names = [
		"B",
		"kB",
		"MB",
		"GB",
		"TB"
	];
	let value = bytes;
	let unit = 0;
	while (value >= 999.5 && unit < names.length - 1) {
		value /= 1e3;
		unit += 1;
	}
	if (unit === 0) return `${Math.round(value)} B`;
	const digits = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
	return `${value.toFixed(digits)} ${names[unit]}`;
}
/** `58.8 MB of 500 MB (11.7 %)`. */
function shareOf(bytes, budgetBytes) {
	const of = `${formatSize(bytes)} of ${formatSize(budgetBytes)}`;
	return budgetBytes > 0 ? `${of} (${percent(bytes / budgetBytes)})` : of;
}
/** The first `most` of `list` in words, and how many more there are: `a, b and 3 more`. */
function firstOf(list, most, describe = String, separator = ", ") {
	const words = list.slice(0, most).map(describe).join(separator);
	const more = list.length - most;
	return more > 0 ? `${words} and ${more} more` : words;
}
/** The last part of a ref that people know: `main`, `pull request 7`, `tag v1`. */
function refName(ref) {
	const pull = /^(?:refs\/)?pull\/(\d+)\//.exec(ref)?.[1];
	if (pull) return `pull request ${pull}`;
	const tag = /^(?:refs\/)?tags\/(.+)/.exec(ref)?.[1];
	return tag ? `tag ${tag}` : ref.replace(/^(?:refs\/)?heads\//, "");
}
/** Where docs/faq.md explains a warning, a failure, a cause of misses or an advice: each has an anchor of its name there. */
function helpUrl(kind) {
	return `https://github.com/sccache-bundle/sccache-bundle/blob/main/docs/faq.md#${kind}`;
}
/** A warning as it is printed, with a link to what docs/faq.md says about its topic. */
function withHelp(text, topic) {
	return `${text.replace(/\.$/, "")}. Help: ${helpUrl(topic)}`;
}
const steps = "▁▂▃▄▅▆▇█";
/** A character for each share from 0 to 1: the higher, the larger; `·` where it is not known. */
function sparkline(shares) {
	return shares.map((share) => share === void 0 ? "·" : steps[Math.min(7, Math.floor(share * 8))]).join("");
}
/** The hit rate of a run, or undefined where nothing was counted. */
function rateOf({ hits, misses }) {
	if (hits === null || misses === null || hits + misses === 0) return void 0;
	return hits / (hits + misses);
}
const cells = 20;
/** A bar for parts of a whole, each with its own character; what is left is `rest`. */
function bar(parts, rest = "░") {
	let text = "";
	let share = 0;
	for (const part of parts) {
		share = Math.min(1, share + Math.max(0, part.share));
		const end = Math.round(share * cells);
		const wanted = Math.max(end - text.length, part.share > 0 && text.length < cells ? 1 : 0);
		text += part.fill.repeat(wanted);
	}
	return text.padEnd(cells, rest);
}
/** A colour that is seen on white and on black: Mermaid's own is hardly seen on either. */
const chartSettings = "%%{init: {\"xyChart\": {\"height\": 260}, \"themeVariables\": {\"xyChart\": {\"plotColorPalette\": \"#2f81f7\"}}}}%%";
/**
* A line chart that GitHub draws, and that can be read as a list of numbers elsewhere. `shares` are from 0 to 1, at least
* two. Points are numbered, since thirty names would lie on top of each other.
*/
function mermaidLine(title, points, shares) {
	return [
		"```mermaid",
		chartSettings,
		"xychart-beta",
		`  title "${title}"`,
		`  x-axis "${points}" [${shares.map((_, i) => i + 1).join(", ")}]`,
		`  y-axis "%" 0 --> 100`,
		`  line [${shares.map((share) => Math.round(share * 1e3) / 10).join(", ")}]`,
		"```"
	].join("\n");
}
/** `; did you mean NAME?` for the one of `names` that is nearest to `given`, or the empty string when none is near. */
function didYouMean(given, names) {
	const [nearest] = names.map((name) => ({
		name,
		distance: distanceOf(given.toLowerCase(), name.toLowerCase())
	})).sort((a, b) => a.distance - b.distance);
	const most = Math.max(1, Math.floor(given.replace(/^-+/, "").length / 3));
	return nearest && nearest.distance <= most ? `; did you mean ${nearest.name}?` : "";
}
/** How many characters must be added, removed or replaced to get from one text to the other. */
function distanceOf(a, b) {
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
// src/budget/room.ts
/** A bundle that a newer one of its family and ref hides may still be on its way to a job that began before. */
const hiddenMs = 36e5;
/** A toolchain or a ref without a read for so long is taken for gone. */
const goneMs = 864e5;
/**
* The bundles of ours that nobody needs any more, so that it is no loss when GitHub evicts them: ancestors of the new bundle;
* bundles that a newer one of their family and ref hides; and, once nobody has read them for a day, bundles of a toolchain that a
* newer one of the same job and ref has followed, and of refs other than this job's and the default branch.
*/
function findSuperseded(entries, facts) {
	const { identify, ancestors, ref, defaultRef, nowMs } = facts;
	const ours = entries.flatMap((entry) => {
		const identity = identify(entry.key);
		return identity ? [{
			entry,
			...identity
		}] : [];
	});
	const newestOfFamily = newest(ours, ({ family }) => family);
	const newestOfJob = newest(ours, ({ job }) => job);
	const replaced = entries.filter((entry) => ancestors.has(entry.key) && entry.ref === ref);
	const unneeded = ours.filter(({ entry, family, job }) => {
		const unreadMs = nowMs - Math.max(entry.savedAtMs, entry.lastReadAtMs ?? 0);
		if (newestOfFamily(entry, family) > entry.savedAtMs && unreadMs > hiddenMs) return true;
		const isOtherRef = entry.ref !== void 0 && entry.ref !== ref && entry.ref !== defaultRef;
		return unreadMs > goneMs && (isOtherRef || newestOfJob(entry, job) > entry.savedAtMs);
	});
	return /* @__PURE__ */ new Set([...replaced, ...unneeded.map(({ entry }) => entry)]);
}
/** When the newest one of the same group and ref was saved. */
function newest(ours, groupOf) {
	const at = /* @__PURE__ */ new Map();
	for (const one of ours) {
		const name = `${groupOf(one)}\n${one.entry.ref ?? ""}`;
		at.set(name, Math.max(at.get(name) ?? 0, one.entry.savedAtMs));
	}
	return ({ ref = "" }, group) => at.get(`${group}\n${ref}`) ?? 0;
}
/** A bundle that another job read this recently may still be on its way to it. */
const readingMs = 3e5;
/**
* The bundles of one prefix that are removed when of each family and ref only the newest `keep` stay; the oldest first. Overlays are
* families of their own. Keys that another prefix, a custom key or another tool made are kept, and so is what was read just now.
*/
function planPrune(versions, options) {
	const { keyPrefix, ref, keep, nowMs } = options;
	const ours = versions.flatMap((version) => {
		const parsed = parseKey(version.key, keyPrefix);
		if (!parsed || ref !== void 0 && version.ref !== ref) return [];
		return [{
			version,
			group: JSON.stringify([parsed.family, version.ref])
		}];
	});
	return [...Map.groupBy(ours, ({ group }) => group).values()].flatMap((group) => group.map(({ version }) => version).sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1)).slice(keep).filter(({ lastReadAtMs = 0 }) => nowMs - lastReadAtMs > readingMs).reverse());
}
/**
* Bytes that GitHub would free, the least recently used first across everybody, before it came to an entry that is not in
* `superseded`. None where entries are not listed and nothing tells which are the first: it may be any of them.
*/
function reclaimableBytes(listing, superseded) {
	let bytes = 0;
	for (const entry of inOrderOfEviction(listing)) {
		if (!superseded.has(entry)) return bytes;
		bytes += entry.bytes;
	}
	return bytes;
}
/** The first entries that GitHub evicts, as far as they are known. */
function inOrderOfEviction(listing) {
	const { entries, unlistedBytes, leastRecent } = listing;
	if (leastRecent) return leastRecent;
	const usedAt = ({ savedAtMs, lastReadAtMs = 0 }) => Math.max(savedAtMs, lastReadAtMs);
	return unlistedBytes > 0 ? [] : entries.toSorted((a, b) => usedAt(a) - usedAt(b));
}
/**
* The most bytes with which nobody else pays: for an upload of that size GitHub would evict nothing but `superseded`, and
* once those are gone, the reserve is free. The same whether the token may delete or not: deleting only makes room sooner.
*/
function roomIn(listing, superseded, { maxSizeBytes, repositoryLimitBytes, reserveBytes }) {
	const held = sumBytes(listing.entries) + listing.unlistedBytes;
	const freeNow = repositoryLimitBytes - held + reclaimableBytes(listing, superseded);
	const freeLater = repositoryLimitBytes - held + sumBytes(superseded) - reserveBytes;
	const left = Math.max(0, Math.min(freeNow, freeLater));
	return {
		budgetBytes: Math.min(maxSizeBytes, left),
		limitedByRepository: left < maxSizeBytes
	};
}
/**
* Whether the bundle that was just uploaded has to be deleted again: jobs that end together each find the same room. What was
* saved up to that moment decides, so the first ones stay and the others are taken back. `own` is in the listing.
*/
function mustTakeBack({ entries, unlistedBytes }, own, { superseded, limitBytes }) {
	const before = {
		entries: entries.filter((entry) => byAge(entry, own) <= 0),
		unlistedBytes
	};
	return sumBytes(before.entries) + unlistedBytes - reclaimableBytes(before, superseded) > limitBytes;
}
/** By time; among entries of one instant by their numbers, or else by key, which at least is the same for all. */
function byAge(a, b) {
	const byNumber = Number(a.id ?? NaN) - Number(b.id ?? NaN);
	return a.savedAtMs - b.savedAtMs || byNumber || a.key.localeCompare(b.key);
}
/** The bytes of entries, bundles or whatever else has a size, together. */
function sumBytes(sized) {
	let sum = 0;
	for (const { bytes } of sized) sum += bytes;
	return sum;
}
export { saveKey as A, withHelp as C, keyBeginnings as D, jobBeginning as E, parseToolchain as M, wantsNativeCode as N, parseKey as O, sparkline as S, isOfFamily as T, percent as _, roomIn as a, secondsOf as b, count as c, entryCount as d, firstOf as f, mermaidLine as g, ifKnown as h, readingMs as i, fingerprint as j, planKeys as k, didYouMean as l, helpUrl as m, mustTakeBack as n, sumBytes as o, formatSize as p, planPrune as r, bar as s, findSuperseded as t, duration as u, rateOf as v, isFresh as w, shareOf as x, refName as y };
