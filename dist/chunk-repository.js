import { n as byAge, t as StoreError } from "./chunk-store.js";
import { t as githubCall } from "./chunk-rest-call.js";
// src/store/github/repository.ts
const pageSize = 100;
/** 10,000 entries: what lies beyond is not worth the requests. */
const mostPages = 100;
/**
* The cache of one repository, as GitHub's REST interface shows it: its entries as a catalog, of every ref and every tool.
* Listing needs `actions: read`, removing `actions: write`. https://docs.github.com/en/rest/actions/cache
*/
function githubRepository(access) {
	const call = githubCall(access);
	return {
		label: "github",
		tellsReads: true,
		survey: async () => surveyOf(await getPage(call, {
			page: 1,
			sort: "size_in_bytes"
		})),
		usage: () => getUsage(call),
		async leastRecent() {
			const { bundles, rows } = await getPage(call, {
				page: 1,
				sort: "last_accessed_at",
				direction: "asc"
			});
			const times = bundles.map(({ lastReadAtMs = 0 }) => lastReadAtMs);
			return rows === times.length && times.every((at, i) => at >= (times[i - 1] ?? at)) ? bundles : [];
		},
		async list(prefix, { ref, signal } = {}) {
			const found = /* @__PURE__ */ new Map();
			let isWhole = true;
			for (let page = 1;; page += 1) {
				const { bundles, rows, count } = await getPage(call, {
					page,
					sort: "created_at",
					prefix,
					ref,
					signal
				});
				for (const bundle of bundles) found.set(bundle.id, bundle);
				isWhole &&= bundles.length === rows;
				if (count <= page * pageSize) break;
				if (rows > 0 && page < mostPages) continue;
				isWhole = false;
				break;
			}
			return {
				bundles: [...found.values()].sort(byAge),
				complete: isWhole
			};
		},
		async remove({ id }, { signal } = {}) {
			return await call("DELETE /repos/{owner}/{repo}/actions/caches/{cache_id}", {
				cache_id: Number(id),
				signal
			}) === "absent" ? "gone" : "removed";
		}
	};
}
/** What the first page tells, the largest entries first: none of those that follow is larger than its last one. */
function surveyOf({ bundles, rows, count }) {
	const leastBytes = bundles.reduce((sum, { bytes }) => sum + bytes, 0);
	if (rows >= count) return {
		known: bundles,
		complete: rows === bundles.length,
		leastBytes,
		mostBytes: leastBytes
	};
	const sizes = bundles.map(({ bytes }) => bytes);
	const largestUnknown = rows === sizes.length && sizes.every((bytes, i) => bytes <= (sizes[i - 1] ?? bytes)) ? sizes.at(-1) ?? Number.POSITIVE_INFINITY : Number.POSITIVE_INFINITY;
	return {
		known: bundles,
		complete: false,
		leastBytes,
		mostBytes: leastBytes + (count - rows) * largestUnknown
	};
}
async function getUsage(call) {
	const usage = await call("GET /repos/{owner}/{repo}/actions/cache/usage");
	const bytes = Number(isRecord(usage) ? usage["active_caches_size_in_bytes"] : NaN);
	if (!Number.isFinite(bytes)) throw unreadable("GitHub does not tell the size of the repository's cache");
	return bytes;
}
async function getPage(call, wanted) {
	const { page, prefix = "", ref, sort, direction = "desc", signal } = wanted;
	const answer = await call("GET /repos/{owner}/{repo}/actions/caches", {
		...prefix === "" ? {} : { key: prefix },
		...ref === void 0 ? {} : { ref },
		per_page: pageSize,
		page,
		sort,
		direction,
		signal
	});
	const { actions_caches: rows, total_count: count } = isRecord(answer) ? answer : {};
	if (!Array.isArray(rows) || typeof count !== "number") throw unreadable("GitHub's list of caches cannot be read");
	return {
		bundles: rows.flatMap(parseRow),
		rows: rows.length,
		count
	};
}
/** What is not as documented is left out: an entry of which we do not know all is not ours to judge, or to delete. */
function parseRow(row) {
	const { id, key, ref, size_in_bytes, created_at, last_accessed_at } = isRecord(row) ? row : {};
	const bundle = {
		id: String(id),
		key: String(key),
		ref: String(ref),
		bytes: Number(size_in_bytes),
		savedAtMs: Date.parse(String(created_at)),
		lastReadAtMs: Date.parse(String(last_accessed_at))
	};
	return Number.isSafeInteger(id) && typeof key === "string" && typeof ref === "string" && bundle.bytes >= 0 && bundle.savedAtMs >= 0 && bundle.lastReadAtMs >= 0 ? [bundle] : [];
}
function isRecord(value) {
	return typeof value === "object" && value !== null;
}
function unreadable(message) {
	return new StoreError(message, { reason: "unavailable" });
}
export { githubRepository };
