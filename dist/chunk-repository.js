import { n as sumBytes } from "./chunk-size.js";
import { t as byAge } from "./chunk-stored-bundle.js";
import { t as StoreError } from "./chunk-store.js";
import { n as isRecord, t as githubCall } from "./chunk-rest.js";
// src/store/github/repository.ts
const pageSize = 100;
/** 10,000 entries: what lies beyond is not worth the requests. */
const mostPages = 100;
/**
* The cache of one repository, as GitHub's REST API shows it: its entries as a catalog, of every ref and every tool.
* Listing needs `actions: read`, removing `actions: write`. https://docs.github.com/en/rest/actions/cache
*/
function githubRepository(access) {
	const ask = githubCall(access);
	const call = (...request) => ask(...request).catch(namingPermissions);
	return {
		label: "github",
		async survey() {
			const query = { sort: "size_in_bytes" };
			const first = await getPage(call, query);
			if (first.count > 200) return surveyOf(first);
			const all = await withRest(first, call, query);
			return surveyOf(isWhole(all) ? all : first);
		},
		async usage() {
			const usage = await call("GET /repos/{owner}/{repo}/actions/cache/usage");
			const bytes = Number(isRecord(usage) ? usage["active_caches_size_in_bytes"] : NaN);
			if (Number.isFinite(bytes)) return bytes;
			throw unreadable("GitHub does not tell the size of the repository's cache");
		},
		async leastRecent() {
			const { bundles, rows } = await getPage(call, {
				sort: "last_accessed_at",
				direction: "asc"
			});
			const times = bundles.map(({ lastReadAtMs = 0 }) => lastReadAtMs);
			return rows === times.length && times.every((at, i) => at >= (times[i - 1] ?? at)) ? bundles : [];
		},
		async list(prefix, { ref, signal } = {}) {
			const query = {
				sort: "created_at",
				key: prefix === "" ? void 0 : prefix,
				ref,
				signal
			};
			const all = await withRest(await getPage(call, query), call, query);
			return {
				bundles: all.bundles.toSorted(byAge),
				complete: isWhole(all) && isLegible(all)
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
/** Throws the error; one that is a refusal with what helps. */
function namingPermissions(error) {
	const help = error instanceof StoreError ? refusals[error.reason] : void 0;
	if (!(error instanceof StoreError) || help === void 0) throw error;
	throw new StoreError(`${error.message}: ${help}`, { reason: error.reason });
}
const refusals = {
	denied: "listing caches needs `permissions: actions: read`, deleting them `permissions: actions: write`",
	absent: "this server lists no caches (Gitea and Forgejo do not), or the token is for another repository"
};
/** What the largest entries tell, in that order: none of those that follow is larger than the last one. */
function surveyOf(page) {
	const { bundles, rows, count } = page;
	const leastBytes = sumBytes(bundles);
	if (isWhole(page)) return {
		known: bundles,
		complete: isLegible(page),
		leastBytes,
		mostBytes: leastBytes
	};
	const sizes = bundles.map(({ bytes }) => bytes);
	const largestUnknown = isLegible(page) && sizes.every((bytes, i) => bytes <= (sizes[i - 1] ?? bytes)) ? sizes.at(-1) ?? Number.POSITIVE_INFINITY : Number.POSITIVE_INFINITY;
	return {
		known: bundles,
		complete: false,
		leastBytes,
		mostBytes: leastBytes + (count - rows) * largestUnknown
	};
}
const isWhole = ({ rows, count }) => rows >= count;
const isLegible = ({ bundles, rows }) => bundles.length === rows;
/** One page, the latest or largest first unless the query says otherwise. */
async function getPage(call, query) {
	const answer = await call("GET /repos/{owner}/{repo}/actions/caches", {
		per_page: pageSize,
		direction: "desc",
		...query
	});
	const { actions_caches: rows, total_count: count } = isRecord(answer) ? answer : {};
	if (!Array.isArray(rows) || typeof count !== "number") throw unreadable("GitHub's list of caches cannot be read");
	return {
		bundles: rows.flatMap(parseRow),
		rows: rows.length,
		count
	};
}
/** The first page with all that follow it. */
async function withRest(first, call, query) {
	let all = first;
	for (let page = 2; page <= Math.min(mostPages, Math.ceil(all.count / pageSize)); page += 1) {
		const more = together(all, await getPage(call, {
			...query,
			page
		}));
		if (more.rows === all.rows) break;
		all = more;
	}
	return all;
}
/**
* Entries shift from page to page while others save and delete: one comes twice then, or one does not come at all, and so
* there are fewer than the larger of the two counts.
*/
function together(one, other) {
	const byId = new Map([...one.bundles, ...other.bundles].map((bundle) => [bundle.id, bundle]));
	const twice = one.bundles.length + other.bundles.length - byId.size;
	const rows = one.rows + other.rows - twice;
	return {
		bundles: [...byId.values()],
		rows,
		count: Math.max(one.count, other.count)
	};
}
/** What is not as documented is left out: an entry of which we do not know all is not ours to judge, or to delete. */
function parseRow(row) {
	const { id, key, ref, version, size_in_bytes, created_at, last_accessed_at } = isRecord(row) ? row : {};
	const bundle = {
		id: String(id),
		key: String(key),
		ref: String(ref),
		...typeof version === "string" && { version },
		bytes: Number(size_in_bytes),
		savedAtMs: Date.parse(String(created_at)),
		lastReadAtMs: Date.parse(String(last_accessed_at))
	};
	return Number.isSafeInteger(id) && typeof key === "string" && typeof ref === "string" && bundle.bytes >= 0 && bundle.savedAtMs >= 0 && bundle.lastReadAtMs >= 0 ? [bundle] : [];
}
/** Of an answer that is not as documented; the next one would be the same. */
function unreadable(text) {
	return new StoreError(text, { reason: "unavailable" });
}
export { githubRepository };
