import { t as evictReasons } from "./chunk-plan.js";
import { r as tellingPrints } from "./chunk-log-lines.js";
// src/report/explain/differences.ts
/** Names whose fingerprint is another one, or that only one of the two has; in order. */
function differingNames(before, now) {
	return [.../* @__PURE__ */ new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => before[name] !== now[name]).sort();
}
/** Arguments of a compilation that another one has not, as fingerprints with the option's name: `opt-level#a1b2c3`. */
function differingArguments(before, now) {
	const old = new Set(tellingPrints(before));
	const fresh = new Set(tellingPrints(now));
	return [...[...fresh].filter((print) => !old.has(print)), ...[...old].filter((print) => !fresh.has(print))];
}
/** Among several earlier compilations of a name, the one whose arguments are most alike. */
function mostAlike(earlier, now) {
	let best;
	let least = Number.POSITIVE_INFINITY;
	for (const one of earlier) {
		if (!one.prints?.length) continue;
		const different = differingArguments(one.prints, now).length;
		if (different < least) [best, least] = [one, different];
	}
	return best;
}
/** Profile settings of cargo, by rustc's names. */
const profile = /^(opt-level|debuginfo|debug-assertions|overflow-checks|panic|codegen-units|lto|strip|split-debuginfo|embed-bitcode)$/;
/** What sort of difference arguments make, and the names of the options. */
function describeArguments(different) {
	const names = [...new Set(different.map((print) => print.slice(0, print.indexOf("#"))))];
	const options = names.filter((name) => name !== "" && !/^-[CZ]$/.test(name)).sort();
	if (options.some((name) => profile.test(name))) return {
		kind: "profile",
		names: options
	};
	if (options.some((name) => /^(feature|--cfg|--check-cfg)$/.test(name))) return {
		kind: "features",
		names: options
	};
	if (options.length === 0 && names.includes("")) return {
		kind: "source-path",
		names: []
	};
	return options.length > 0 ? {
		kind: "options",
		names: options
	} : {
		kind: "none",
		names: []
	};
}
/** Enough of an entry's name to know it again. */
function shortName(entry) {
	return entry.slice(entry.lastIndexOf("/") + 1).slice(0, 16);
}
const remedies = {
	unused: "Set evict: budget-only to keep entries that complete runs do not use.",
	"too-old": "Raise max-age, or leave it unset.",
	"over-budget": "Raise max-size.",
	larger: "Raise max-size."
};
/** What a bundle left out, by short name: when, by which rule, and what to do. `created` is in seconds since 1970. */
function evictions(evicted, created) {
	const day = (/* @__PURE__ */ new Date(created * 1e3)).toISOString().slice(0, 10);
	const isRule = (rule) => Object.hasOwn(evictReasons, rule);
	return new Map(Object.entries(evicted ?? {}).flatMap(([rule, names]) => {
		const eviction = {
			rule: `${isRule(rule) ? evictReasons[rule] : rule} (${day})`,
			remedy: isRule(rule) ? remedies[rule] : null
		};
		return names.map((name) => [name, eviction]);
	}));
}
/**
* The crates of a workspace itself, named as rustc names them, from the text of its Cargo.lock: those without a source.
* Empty for what is no such file.
*/
function workspaceCrates(lockfile) {
	const own = lockfile.split(/^\[\[package\]\]$/m).slice(1).flatMap((text) => {
		const name = /^name = "([^"]+)"$/m.exec(text)?.[1];
		return name === void 0 || /^source = /m.test(text) ? [] : [name.replaceAll("-", "_")];
	});
	return new Set(own);
}
export { mostAlike as a, evictions as i, differingArguments as n, shortName as o, differingNames as r, workspaceCrates as s, describeArguments as t };
