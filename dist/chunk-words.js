import { t as formatSize } from "./chunk-size.js";
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
/** `value` in words, or `otherwise` where it is null or undefined. */
function ifKnown(value, words, otherwise = "not known") {
	return value === null || value === void 0 ? otherwise : words(value);
}
/** `58.8 MB of 500 MB (11.7 %)`. */
function sizeWithShare(bytes, budgetBytes) {
	const of = `${formatSize(bytes)} of ${formatSize(budgetBytes)}`;
	return budgetBytes > 0 ? `${of} (${percent(bytes / budgetBytes)})` : of;
}
/** The first `most` of `list` in words, and how many more there are: `a, b and 3 more`. */
function firstOf(list, most, describe = String, separator = ", ") {
	const words = list.slice(0, most).map(describe).join(separator);
	const more = list.length - most;
	return more > 0 ? `${words} and ${more} more` : words;
}
/** How many newer bundles one was united with, for the end of a line. */
function unitedWith({ length }) {
	return length > 0 ? `, united with ${count(length, "newer bundle")}` : "";
}
/** What is known, for the end of a line; nothing where nothing is. */
function inParentheses(text) {
	return text && ` (${text})`;
}
/** The last part of a ref that people know: `main`, `pull request 7`, `tag v1`. */
function refName(ref) {
	const pull = /^(?:refs\/)?pull\/(\d+)\//.exec(ref)?.[1];
	if (pull) return `pull request ${pull}`;
	const tag = /^(?:refs\/)?tags\/(.+)/.exec(ref)?.[1];
	return tag ? `tag ${tag}` : ref.replace(/^(?:refs\/)?heads\//, "");
}
export { ifKnown as a, refName as c, firstOf as i, sizeWithShare as l, duration as n, inParentheses as o, entryCount as r, percent as s, count as t, unitedWith as u };
