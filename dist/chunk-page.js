import { t as budgetCurve } from "./chunk-plan.js";
import { c as ageOf, o as shareOf, t as candidatesOf } from "./chunk-worth.js";
import { a as sumRawBytes } from "./chunk-segment-plan.js";
import { n as sumBytes, t as formatSize } from "./chunk-size.js";
import { n as escapeHtml } from "./chunk-foreign.js";
import { a as headline, c as secondsOf, s as rateOf } from "./chunk-budget-limits.js";
import { a as ifKnown, c as refName, i as firstOf, n as duration, r as entryCount, s as percent } from "./chunk-words.js";
import { t as causeCost } from "./chunk-text.js";
import { i as shortName } from "./chunk-reason.js";
// node_modules/d3-hierarchy/dist/d3-hierarchy.mjs
function count(node) {
	var sum = 0, children = node.children, i = children && children.length;
	if (!i) sum = 1;
	else while (--i >= 0) sum += children[i].value;
	node.value = sum;
}
function node_count() {
	return this.eachAfter(count);
}
function node_each(callback, that) {
	let index = -1;
	for (const node of this) callback.call(that, node, ++index, this);
	return this;
}
function node_eachBefore(callback, that) {
	var node = this, nodes = [node], children, i, index = -1;
	while (node = nodes.pop()) {
		callback.call(that, node, ++index, this);
		if (children = node.children) for (i = children.length - 1; i >= 0; --i) nodes.push(children[i]);
	}
	return this;
}
function node_eachAfter(callback, that) {
	var node = this, nodes = [node], next = [], children, i, n, index = -1;
	while (node = nodes.pop()) {
		next.push(node);
		if (children = node.children) for (i = 0, n = children.length; i < n; ++i) nodes.push(children[i]);
	}
	while (node = next.pop()) callback.call(that, node, ++index, this);
	return this;
}
function node_find(callback, that) {
	let index = -1;
	for (const node of this) if (callback.call(that, node, ++index, this)) return node;
}
function node_sum(value) {
	return this.eachAfter(function(node) {
		var sum = +value(node.data) || 0, children = node.children, i = children && children.length;
		while (--i >= 0) sum += children[i].value;
		node.value = sum;
	});
}
function node_sort(compare) {
	return this.eachBefore(function(node) {
		if (node.children) node.children.sort(compare);
	});
}
function node_path(end) {
	var start = this, ancestor = leastCommonAncestor(start, end), nodes = [start];
	while (start !== ancestor) {
		start = start.parent;
		nodes.push(start);
	}
	var k = nodes.length;
	while (end !== ancestor) {
		nodes.splice(k, 0, end);
		end = end.parent;
	}
	return nodes;
}
function leastCommonAncestor(a, b) {
	if (a === b) return a;
	var aNodes = a.ancestors(), bNodes = b.ancestors(), c = null;
	a = aNodes.pop();
	b = bNodes.pop();
	while (a === b) {
		c = a;
		a = aNodes.pop();
		b = bNodes.pop();
	}
	return c;
}
function node_ancestors() {
	var node = this, nodes = [node];
	while (node = node.parent) nodes.push(node);
	return nodes;
}
function node_descendants() {
	return Array.from(this);
}
function node_leaves() {
	var leaves = [];
	this.eachBefore(function(node) {
		if (!node.children) leaves.push(node);
	});
	return leaves;
}
function node_links() {
	var root = this, links = [];
	root.each(function(node) {
		if (node !== root) links.push({
			source: node.parent,
			target: node
		});
	});
	return links;
}
function* node_iterator() {
	var node = this, current, next = [node], children, i, n;
	do {
		current = next.reverse(), next = [];
		while (node = current.pop()) {
			yield node;
			if (children = node.children) for (i = 0, n = children.length; i < n; ++i) next.push(children[i]);
		}
	} while (next.length);
}
function hierarchy(data, children) {
	if (data instanceof Map) {
		data = [void 0, data];
		if (children === void 0) children = mapChildren;
	} else if (children === void 0) children = objectChildren;
	var root = new Node$1(data), node, nodes = [root], child, childs, i, n;
	while (node = nodes.pop()) if ((childs = children(node.data)) && (n = (childs = Array.from(childs)).length)) {
		node.children = childs;
		for (i = n - 1; i >= 0; --i) {
			nodes.push(child = childs[i] = new Node$1(childs[i]));
			child.parent = node;
			child.depth = node.depth + 1;
		}
	}
	return root.eachBefore(computeHeight);
}
function node_copy() {
	return hierarchy(this).eachBefore(copyData);
}
function objectChildren(d) {
	return d.children;
}
function mapChildren(d) {
	return Array.isArray(d) ? d[1] : null;
}
function copyData(node) {
	if (node.data.value !== void 0) node.value = node.data.value;
	node.data = node.data.data;
}
function computeHeight(node) {
	var height = 0;
	do
		node.height = height;
	while ((node = node.parent) && node.height < ++height);
}
function Node$1(data) {
	this.data = data;
	this.depth = this.height = 0;
	this.parent = null;
}
Node$1.prototype = hierarchy.prototype = {
	constructor: Node$1,
	count: node_count,
	each: node_each,
	eachAfter: node_eachAfter,
	eachBefore: node_eachBefore,
	find: node_find,
	sum: node_sum,
	sort: node_sort,
	path: node_path,
	ancestors: node_ancestors,
	descendants: node_descendants,
	leaves: node_leaves,
	links: node_links,
	copy: node_copy,
	[Symbol.iterator]: node_iterator
};
function required(f) {
	if (typeof f !== "function") throw new Error();
	return f;
}
function constantZero() {
	return 0;
}
function constant(x) {
	return function() {
		return x;
	};
}
function roundNode(node) {
	node.x0 = Math.round(node.x0);
	node.y0 = Math.round(node.y0);
	node.x1 = Math.round(node.x1);
	node.y1 = Math.round(node.y1);
}
function treemapDice(parent, x0, y0, x1, y1) {
	var nodes = parent.children, node, i = -1, n = nodes.length, k = parent.value && (x1 - x0) / parent.value;
	while (++i < n) {
		node = nodes[i], node.y0 = y0, node.y1 = y1;
		node.x0 = x0, node.x1 = x0 += node.value * k;
	}
}
function TreeNode(node, i) {
	this._ = node;
	this.parent = null;
	this.children = null;
	this.A = null;
	this.a = this;
	this.z = 0;
	this.m = 0;
	this.c = 0;
	this.s = 0;
	this.t = null;
	this.i = i;
}
TreeNode.prototype = Object.create(Node$1.prototype);
function treemapSlice(parent, x0, y0, x1, y1) {
	var nodes = parent.children, node, i = -1, n = nodes.length, k = parent.value && (y1 - y0) / parent.value;
	while (++i < n) {
		node = nodes[i], node.x0 = x0, node.x1 = x1;
		node.y0 = y0, node.y1 = y0 += node.value * k;
	}
}
var phi = (1 + Math.sqrt(5)) / 2;
function squarifyRatio(ratio, parent, x0, y0, x1, y1) {
	var rows = [], nodes = parent.children, row, nodeValue, i0 = 0, i1 = 0, n = nodes.length, dx, dy, value = parent.value, sumValue, minValue, maxValue, newRatio, minRatio, alpha, beta;
	while (i0 < n) {
		dx = x1 - x0, dy = y1 - y0;
		do
			sumValue = nodes[i1++].value;
		while (!sumValue && i1 < n);
		minValue = maxValue = sumValue;
		alpha = Math.max(dy / dx, dx / dy) / (value * ratio);
		beta = sumValue * sumValue * alpha;
		minRatio = Math.max(maxValue / beta, beta / minValue);
		for (; i1 < n; ++i1) {
			sumValue += nodeValue = nodes[i1].value;
			if (nodeValue < minValue) minValue = nodeValue;
			if (nodeValue > maxValue) maxValue = nodeValue;
			beta = sumValue * sumValue * alpha;
			newRatio = Math.max(maxValue / beta, beta / minValue);
			if (newRatio > minRatio) {
				sumValue -= nodeValue;
				break;
			}
			minRatio = newRatio;
		}
		rows.push(row = {
			value: sumValue,
			dice: dx < dy,
			children: nodes.slice(i0, i1)
		});
		if (row.dice) treemapDice(row, x0, y0, x1, value ? y0 += dy * sumValue / value : y1);
		else treemapSlice(row, x0, y0, value ? x0 += dx * sumValue / value : x1, y1);
		value -= sumValue, i0 = i1;
	}
	return rows;
}
var squarify = (function custom(ratio) {
	function squarify(parent, x0, y0, x1, y1) {
		squarifyRatio(ratio, parent, x0, y0, x1, y1);
	}
	squarify.ratio = function(x) {
		return custom((x = +x) > 1 ? x : 1);
	};
	return squarify;
})(phi);
function index() {
	var tile = squarify, round = false, dx = 1, dy = 1, paddingStack = [0], paddingInner = constantZero, paddingTop = constantZero, paddingRight = constantZero, paddingBottom = constantZero, paddingLeft = constantZero;
	function treemap(root) {
		root.x0 = root.y0 = 0;
		root.x1 = dx;
		root.y1 = dy;
		root.eachBefore(positionNode);
		paddingStack = [0];
		if (round) root.eachBefore(roundNode);
		return root;
	}
	function positionNode(node) {
		var p = paddingStack[node.depth], x0 = node.x0 + p, y0 = node.y0 + p, x1 = node.x1 - p, y1 = node.y1 - p;
		if (x1 < x0) x0 = x1 = (x0 + x1) / 2;
		if (y1 < y0) y0 = y1 = (y0 + y1) / 2;
		node.x0 = x0;
		node.y0 = y0;
		node.x1 = x1;
		node.y1 = y1;
		if (node.children) {
			p = paddingStack[node.depth + 1] = paddingInner(node) / 2;
			x0 += paddingLeft(node) - p;
			y0 += paddingTop(node) - p;
			x1 -= paddingRight(node) - p;
			y1 -= paddingBottom(node) - p;
			if (x1 < x0) x0 = x1 = (x0 + x1) / 2;
			if (y1 < y0) y0 = y1 = (y0 + y1) / 2;
			tile(node, x0, y0, x1, y1);
		}
	}
	treemap.round = function(x) {
		return arguments.length ? (round = !!x, treemap) : round;
	};
	treemap.size = function(x) {
		return arguments.length ? (dx = +x[0], dy = +x[1], treemap) : [dx, dy];
	};
	treemap.tile = function(x) {
		return arguments.length ? (tile = required(x), treemap) : tile;
	};
	treemap.padding = function(x) {
		return arguments.length ? treemap.paddingInner(x).paddingOuter(x) : treemap.paddingInner();
	};
	treemap.paddingInner = function(x) {
		return arguments.length ? (paddingInner = typeof x === "function" ? x : constant(+x), treemap) : paddingInner;
	};
	treemap.paddingOuter = function(x) {
		return arguments.length ? treemap.paddingTop(x).paddingRight(x).paddingBottom(x).paddingLeft(x) : treemap.paddingTop();
	};
	treemap.paddingTop = function(x) {
		return arguments.length ? (paddingTop = typeof x === "function" ? x : constant(+x), treemap) : paddingTop;
	};
	treemap.paddingRight = function(x) {
		return arguments.length ? (paddingRight = typeof x === "function" ? x : constant(+x), treemap) : paddingRight;
	};
	treemap.paddingBottom = function(x) {
		return arguments.length ? (paddingBottom = typeof x === "function" ? x : constant(+x), treemap) : paddingBottom;
	};
	treemap.paddingLeft = function(x) {
		return arguments.length ? (paddingLeft = typeof x === "function" ? x : constant(+x), treemap) : paddingLeft;
	};
	return treemap;
}
(function custom(ratio) {
	function resquarify(parent, x0, y0, x1, y1) {
		if ((rows = parent._squarify) && rows.ratio === ratio) {
			var rows, row, nodes, i, j = -1, n, m = rows.length, value = parent.value;
			while (++j < m) {
				row = rows[j], nodes = row.children;
				for (i = row.value = 0, n = nodes.length; i < n; ++i) row.value += nodes[i].value;
				if (row.dice) treemapDice(row, x0, y0, x1, value ? y0 += (y1 - y0) * row.value / value : y1);
				else treemapSlice(row, x0, y0, value ? x0 += (x1 - x0) * row.value / value : x1, y1);
				value -= row.value;
			}
		} else {
			parent._squarify = rows = squarifyRatio(ratio, parent, x0, y0, x1, y1);
			rows.ratio = ratio;
		}
	}
	resquarify.ratio = function(x) {
		return custom((x = +x) > 1 ? x : 1);
	};
	return resquarify;
})(phi);
// src/report/html/charts.ts
/** More tiles are too small to be told apart, and too many to step through by keyboard. */
const mostTiles = 60;
/** Width to height, on wide screens and on phones. Positions are per cent, so each layout fits any width. */
const shapes = {
	wide: 2.2,
	narrow: .75
};
const keys = [
	["l-rust", "Rust"],
	["l-c", "C and C++"],
	["l-other", "other"],
	["l-old", "not used by the last complete run"]
];
/** A treemap of crates by bytes. Each tile is a button that searches the table for its crate. */
function treemap(entries) {
	const tiles = tilesOf(entries);
	if (tiles.length === 0) return "<p>The bundle holds no entries.</p>";
	const wide = positions(tiles, shapes.wide, "");
	const narrow = positions(tiles, shapes.narrow, "n");
	const items = tiles.map((tile, i) => itemOf(tile, `${wide[i]};${narrow[i]}`));
	const legend = keys.map(([name, text]) => `<span><span class="key ${name}"></span>${text}</span>`);
	const map = `<ul class="map" style="--wide:${shapes.wide};--narrow:${shapes.narrow}">${items.join("")}</ul>`;
	return `<p class="legend">${legend.join("")}</p>${map}`;
}
function itemOf({ label, bytes, entries, seconds, language, isUsed }, style) {
	const facts = [
		formatSize(bytes),
		entryCount(entries),
		...seconds === null ? [] : [`${duration(seconds)} to compile`],
		...isUsed ? [] : ["not used by the last complete run"]
	].join(", ");
	return `<li style="${style}"><button type="button" class="tile ${`${colour(language)}${isUsed ? "" : " old"}`}" data-search="${label === others ? "" : escapeHtml(label)}" title="${escapeHtml(label)}: ${facts}" aria-label="${escapeHtml(label)}: ${facts}"><span class="t">${escapeHtml(label)}</span><span class="s">${formatSize(bytes)}</span></button></li>`;
}
function colour(language) {
	if (/^rust/i.test(language)) return "l-rust";
	return /^c\b|c\+\+|cuda|objective/i.test(language) ? "l-c" : "l-other";
}
const others = "everything else";
/** The largest crates and sources, and one tile for all the rest. */
function tilesOf(entries) {
	const groups = Map.groupBy(entries, ({ label }) => label);
	const ordered = [...groups].map(([label, of]) => tileOf(label, of)).filter(({ bytes }) => bytes > 0).sort((a, b) => b.bytes - a.bytes);
	const rest = ordered.slice(mostTiles).flatMap(({ label }) => groups.get(label) ?? []);
	if (rest.length === 0) return ordered;
	return [...ordered.slice(0, mostTiles), {
		...tileOf(others, rest),
		language: "",
		isUsed: true
	}];
}
/** What entries of one crate or source come to. */
function tileOf(label, of) {
	return {
		label,
		bytes: sumBytes(of),
		entries: of.length,
		seconds: secondsOf(of.map(({ ms }) => ms)),
		language: of[0]?.language ?? "",
		/** Whether the last complete run used any of it. */
		isUsed: of.some(({ age }) => age === 0)
	};
}
/** The place of each group on the map, in their order, as style: variables with per cent, whose names end with `suffix`. */
function positions(groups, ratio, suffix) {
	const root = hierarchy({ children: groups }, (one) => one.children).sum(({ bytes = 0 }) => bytes);
	const [width, height] = [1e3 * ratio, 1e3];
	const laid = index().tile(squarify).size([width, height])(root);
	const share = (value, whole) => Math.round(value / whole * 1e5) / 1e3;
	return laid.leaves().map(({ x0, y0, x1, y1 }) => {
		return [
			share(x0, width),
			share(y0, height),
			share(x1 - x0, width),
			share(y1 - y0, height)
		].map((value, i) => `--${"xywh"[i]}${suffix}:${value}%`).join(";");
	});
}
const size = {
	width: 640,
	height: 220,
	left: 68,
	right: 12,
	top: 12,
	bottom: 28
};
const inner = {
	width: size.width - size.left - size.right,
	height: size.height - size.top - size.bottom
};
/** Where a point is in the picture. Both values are shares from 0 to 1. */
function at(x, y) {
	const left = size.left + x * inner.width;
	const top = size.top + (1 - y) * inner.height;
	return [left.toFixed(1), top.toFixed(1)];
}
/** Hit rates of the last runs as a line, with all their numbers in a table that screen readers read. */
function historyChart(history) {
	const last = Math.max(1, history.length - 1);
	const points = history.flatMap((run, i) => {
		const rate = rateOf(run);
		return rate === void 0 ? [] : [{
			x: i / last,
			y: rate,
			run
		}];
	});
	const dots = points.map(({ x, y, run }) => {
		const [cx, cy] = at(x, y);
		return `<circle cx="${cx}" cy="${cy}" r="4"><title>${minuteOf(run.endedAt)}: ${percent(y)}</title></circle>`;
	});
	const line = `<polyline points="${points.map(({ x, y }) => at(x, y)).join(" ")}"/>`;
	const end = (run) => run ? minuteOf(run.endedAt) : "";
	return chart("Hit rate of the last runs", [end(history[0]), end(history.at(-1))], [line, ...dots]) + numbers([
		"Run",
		"Hit rate",
		"Compiling saved",
		"Restore",
		"Bundle",
		"Complete"
	], history.toReversed().map((run) => [
		minuteOf(run.endedAt),
		ifKnown(rateOf(run), percent),
		ifKnown(run.savedMs, (ms) => duration(ms / 1e3)),
		ifKnown(run.restoreMs, (ms) => duration(ms / 1e3)),
		ifKnown(run.bundleBytes, formatSize),
		run.complete ? "yes" : "no"
	]));
}
/** Shares of hits and of compile time that budgets would keep. */
function curveChart(curve) {
	const most = Math.max(1, ...curve.map(({ budgetBytes }) => budgetBytes));
	const line = (share, name) => {
		const points = curve.map((point) => at(point.budgetBytes / most, point[share]));
		return `<polyline class="${name}" points="${[at(0, 0), ...points].join(" ")}"/>`;
	};
	const lines = [line("hitShare", "hits"), line("timeShare", "time")];
	const picture = chart("Share of hits and compile time that a budget keeps", ["0", formatSize(most)], lines);
	const legend = "<p class=\"legend\"><span><span class=\"key k-time\"></span>compile time kept</span><span><span class=\"key k-hits\"></span>hits kept</span></p>";
	const rows = curve.map(({ budgetBytes, hitShare, timeShare, entries }) => [
		formatSize(budgetBytes),
		percent(timeShare),
		percent(hitShare),
		String(entries)
	]);
	return legend + picture + numbers([
		"max-size",
		"Compile time kept",
		"Hits kept",
		"Entries"
	], rows);
}
/** Causes of misses as bars, the longest first: by seconds, where any cause has some, else by number. */
function barList(causes) {
	if (causes.length === 0) return "<p>Nothing missed.</p>";
	const hasTimes = causes.some(({ seconds }) => (seconds ?? 0) > 0);
	const lengthOf = ({ seconds, compilations }) => (hasTimes ? seconds : compilations) ?? 0;
	const most = Math.max(1e-9, ...causes.map(lengthOf));
	return `<ul class="bars">${causes.map((cause) => {
		const { detail, remedy, labels } = cause;
		const of = labels.length > 0 ? `<p class="labels">${firstOf(labels, 10, escapeHtml)}</p>` : "";
		const note = remedy ? `<p class="advice">${escapeHtml(remedy)}</p>` : "";
		return `<li><div class="what"><span>${escapeHtml(detail)}</span><span class="n">${causeCost(cause)}</span></div><div class="bar"><span style="width:${(lengthOf(cause) / most * 100).toFixed(1)}%"></span></div>${of}${note}</li>`;
	}).join("")}</ul>`;
}
/** `ends`: what the axis says at its left and at its right. */
function chart(title, ends, parts) {
	const [from, to] = ends.map(escapeHtml);
	const [right, below] = [size.width - size.right, size.height - 8];
	const grid = [
		0,
		.5,
		1
	].map((y) => {
		const [x1, line] = at(0, y);
		return `<line x1="${x1}" x2="${right}" y1="${line}" y2="${line}"/><text x="${size.left - 6}" y="${Number(line) + 4}" text-anchor="end">${y * 100} %</text>`;
	});
	const axis = `<text x="${size.left}" y="${below}">${from}</text><text x="${right}" y="${below}" text-anchor="end">${to}</text>`;
	return `<svg class="chart" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">${[
		...grid,
		...parts,
		axis
	].join("")}</svg>`;
}
function numbers(head, rows) {
	const cells = (list, tag) => list.map((text, i) => `<${tag}${i > 0 ? " class=\"n\"" : ""}>${escapeHtml(text)}</${tag}>`).join("");
	const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("");
	return `<details><summary>All numbers</summary><div class="scroll" tabindex="0" role="region" aria-label="All numbers"><table><thead><tr>${cells(head, "th")}</tr></thead><tbody>${body}</tbody></table></div></details>`;
}
/** `2026-11-15 08:26`, of seconds since 1970. */
function minuteOf(seconds) {
	return (/* @__PURE__ */ new Date(seconds * 1e3)).toISOString().slice(0, 16).replace("T", " ");
}
// src/report/html/table.ts
/** A bundle's entries, each with its share of the bundle, about, and the complete runs since one used it. */
function pageEntries(manifest) {
	const share = shareOf(manifest);
	return manifest.entries.map((entry) => ({
		name: shortName(entry.name),
		label: entry.label ?? "(no name)",
		language: entry.language ?? "",
		bytes: Math.round(share(entry)),
		ms: entry.costMs,
		age: ageOf(entry.lastRun, manifest.run.clock),
		runs: entry.runs
	}));
}
/** The table's columns: the name of the data, and the title. */
const titles = [
	["label", "Crate or source"],
	["name", "Entry"],
	["bytes", "In the bundle"],
	["ms", "Compile time"],
	["age", "Last used"],
	["runs", "Runs"]
];
/** The table, empty: a script of the page fills it. */
function entriesTable(entries) {
	const heads = titles.map(([key, text], i) => `<th scope="col" aria-sort="${key === "bytes" ? "descending" : "none"}" class="${i > 1 ? "n" : ""}"><button type="button" data-sort="${key}">${text}</button></th>`);
	return [
		`<section id="entries" aria-labelledby="h-entries"><h2 id="h-entries">Entries</h2>`,
		"<form role=\"search\" onsubmit=\"return false\"><label for=\"q\">Search by crate, source or entry</label>",
		"<input id=\"q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></form>",
		`<p id="found" role="status" aria-live="polite">${entryCount(entries.length)}</p>`,
		`<div class="scroll" tabindex="0" role="region" aria-labelledby="h-entries"><table><thead><tr>${heads.join("")}</tr></thead><tbody id="rows"></tbody></table></div>`,
		"<button type=\"button\" id=\"more\" hidden>Show more</button>",
		"<noscript><p>The table needs JavaScript; the charts above do not.</p></noscript></section>"
	].join("");
}
/** The data of the table, and the script that fills, sorts and searches it. */
function tableScript(entries) {
	return `<script type="application/json" id="data">${JSON.stringify(columnsOf(entries)).replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028")}<\/script><script>${`(${tableOfEntries.toString()})(document)`}<\/script>`;
}
/** Columns are smaller than rows. */
function columnsOf(entries) {
	const labels = [...new Set(entries.map(({ label }) => label))];
	const index = new Map(labels.map((label, i) => [label, i]));
	return {
		labels,
		label: entries.map(({ label }) => index.get(label) ?? 0),
		name: entries.map(({ name }) => name),
		bytes: entries.map(({ bytes }) => bytes),
		ms: entries.map(({ ms }) => ms),
		age: entries.map(({ age }) => age),
		runs: entries.map(({ runs }) => runs)
	};
}
/**
* Fills the table, sorts and searches it. Runs in the page by its own text, so it uses nothing from outside of itself.
* Names are only ever set as text.
*/
function tableOfEntries(page) {
	const find = (id) => {
		const element = page.getElementById(id);
		if (!element) throw new Error(`no ${id}`);
		return element;
	};
	const data = JSON.parse(find("data").textContent);
	const [rows, more, found, search] = [
		find("rows"),
		find("more"),
		find("found"),
		find("q")
	];
	const labels = data.label.map((i) => data.labels[i] ?? "");
	const lower = labels.map((label) => label.toLowerCase());
	const columns = {
		...data,
		label: lower
	};
	const step = 100;
	const sort = {
		column: "bytes",
		down: true
	};
	let order = labels.map((_, i) => i);
	let shown = step;
	const size = (bytes) => {
		const units = [
			"B",
			"kB",
			"MB",
			"GB"
		];
		let [value, unit] = [bytes, 0];
		while (value >= 999.5 && unit < 3) [value, unit] = [value / 1e3, unit + 1];
		return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
	};
	const time = (ms) => typeof ms !== "number" ? "–" : ms < 9950 ? `${(ms / 1e3).toFixed(1)} s` : `${Math.round(ms / 1e3)} s`;
	const age = (runs) => runs === 0 ? "last run" : runs === 1 ? "1 run ago" : `${runs} runs ago`;
	const row = (i) => {
		const line = page.createElement("tr");
		const cells = [
			labels[i] ?? "",
			data.name[i] ?? "",
			size(data.bytes[i] ?? 0),
			time(data.ms[i]),
			age(data.age[i] ?? 0),
			String(data.runs[i] ?? "")
		];
		for (const [column, text] of cells.entries()) {
			const cell = page.createElement("td");
			cell.textContent = text;
			if (column > 1) cell.className = "n";
			line.append(cell);
		}
		return line;
	};
	const draw = () => {
		rows.replaceChildren(...order.slice(0, shown).map(row));
		more.hidden = shown >= order.length;
		const all = order.length === 1 ? "1 entry" : `${order.length} entries`;
		found.textContent = shown >= order.length ? all : `${all}, the first ${shown} are shown`;
	};
	const update = () => {
		const wanted = search.value.trim().toLowerCase();
		const keys = columns[sort.column] ?? [];
		const sign = sort.down ? -1 : 1;
		order = labels.map((_, i) => i).filter((i) => wanted === "" || lower[i]?.includes(wanted) || data.name[i]?.startsWith(wanted)).sort((a, b) => {
			const [one, other] = [keys[a] ?? -1, keys[b] ?? -1];
			return one === other ? a - b : one < other ? -sign : sign;
		});
		shown = step;
		draw();
	};
	for (const button of page.querySelectorAll("[data-sort]")) button.addEventListener("click", () => {
		const column = button.dataset["sort"] ?? "";
		sort.down = column === sort.column ? !sort.down : column !== "label" && column !== "name";
		sort.column = column;
		for (const head of page.querySelectorAll("th[aria-sort]")) head.setAttribute("aria-sort", "none");
		button.parentElement?.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
		update();
	});
	for (const tile of page.querySelectorAll("[data-search]")) tile.addEventListener("click", () => {
		search.value = tile.dataset["search"] ?? "";
		update();
		find("entries").scrollIntoView({ block: "start" });
		search.focus({ preventScroll: true });
	});
	more.addEventListener("click", () => {
		shown += 500;
		draw();
	});
	search.addEventListener("input", update);
	update();
}
// src/report/html/page.ts
/**
* One self-contained page on a bundle and a run: what takes the space, a table of entries, the last runs, what other
* budgets would keep, and why compilations missed. It loads nothing from anywhere.
*/
function renderPage({ title, bundle, report }) {
	const entries = bundle ? pageEntries(bundle.manifest) : [];
	const history = report?.history ?? bundle?.manifest.history ?? [];
	const curve = report?.save?.budget?.curve ?? (bundle ? curveOf(bundle) : []);
	const sections = [
		...bundle ? [section("space", "What takes the space", treemap(entries))] : [],
		...history.length > 1 ? [section("runs", `The last ${history.length} runs`, historyChart(history))] : [],
		...curve.length > 1 ? [section("budget", "What other budgets would keep", curveChart(curve))] : [],
		...report?.explanation ? [section("misses", "Why compilations missed", barList(report.explanation.causes))] : [],
		...bundle ? [entriesTable(entries)] : []
	];
	return [
		"<!doctype html>",
		"<html lang=\"en\"><head><meta charset=\"utf-8\">",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">`,
		`<title>${escapeHtml(title)} – sccache-bundle</title><style>${pageStyle}</style></head><body>`,
		"<a class=\"skip\" href=\"#entries\">Skip to the table of entries</a>",
		header(title, bundle, report),
		"<main>",
		...sections,
		sections.length === 0 ? "<p>There is nothing to show: no bundle and no report was given.</p>" : "",
		"</main>",
		bundle ? tableScript(entries) : "",
		"</body></html>\n"
	].join("\n");
}
function header(title, bundle, report) {
	const manifest = bundle?.manifest;
	const rawBytes = sumRawBytes(manifest?.segments ?? []);
	const list = [
		["Size", bundle && `${formatSize(bundle.fileBytes)}, ${formatSize(rawBytes)} unpacked`],
		["Entries", manifest && entryCount(manifest.entries.length)],
		["Saved", manifest && minuteOf(manifest.created)],
		["Ref", manifest?.ref && refName(manifest.ref)],
		["Compiler", manifest?.toolchain],
		["sccache", manifest?.sccacheVersion],
		["Time spent", report && costs(report)],
		["Key", report?.key.primary]
	].map(([name, fact]) => fact ? `<div${name === "Key" ? " class=\"wide\"" : ""}><dt>${name}</dt><dd>${escapeHtml(fact)}</dd></div>` : "").join("");
	const result = report ? `<p class="headline">${escapeHtml(headline(report))}</p>` : "";
	const advice = report?.advice ? `<p class="advice"><strong>Advice:</strong> ${escapeHtml(report.advice.text)}</p>` : "";
	return `<header><p class="brand">sccache-bundle</p><h1>${escapeHtml(title)}</h1>${result}<dl>${list}</dl>${advice}</header>`;
}
function costs({ restore, save }) {
	return [...restore ? [`restore ${duration(restore.seconds)}`] : [], ...save ? [`save ${duration(save.seconds)}`] : []].join(", ");
}
function section(name, title, body) {
	return `<section aria-labelledby="h-${name}"><h2 id="h-${name}">${title}</h2>${body}</section>`;
}
/** Many enough budgets for a smooth line. */
const curveSteps = 16;
function curveOf({ manifest, fileBytes }) {
	const budgets = Array.from({ length: curveSteps }, (_, i) => Math.ceil(fileBytes * (i + 1) / curveSteps));
	return budgetCurve(candidatesOf(manifest), budgets);
}
/** The page's style: light and dark, from 320 px on. Colours keep a contrast of 4.5 to 1 for text. */
const pageStyle = `
:root{color-scheme:light dark;--bg:#fff;--fg:#1f2328;--dim:#57606a;--line:#d0d7de;--card:#f6f8fa;--accent:#0969da;
--rust:#b7410e;--c:#1a5fb4;--other:#5c6670;--hits:#1a7f37;--focus:#0969da}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#e6edf3;--dim:#9198a1;--line:#30363d;--card:#161b22;--accent:#58a6ff;
--rust:#a8410f;--c:#1f5fae;--other:#4a525b;--hits:#3fb950;--focus:#58a6ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
header,main{max-width:1100px;margin:0 auto;padding:16px}
.brand{margin:0;color:var(--dim);font-size:13px;font-weight:600;letter-spacing:.02em}
h1{margin:2px 0 8px;font-size:20px;line-height:1.3;overflow-wrap:anywhere}
h2{margin:0 0 8px;font-size:17px}
section{margin:0 0 36px}
.headline{margin:0 0 12px;font-size:17px}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:8px 16px;margin:0;padding:12px;background:var(--card);border:1px solid var(--line);border-radius:8px}
dt{color:var(--dim);font-size:12px}.wide{grid-column:1/-1}dd{margin:0;overflow-wrap:anywhere}
.advice{margin:12px 0 0;padding:8px 12px;border-left:4px solid var(--accent);background:var(--card)}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px;padding:8px;background:var(--bg);z-index:2}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;margin:0 0 8px;color:var(--dim);font-size:13px}
.key{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:6px;vertical-align:-1px}
.l-rust{background-color:var(--rust)}.l-c{background-color:var(--c)}.l-other{background-color:var(--other)}
.l-old{background:repeating-linear-gradient(45deg,var(--dim) 0 3px,transparent 3px 6px)}
.k-time{background:var(--accent)}.k-hits{background:var(--hits)}
.map{position:relative;list-style:none;margin:0;padding:0;aspect-ratio:var(--wide)}
.map li{position:absolute;left:var(--x);top:var(--y);width:var(--w);height:var(--h);padding:1px}
.tile{display:flex;flex-direction:column;align-items:stretch;justify-content:flex-start;width:100%;height:100%;overflow:hidden;padding:3px 5px;border:0;border-radius:3px;color:#fff;font:inherit;font-size:12px;line-height:1.25;text-align:left;cursor:pointer}
.tile:hover{filter:brightness(1.15)}.tile:focus-visible{outline-offset:-3px;outline-color:#fff}
.tile.old{background-image:repeating-linear-gradient(45deg,rgba(0,0,0,.28) 0 4px,transparent 4px 9px)}
.tile .t{display:block;font-weight:600;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.tile .s{display:block;white-space:nowrap}
.map li{container-type:size}
@container (max-height:36px) or (max-width:60px){.tile .s{display:none}}
@container (max-height:20px) or (max-width:34px){.tile .t{display:none}}
.chart{display:block;width:100%;max-width:760px;height:auto}
.chart line{stroke:var(--line)}.chart text{fill:var(--dim);font-size:12px}
.chart polyline{fill:none;stroke:var(--accent);stroke-width:2.5;stroke-linejoin:round}.chart .hits{stroke:var(--hits);stroke-dasharray:6 4}.chart circle{fill:var(--accent)}
details{margin-top:8px}summary{cursor:pointer;color:var(--accent)}
.bars{list-style:none;margin:0;padding:0}.bars li{margin:0 0 16px}
.what{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 12px}.bar{height:10px;margin:4px 0;border-radius:5px;background:var(--card);border:1px solid var(--line);overflow:hidden}.bar span{display:block;height:100%;background:var(--accent)}
.labels{margin:2px 0;color:var(--dim);font-size:13px;overflow-wrap:anywhere}
label{display:block;font-size:13px;color:var(--dim)}
input{width:100%;max-width:420px;padding:8px 10px;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:inherit;font:inherit}
#found{margin:8px 0;color:var(--dim);font-size:13px}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:8px}
table{width:100%;border-collapse:collapse;font-size:14px}
th,td{padding:6px 10px;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}
tr:last-child td{border-bottom:0}
th{background:var(--card);font-weight:600}.n{text-align:right;font-variant-numeric:tabular-nums}
th button{padding:0;border:0;background:none;color:inherit;font:inherit;cursor:pointer}
th[aria-sort=ascending] button::after{content:" ▲"}th[aria-sort=descending] button::after{content:" ▼"}
td:nth-child(2){font-family:ui-monospace,monospace;font-size:12px}
#rows td:first-child{max-width:320px;overflow:hidden;text-overflow:ellipsis}
#more{margin-top:8px;padding:6px 14px;border:1px solid var(--line);border-radius:6px;background:var(--card);color:inherit;font:inherit;cursor:pointer}
@media (max-width:640px){.map{aspect-ratio:var(--narrow)}.map li{left:var(--xn);top:var(--yn);width:var(--wn);height:var(--hn)}
.chart text{font-size:19px}#rows td:first-child{max-width:150px}th,td{padding:6px 8px}}
@media (prefers-reduced-motion:no-preference){.tile{transition:filter .1s}}
`;
export { renderPage };
