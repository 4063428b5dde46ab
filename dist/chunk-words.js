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
/** Whether so many of `whole` are known that a sum over them stands for all. */
function isNearlyAll(known, whole) {
	return known >= .9 * whole;
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
export { sparkline as _, entryCount as a, helpUrl as c, mermaidLine as d, percent as f, shareOf as g, secondsOf as h, duration as i, ifKnown as l, refName as m, count as n, firstOf as o, rateOf as p, didYouMean as r, formatSize as s, bar as t, isNearlyAll as u, withHelp as v };
