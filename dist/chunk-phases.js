// src/flow/phases.ts
/** Measures what a step spends its time on, and shows each phase while it lasts. */
function openPhases({ now, showProgress }) {
	const times = /* @__PURE__ */ new Map();
	let last;
	return {
		/** Runs `work` as a part of a phase: times of the same phase add up, and no two run at a time. */
		async run(name, work) {
			const began = now();
			last = name;
			times.set(name, times.get(name) ?? 0);
			try {
				return await shown(showProgress, name.charAt(0).toUpperCase() + name.slice(1), work);
			} finally {
				times.set(name, (times.get(name) ?? 0) + Math.max(0, now() - began));
			}
		},
		/** What was measured so far, in the order in which the phases began. */
		list: () => [...times].map(([name, ms]) => ({
			name,
			seconds: ms / 1e3
		})),
		/** What an outage is called that happens now. */
		doing: () => last === void 0 ? "lookup" : doings[last] ?? "lookup"
	};
}
const doings = {
	"look up and download": "download",
	"fetch other bundles": "download",
	upload: "upload"
};
/** Shows one wait that is no phase of a report. */
async function shown(showProgress, what, work) {
	const meter = showProgress?.(what);
	try {
		return await work(meter?.onProgress ?? (() => void 0));
	} finally {
		meter?.end();
	}
}
export { shown as n, openPhases as t };
