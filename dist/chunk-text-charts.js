// src/report/text-charts.ts
const steps = "▁▂▃▄▅▆▇█";
/** A character for each share from 0 to 1: the higher, the larger; `·` where it is not known. */
function sparkline(shares) {
	return shares.map((share) => share === void 0 ? "·" : steps[Math.min(7, Math.floor(share * 8))]).join("");
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
export { mermaidLine as n, sparkline as r, bar as t };
