import { s as fullRef } from "./chunk-directory.js";
import { t as byAge } from "./chunk-stored-bundle.js";
import { t as DamagedBundleError } from "./chunk-error-kinds.js";
// src/store/scopes.ts
/**
* The scopes of a job. A pull request has one of its own, on every CI: some call its ref after the branch that it comes from,
* and a fork's branch may be called `main`.
*/
function scopesOf({ ref, event, pullRequest, baseRef, defaultBranch }) {
	const isPull = pullRequest !== void 0 || (event ?? "").startsWith("pull_request");
	const isNamed = ref?.startsWith("refs/pull/") === true;
	const number = pullRequest ?? `of-${(ref ?? "unknown").replace(/^refs\/heads\//, "")}`;
	return {
		own: isPull && !isNamed ? `refs/pull/${number}/merge` : fullRef(ref),
		base: isPull ? fullRef(baseRef) : void 0,
		defaultBranch: fullRef(defaultBranch)
	};
}
/** The refs that a job may read, in the order in which they are asked: GitHub's order. Undefined stands for no ref. */
function readableRefs({ own, base, defaultBranch }) {
	return [.../* @__PURE__ */ new Set([own, ...[base, defaultBranch].filter((ref) => ref !== void 0)])];
}
/**
* The store with each ref's bundles apart, as GitHub keeps them: a lookup asks the job's own scope for the whole chain, then
* its base's, then the default branch's; a put writes the own one. The scope is the first part of the stored key, which
* callers never see.
*/
function scoped(store, scopes) {
	const readable = readableRefs(scopes);
	async function firstHit({ key, fallbacks }, ask) {
		for (const ref of readable) {
			const inScope = (name) => scopedKey(ref, name);
			const found = await ask({
				key: inScope(key),
				fallbacks: fallbacks.map(inScope)
			}).catch(withoutScope);
			if (found.kind === "hit") return {
				...found,
				...parseScopedKey(found.key)
			};
		}
		return { kind: "miss" };
	}
	return {
		label: store.label,
		traits: store.traits,
		lookup: (keys, call) => firstHit(keys, (chain) => store.lookup(chain, call)),
		fetch(keys, into, call) {
			const onArriving = (arriving) => call?.onArriving?.({
				...arriving,
				...parseScopedKey(arriving.key)
			});
			return firstHit(keys, (chain) => store.fetch(chain, into, {
				...call,
				onArriving
			}));
		},
		put: (key, from, call) => store.put(scopedKey(scopes.own, key), from, call)
	};
}
/** The catalog of a store that keeps refs apart by the stored key: it lists the bundles of all refs, by their own keys. */
function scopedCatalog(catalog) {
	return {
		label: catalog.label,
		async list(prefix, options = {}) {
			const { ref, signal } = options;
			const { bundles, complete } = await catalog.list(ref === void 0 ? "" : scopedKey(ref, prefix), { signal });
			return {
				bundles: bundles.flatMap((bundle) => {
					const parsed = parseScopedKey(bundle.key);
					return parsed?.key.startsWith(prefix) ? [{
						...bundle,
						...parsed
					}] : [];
				}).sort(byAge),
				complete
			};
		},
		remove: ({ ref, ...bundle }, call) => catalog.remove({
			...bundle,
			key: scopedKey(ref, bundle.key)
		}, call)
	};
}
/** What a store is given as the key: `heads/main:KEY`. No ref of git has a colon; `-` stands for no ref. */
function scopedKey(ref, key) {
	return `${ref === void 0 ? noRef : ref.replace(/^refs\//, "")}:${key}`;
}
/** The parts of such a key; undefined for an object that was saved without a scope, which is not ours. */
function parseScopedKey(stored) {
	const [, scope, key = ""] = /^(-|[^:/]+\/[^:]+):(.*)$/s.exec(stored) ?? [];
	if (scope === void 0) return void 0;
	return scope === noRef ? { key } : {
		key,
		ref: `refs/${scope}`
	};
}
/** Throws the error by the key that callers know. */
function withoutScope(error) {
	const key = error instanceof DamagedBundleError ? parseScopedKey(error.key)?.key : void 0;
	throw error instanceof DamagedBundleError && key !== void 0 ? error.withKey(key) : error;
}
const noRef = "-";
export { scopesOf as i, scoped as n, scopedCatalog as r, readableRefs as t };
