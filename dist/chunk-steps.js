import { t as inputs } from "./chunk-inputs.js";
import { l as planKeys, t as wantsNativeCode } from "./chunk-native-code.js";
import { a as makeFolder, c as readableRefs, l as scopesOf } from "./chunk-directory.js";
import { t as endOwnProgram } from "./chunk-own-program.js";
import { r as storeLabel } from "./chunk-parse-store.js";
import { n as guard, t as Minimatch } from "./chunk-esm.js";
import { t as byAge } from "./chunk-stored-bundle.js";
import { m as replaced, o as errorOfKind, p as orDiskError, t as DamagedBundleError } from "./chunk-error-kinds.js";
import { a as plainTraits, i as newestAt, n as asFound, o as wallClock, r as bestMatch, t as StoreError } from "./chunk-store.js";
import { A as homeFolder, E as childrenOf, O as rustFolder, S as cargoSettings, T as below, j as meantPath, k as walk } from "./chunk-backends.js";
import { n as sumBytes, t as formatSize } from "./chunk-size.js";
import { t as downloadBundle } from "./chunk-download.js";
import { t as isBeingRead } from "./chunk-prune.js";
import { t as inParallel } from "./chunk-in-parallel.js";
import { i as temporaryName, r as sweep } from "./chunk-left-over.js";
import { r as proxyNotice } from "./chunk-proxies.js";
import { t as openZstd } from "./chunk-open.js";
import { S as textOf, h as cCompiler, n as openServer } from "./chunk-server.js";
import { n as openSigning } from "./chunk-signing.js";
import { n as threadsFor } from "./chunk-threads.js";
import { i as fingerprint, o as parseToolchain } from "./chunk-parts.js";
import { i as launcherFolders } from "./chunk-surroundings.js";
import { n as callThrough, s as parseLines } from "./chunk-config.js";
import { createHash, randomUUID } from "node:crypto";
import { spawn } from "node:child_process";
import { cpus } from "node:os";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { createReadStream } from "node:fs";
import { chmod, constants as constants$1, copyFile, mkdir, open, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
// src/store/levels.ts
/**
* Several stores as one, the nearest first. The first that has any match answers, and the levels before it that
* had none get the bundle, too. A put goes to all at once and succeeds when any level has the bundle then; whether it was
* stored or taken is for the furthest level that answers to say, since that one is shared by most. A level that fails is named in a
* warning and passed over; only when no level gives an answer is there an error, or when the only one that has a match has a
* damaged one.
*/
function levelled(levels, { log, isOwn, fillMs = 6e4 }) {
	const label = levels.map((level) => level.label).join(",");
	const maxBytes = Math.min(...levels.map(({ traits }) => traits.maxBytes ?? Number.POSITIVE_INFINITY));
	const warned = /* @__PURE__ */ new Set();
	const warnOnce = (text) => {
		if (!warned.has(text)) log.warning(text, "lookup");
		warned.add(text);
	};
	/** The first level that answers with a hit; on the way it notes which levels had a clean miss. */
	async function firstHit(ask) {
		const missed = [];
		const errors = [];
		let furthest;
		for (const level of levels) try {
			const answer = await ask(level);
			if (answer.kind === "hit") return {
				answer,
				level,
				missed
			};
			missed.push(level);
		} catch (error) {
			if (!(error instanceof StoreError)) throw error;
			if (levels.at(-1) === level) furthest = error;
			else warnOnce(`${error.message}: going on with the next level`);
			errors.push(error);
		}
		if (missed.length === 0 || errors.some(isDamaged)) throw allFailed(errors);
		if (furthest) warnOnce(`${furthest.message}: no bundle in the levels that answered`);
	}
	/** Best effort: what was restored is there whatever comes of it. */
	async function fill(missed, { key, from }, call) {
		const limit = AbortSignal.timeout(fillMs);
		const signal = call?.signal === void 0 ? limit : AbortSignal.any([limit, call.signal]);
		for (const level of missed) try {
			const { kind } = await level.put(key, from, { signal });
			if (kind === "stored") log.info(`${level.label}: filled with ${key}`);
		} catch (error) {
			if (!(error instanceof StoreError) && !signal.aborted) throw error;
			const why = error instanceof StoreError ? error.message : `${level.label}: no end after ${fillMs / 1e3} s`;
			log.notice(`${why}: it was not filled with ${key}`);
		}
	}
	return {
		label,
		traits: {
			findsAllInOneLookup: false,
			maxBytes: Number.isFinite(maxBytes) ? maxBytes : void 0
		},
		async lookup(keys, call) {
			return (await firstHit((level) => level.lookup(keys, call)))?.answer ?? { kind: "miss" };
		},
		async fetch(keys, into, call) {
			const found = await firstHit((level) => level.fetch(keys, into, call));
			if (found === void 0 || found.answer.kind === "miss") return { kind: "miss" };
			const { key, ref } = found.answer;
			log.info(`${found.level.label}: has ${key}`);
			if (isOwn(ref)) await fill(found.missed, {
				key,
				from: into
			}, call);
			return found.answer;
		},
		async put(key, from, call) {
			const ended = await Promise.allSettled(levels.map((level) => level.put(key, from, call)));
			const stored = ended.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
			const errors = outagesOf(ended);
			if (stored.length === 0) throw allFailed(errors);
			for (const { message } of errors) log.warning(`${message}: the bundle is in the other levels only`, "upload");
			return stored.findLast(({ kind }) => kind !== "reserved") ?? { kind: "reserved" };
		}
	};
}
/** What kept levels from an answer. @throws what is no StoreError, and so a bug of ours */
function outagesOf(ended) {
	return ended.flatMap((one) => {
		if (one.status === "fulfilled") return [];
		if (one.reason instanceof StoreError) return [one.reason];
		throw one.reason;
	});
}
const isDamaged = (error) => error instanceof DamagedBundleError;
/** One error for all: of a damaged bundle, which is certain when no other level may have a sound one; else of the reason of the first. */
function allFailed(errors) {
	const [first] = errors;
	const text = errors.map(({ message }) => message).join("; ");
	const damaged = errors.find(isDamaged);
	if (damaged !== void 0) {
		const { key } = damaged;
		const isCertain = errors.every((error) => isDamaged(error) && error.isCertain && error.key === key);
		return new DamagedBundleError(text, {
			key,
			isCertain,
			cause: damaged
		});
	}
	return new StoreError(text, {
		reason: first?.reason ?? "unavailable",
		cause: first
	});
}
/**
* The catalogs of several levels as one: a bundle that more than one level holds is listed once, and is removed from all. Its
* times are the latest of any level. A level that does not answer makes the listing incomplete; one that cannot be listed is
* undefined.
*/
function levelsCatalog(levels, { log }) {
	const catalogs = levels.flatMap((catalog, level) => catalog === void 0 ? [] : [{
		catalog,
		level
	}]);
	return {
		label: catalogs.map(({ catalog }) => catalog.label).join(","),
		async list(prefix, options) {
			const ended = await Promise.allSettled(catalogs.map(({ catalog }) => catalog.list(prefix, options)));
			const errors = outagesOf(ended);
			for (const error of errors) {
				if (errors.length === ended.length || options?.signal?.aborted) throw error;
				log.notice(`${error.message}: its bundles are not listed`);
			}
			const listed = ended.flatMap((one, i) => {
				const level = catalogs[i]?.level ?? 0;
				return one.status === "rejected" ? [] : one.value.bundles.map((bundle) => ({
					bundle,
					level
				}));
			});
			return {
				bundles: [...Map.groupBy(listed, ({ bundle }) => `${bundle.ref ?? ""}\n${bundle.key}`).values()].map(merged).sort(byAge),
				complete: ended.every((one) => one.status === "fulfilled" && one.value.complete)
			};
		},
		async remove({ id, ...bundle }, options) {
			const ids = new Map(JSON.parse(id ?? "[]"));
			let isRemoved = false;
			for (const { catalog, level } of catalogs) {
				const own = ids.get(level);
				if (own === void 0) continue;
				const one = {
					...bundle,
					...own === null ? {} : { id: own }
				};
				isRemoved = await catalog.remove(one, options) === "removed" || isRemoved;
			}
			return isRemoved ? "removed" : "gone";
		}
	};
}
/** The repository of the level that is GitHub's. What it knows is never all that the levels hold. */
function repositoryInLevels(levels) {
	const level = levels.findIndex((one) => one !== void 0);
	const repository = levels[level];
	if (repository === void 0) return void 0;
	const inLevel = (bundles) => bundles.map((bundle) => merged([{
		bundle,
		level
	}]));
	return {
		usage: () => repository.usage(),
		leastRecent: async () => inLevel(await repository.leastRecent()),
		async survey() {
			const { known, ...bounds } = await repository.survey();
			return {
				...bounds,
				complete: false,
				known: inLevel(known)
			};
		}
	};
}
function merged(group) {
	const bundles = group.map(({ bundle }) => bundle);
	const reads = bundles.flatMap(({ lastReadAtMs }) => lastReadAtMs === void 0 ? [] : [lastReadAtMs]);
	const [first] = bundles;
	return {
		key: first?.key ?? "",
		...first?.ref === void 0 ? {} : { ref: first.ref },
		id: JSON.stringify(group.map(({ bundle, level }) => [level, bundle.id ?? null])),
		bytes: Math.max(...bundles.map(({ bytes }) => bytes)),
		savedAtMs: Math.max(...bundles.map(({ savedAtMs }) => savedAtMs)),
		...reads.length < bundles.length ? {} : { lastReadAtMs: Math.max(...reads) }
	};
}
// src/store/local/folder.ts
/** At once; a process may have some 1000 files open. */
const mostOpen = 32;
const bundleFile = "bundle.tar.zst";
const entryFile = "entry.json";
/**
* What has to be removed so that the rest takes at most `maxBytes`: the least recently read first, never the newest, nor one
* that was read so recently that it may be on its way to somebody. `bundles` are sorted from the oldest to the newest. Equal
* inputs give equal plans, so that runners that tidy up at once choose the same.
*/
function planRemoval(bundles, maxBytes, nowMs) {
	const candidates = bundles.slice(0, -1).filter((bundle) => bundle.lastReadAtMs <= bundle.savedAtMs || !isBeingRead(bundle, {
		successor: void 0,
		nowMs
	})).sort((one, other) => one.lastReadAtMs - other.lastReadAtMs || (one.key < other.key ? -1 : 1));
	let total = sumBytes(bundles);
	return candidates.filter(({ bytes }) => {
		if (total <= maxBytes) return false;
		total -= bytes;
		return true;
	});
}
/**
* The name of the folder that holds the bundle of this key: what is readable of the key, for people, and a
* digest of all of it, for uniqueness. Valid on every file system, case-insensitive ones too, however long
* and odd the key is; the key itself is in the entry file.
*/
function folderOf(key) {
	return `${key.replace(/^\.|[^A-Za-z0-9._-]+/g, "_").slice(0, 100)}~${createHash("sha256").update(key).digest("hex").slice(0, 32)}`;
}
/** All readable bundles, the oldest first. A folder that is not there has none. */
async function listBundles(root) {
	const names = (await namesIn(root)).filter((name) => !name.startsWith("."));
	const reads = await readsOfOthers(root);
	const bundles = [];
	await inParallel(names, mostOpen, async (name) => {
		const bundle = await readBundle(join(root, name), reads);
		if (bundle !== void 0) bundles.push(bundle);
	});
	return bundles.sort(byAge);
}
/** The bundle of one folder; undefined when it is not there, not of this format, or not for us to read. */
async function readBundle(home, reads) {
	const path = join(home, entryFile);
	const others = reads ?? await readsOfOthers(dirname(home));
	try {
		const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
		return parseEntry(text, Math.max(mtimeMs, others.get(basename(home)) ?? 0));
	} catch (error) {
		if (hasCode(error, "ENOENT", "ENOTDIR", "EACCES", "EPERM")) return void 0;
		throw error;
	}
}
function parseEntry(text, touchedMs) {
	try {
		const { format, key, bytes, savedMs } = JSON.parse(text);
		if (format !== 1 || typeof key !== "string" || typeof bytes !== "number") return void 0;
		if (typeof savedMs !== "number") return void 0;
		return {
			key,
			id: String(savedMs),
			bytes,
			savedAtMs: savedMs,
			lastReadAtMs: touchedMs
		};
	} catch {
		return;
	}
}
/**
* Writes what is known of a new bundle, which nobody has read yet. Its file is as old as the bundle by this machine's clock, for
* reads are told by that clock too, whatever time makes the bundle the newest.
*/
async function writeEntry(home, about, nowMs) {
	const path = join(home, entryFile);
	await writeFile(path, JSON.stringify({
		format: 1,
		...about
	}));
	const time = new Date(nowMs);
	await utimes(path, time, time);
}
/** Where they note it, a file for each bundle and user: only the owner of a file may set its time. */
const readsFolder = ".reads";
/** The folder of the bundle whose reads are noted under this name. */
const folderOfNote = (name) => name.replace(/\.\d+$/, "");
/** Notes that the bundle in `home` is being read, or was. Where that is not possible, as on a read-only share, nothing is noted. */
async function noteRead(home, nowMs) {
	const time = new Date(nowMs);
	await utimes(join(home, entryFile), time, time).catch(async () => {
		const note = join(dirname(home), readsFolder, `${basename(home)}.${process.getuid?.() ?? 0}`);
		await writeFile(note, "").catch(() => {});
		await utimes(note, time, time).catch(() => {});
	});
}
/** Makes the place for such notes, where other users may read the folder at all. */
async function prepareReads(root) {
	const { mode } = await stat(root);
	if ((mode & 45) === 0 || process.platform === "win32") return;
	const path = join(root, readsFolder);
	try {
		await mkdir(path);
		await chmod(path, 1023);
	} catch {}
}
async function readsOfOthers(root) {
	const reads = /* @__PURE__ */ new Map();
	for (const name of await notesIn(root)) {
		const found = await stat(join(root, readsFolder, name)).catch(() => void 0);
		const folder = folderOfNote(name);
		reads.set(folder, Math.max(reads.get(folder) ?? 0, found?.mtimeMs ?? 0));
	}
	return reads;
}
const notesIn = (root) => namesIn(join(root, readsFolder)).catch(() => []);
async function namesIn(root) {
	try {
		return await readdir(root);
	} catch (error) {
		if (hasCode(error, "ENOENT")) return [];
		throw error;
	}
}
const temporaryPrefix = ".tmp-";
const dayMs = 864e5;
/** A new name in `root` for what is not yet, or no longer, a bundle. */
function temporaryIn(root) {
	return join(root, temporaryName(temporaryPrefix));
}
/** Removes what writers that have ended left behind; of other machines' that are younger than a day, which may be at work. */
async function removeStale(root, nowMs) {
	await sweep(root, {
		start: temporaryPrefix,
		mostAgeMs: dayMs
	}, nowMs);
	const folders = new Set(await namesIn(root));
	for (const name of await notesIn(root)) {
		if (folders.has(folderOfNote(name))) continue;
		await rm(join(root, readsFolder, name), { force: true }).catch(() => {});
	}
}
/** Takes a bundle's folder away, by one rename first, so that no reader finds half of it; false when it was gone. */
async function removeHome(home) {
	const aside = temporaryIn(dirname(home));
	try {
		await rename(home, aside);
	} catch (error) {
		if (hasCode(error, "ENOENT")) return false;
		throw error;
	}
	await rm(aside, {
		recursive: true,
		force: true
	}).catch(() => {});
	return true;
}
/**
* Gives a finished folder its name; false when another writer was first. A folder is never renamed onto
* one that holds something, so what is there stays, unless it is damaged: then it is moved away.
*/
async function settle(temporary, home) {
	for (let claim = 1;; claim += 1) {
		try {
			await rename(temporary, home);
			return true;
		} catch (error) {
			if (!await exists(home)) throw error;
		}
		if (claim === 2 || await isWhole(home)) return false;
		await removeHome(home).catch(() => {});
	}
}
/** Whether there is a bundle with all its bytes. */
async function isWhole(home) {
	const bundle = await readBundle(home);
	const found = await stat(join(home, bundleFile)).catch(() => void 0);
	return bundle !== void 0 && found?.size === bundle.bytes;
}
function exists(path) {
	return stat(path).then(() => true, () => false);
}
/** Whoever may read the store's folder may read the bundle, and nobody else. */
async function giveMode(home, mode) {
	try {
		for (const name of [bundleFile, entryFile]) await chmod(join(home, name), mode & 438);
		await chmod(home, mode & 511);
	} catch (error) {
		if (!hasCode(error, "EPERM", "ENOTSUP", "ENOSYS", "EINVAL")) throw error;
	}
}
function hasCode(error, ...codes) {
	return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
// src/store/local/local.ts
/** Others may remove what was just found; after so many times something else is wrong. */
const mostLooks = 5;
/**
* A folder: the disk of a self-hosted runner, or a network share. A bundle appears whole, by one rename,
* never changes after, and goes by one rename; writers need no lock.
*/
function localStore({ path, maxBytes, log, now = wallClock }) {
	const root = meantPath(path, {
		workspace: process.cwd(),
		home: homeFolder()
	});
	const label = storeLabel({
		kind: "local",
		path
	});
	const homeOf = (key) => join(root, folderOf(key));
	const find = async (keys) => bestMatch(keys, await listBundles(root));
	async function fetch(keys, into, call) {
		for (let look = 1;; look += 1) {
			const found = await find(keys);
			if (found === void 0) return { kind: "miss" };
			const { key, bytes } = found;
			const home = homeOf(key);
			await noteRead(home, now());
			if (await copyOut(join(home, "bundle.tar.zst"), into, found, call)) {
				await noteRead(home, now());
				return {
					kind: "hit",
					key,
					bytes
				};
			}
			if ((await readBundle(home))?.id === found.id) {
				const why = `the bundle ${key} is not as it was saved`;
				throw new DamagedBundleError(`${label}: ${why}`, {
					key,
					isCertain: true
				});
			}
			if (look === mostLooks) throw errorOfKind(label, replaced);
		}
	}
	async function put(key, from, call) {
		const { size } = await stat(from);
		if (maxBytes !== void 0 && size > maxBytes) {
			const sizes = `a bundle of ${formatSize(size)}, and the folder may hold ${formatSize(maxBytes)}`;
			throw new StoreError(`${label}: ${sizes}: raise its max-size, or lower that of bundles`, { reason: "full" });
		}
		await makeFolder(root, 448);
		await prepareReads(root);
		const { mode } = await stat(root);
		await removeStale(root, now());
		const home = homeOf(key);
		if (await isWhole(home)) return { kind: "taken" };
		const temporary = temporaryIn(root);
		try {
			await mkdir(temporary);
			await copyIn(from, join(temporary, bundleFile), call);
			const { size: bytes } = await stat(join(temporary, bundleFile));
			const nowMs = now();
			await writeEntry(temporary, {
				key,
				bytes,
				savedMs: newestAt(nowMs, await listBundles(root))
			}, nowMs);
			await giveMode(temporary, mode);
			if (!await settle(temporary, home)) return { kind: "taken" };
			const notice = (error) => log?.notice(`${label}: it holds more than max-size: ${String(error)}`);
			if (maxBytes !== void 0) await tidy(maxBytes).catch(notice);
			return {
				kind: "stored",
				bytes
			};
		} finally {
			await rm(temporary, {
				recursive: true,
				force: true
			});
		}
	}
	/** Removes what `planRemoval` says; what cannot be removed keeps nothing else. @throws the first error of those */
	async function tidy(most) {
		const errors = [];
		for (const { key } of planRemoval(await listBundles(root), most, now())) await removeHome(homeOf(key)).catch((error) => errors.push(error));
		if (errors.length > 0) throw errors[0];
	}
	async function remove({ key, id, lastReadAtMs }) {
		const there = await readBundle(homeOf(key));
		if (there === void 0 || id !== void 0 && id !== there.id) return "gone";
		if (there.lastReadAtMs > (lastReadAtMs ?? Number.POSITIVE_INFINITY)) return "gone";
		return await removeHome(homeOf(key)) ? "removed" : "gone";
	}
	return {
		label,
		traits: {
			...plainTraits,
			maxBytes
		},
		lookup: async (keys) => asFound(await orDiskError(label, find(keys))),
		fetch: (keys, into, call = {}) => orDiskError(label, fetch(keys, into, call)),
		put: (key, from, call = {}) => orDiskError(label, put(key, from, call)),
		async list(prefix) {
			return {
				bundles: (await orDiskError(label, listBundles(root))).filter(({ key }) => key.startsWith(prefix)),
				complete: true
			};
		},
		remove: (bundle) => orDiskError(label, remove(bundle))
	};
}
/** A share may answer only when all has reached its disk. */
const copyMs = 6e4;
/** Copies a file, without its bytes where the disk allows, and tells whenever the copy has grown. */
async function copyIn(from, to, { onProgress }) {
	onProgress?.({ quietMs: copyMs });
	let done = 0;
	const look = async () => {
		const { size: bytes } = await stat(to);
		if (bytes > done) onProgress?.({
			quietMs: copyMs,
			bytes
		});
		done = bytes;
	};
	const timer = setInterval(() => void look().catch(() => {}), 1e3);
	try {
		await copyFile(from, to, constants$1.COPYFILE_FICLONE);
	} finally {
		clearInterval(timer);
	}
}
/**
* Copies a bundle to the file `into`, without its bytes where the disk allows, and else as a download is made, so that it is
* known what has come. False, and no such file, unless all its bytes came.
*/
async function copyOut(from, into, { key, bytes }, call) {
	const { onProgress } = call;
	let done = 0;
	const copyInRanges = async () => {
		const source = await open(from, "r");
		await downloadBundle(into, {
			key,
			bytes,
			parallel: 2,
			idleMs: copyMs,
			arrived(start, end) {
				done += end - start;
				onProgress?.({
					quietMs: copyMs,
					bytes: done
				});
			},
			read: async (start, end) => createReadStream(from, {
				fd: source.fd,
				start,
				end,
				autoClose: false,
				highWaterMark: 2 ** 20
			})
		}, call).finally(() => source.close());
	};
	try {
		if ((await stat(from)).size !== bytes) return false;
		onProgress?.({ quietMs: copyMs });
		await copyFile(from, into, constants$1.COPYFILE_FICLONE_FORCE).catch(copyInRanges);
		await chmod(into, 384);
		return true;
	} catch (error) {
		await rm(into, { force: true });
		if (hasCode(error, "ENOENT")) return false;
		throw error;
	}
}
// src/store/scopes.ts
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
				}),
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
// src/store/open.ts
/** The store that was asked for, with all that is wrapped around it. Nothing is contacted or loaded yet. */
function openStore(spec, deps) {
	const { log, scopes, env } = deps;
	const notice = proxyNotice(env, process.versions.node);
	if (notice !== void 0 && spec.kind !== "local") log.notice(notice);
	if (spec.kind !== "levels") return openOne(spec, deps);
	const levels = spec.levels.map((level) => openOne(level, deps));
	const catalogs = levels.map(({ catalog }) => catalog);
	return {
		store: levelled(levels.map(({ store }) => store), {
			log,
			isOwn: ownedBy(scopes)
		}),
		catalog: catalogs.every((one) => one === void 0) ? void 0 : levelsCatalog(catalogs, { log }),
		repository: repositoryInLevels(levels.map(({ repository }) => repository))
	};
}
/** A single store: guarded, and each ref apart. GitHub keeps them apart itself. */
function openOne(spec, deps) {
	const { log, scopes, env } = deps;
	if (spec.kind === "github") return openGithub(deps);
	const maxBytes = spec.kind === "local" ? spec.maxBytes : void 0;
	const about = {
		label: storeLabel(spec),
		traits: {
			...plainTraits,
			maxBytes
		}
	};
	const load = once(clientOf(spec, {
		log,
		env
	}));
	const patience = {
		...spec.kind === "local" && { quietMs: 9e3 },
		...deps.patience
	};
	const run = guard({
		label: about.label,
		log,
		patience
	});
	return {
		store: scoped(guardedStore(about, load, run), scopes),
		catalog: scopedCatalog(guardedCatalog(about, load, run)),
		repository: void 0
	};
}
/** GitHub's cache; with its catalog and the repository as a whole where there is a token, and a repository. */
function openGithub(deps) {
	const { log, env, token, patience = {} } = deps;
	const load = once(async () => (await import("./chunk-github.js")).githubStore({
		log,
		env
	}));
	const about = {
		label: "github",
		traits: plainTraits
	};
	const store = guardedStore(about, load, guard({
		label: "GitHub's cache",
		log,
		patience
	}));
	const repository = env["GITHUB_REPOSITORY"];
	if (!token || !repository) return {
		store,
		catalog: void 0,
		repository: void 0
	};
	const access = {
		repository,
		token,
		env
	};
	const loadRest = once(async () => (await import("./chunk-repository.js")).githubRepository(access));
	const run = guard({
		label: "GitHub's REST API",
		log,
		patience
	});
	return {
		store,
		catalog: guardedCatalog(about, loadRest, run),
		repository: guardedRepository(loadRest, run)
	};
}
/** Whether a bundle of `ref` is of the scope that the job writes; GitHub's client does not tell whose it found. */
function ownedBy(scopes) {
	const isOnly = readableRefs(scopes).length === 1;
	return (ref) => ref === void 0 ? isOnly : ref === scopes.own;
}
/** What makes the store itself, and loads its client first: clients are large, and most jobs need one of them. */
function clientOf(spec, { log, env }) {
	switch (spec.kind) {
		case "local": {
			const store = localStore({
				...spec,
				log
			});
			return async () => store;
		}
		case "s3": return async () => (await import("./chunk-s3.js")).s3Store(spec, { env });
		case "azure": return async () => (await import("./chunk-azure.js")).azureStore(spec, { env });
		case "vercel": return async () => (await import("./chunk-vercel.js")).vercelStore(spec, { env });
	}
}
function once(load) {
	let loading;
	return () => {
		loading ??= load();
		return loading;
	};
}
/** The store that `load` brings, each call of which is run by the guard. Nothing is loaded before the first call. */
function guardedStore({ label, traits }, load, guard) {
	return {
		label,
		traits,
		lookup: (keys, outer) => guard("question", async (call) => (await load()).lookup(keys, call), outer),
		async fetch(keys, into, outer) {
			try {
				return await guard("transfer", (call) => toOwnFile(into, call.signal, async (own) => (await load()).fetch(keys, own, call)), outer);
			} catch (error) {
				await rm(into, { force: true });
				throw error;
			}
		},
		put: (key, from, outer) => guard("transfer", async (call) => (await load()).put(key, from, call), outer)
	};
}
/** The catalog that `load` brings, likewise. */
function guardedCatalog({ label }, load, guard) {
	return {
		label,
		list: (prefix, outer) => guard("question", async (call) => (await load()).list(prefix, {
			...outer,
			...call
		}), outer),
		remove: (bundle, outer) => guard("question", async (call) => (await load()).remove(bundle, call), outer)
	};
}
/** The repository that `load` brings, likewise. */
function guardedRepository(load, guard) {
	return {
		survey: () => guard("question", async () => (await load()).survey()),
		usage: () => guard("question", async () => (await load()).usage()),
		leastRecent: () => guard("question", async () => (await load()).leastRecent())
	};
}
/** Nothing comes of a fetch that was given up, not even the file that it writes. */
async function toOwnFile(into, signal, fetch) {
	const own = `${into}.in-time-${randomUUID()}`;
	try {
		const fetched = await fetch(own);
		signal?.throwIfAborted();
		if (fetched.kind === "hit") await rename(own, into);
		return fetched;
	} finally {
		await rm(own, { force: true });
	}
}
// src/flow/restore/interrupted.ts
/** What asks a process to end: Ctrl+C, a cancelled job, a terminal that is closed. */
const signals = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP"
];
/**
* What comes of `work`, which tells each server before it starts it. If it fails, or this process is asked to end meanwhile, those are
* stopped first: nobody knows of them yet, and by themselves they would run for hours.
*/
async function stoppingServers(work, env) {
	const begun = [];
	const stopAll = async () => {
		for (const server of begun) await openServer(server, { env }).stop();
	};
	const end = async (signal) => {
		ignore();
		await stopAll();
		if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
	};
	const ignore = () => {
		for (const signal of signals) process.removeListener(signal, end);
	};
	for (const signal of signals) process.on(signal, end);
	try {
		return await work((server) => begun.push(server));
	} catch (error) {
		await stopAll();
		throw error;
	} finally {
		ignore();
	}
}
// src/flow/job/cpu.ts
/** What tells this machine's CPU from others, for entries that only it can run: eight hex digits of its model. */
function cpuPrint() {
	return fingerprint(cpuModel());
}
/** The CPU's model as the system names it; on ARM, where it does not, what tells models apart in /proc/cpuinfo. */
function cpuModel() {
	const model = cpus()[0]?.model.trim() ?? "";
	if (model !== "" && model !== "unknown") return model;
	const lines = textOf("/proc/cpuinfo")?.match(/^(CPU implementer|CPU part|Features)\s*:.*$/gm) ?? [];
	return [...new Set(lines)].join(" ") || "unknown CPU";
}
// src/flow/job/ingredients.ts
/** Asks the compilers and reads the lockfiles; what cannot be had is left open, never an error. */
async function gatherIngredients(config, context, { env, home, log, nowMs }) {
	const { workspace, os, arch, workflow, job, matrix } = context;
	const { cmdFormat } = config;
	const isEmpty = childrenOf(workspace).length === 0;
	if (isEmpty) log.notice("The workspace is empty, so nothing is known of lockfiles, toolchain files and CMake. If this job checks out a repository, put this step after the checkout.");
	const wrapsC = config.wrap.includes("c") || config.wrap.includes("cmake");
	const rust = buildsRust(config.wrap) ? rustFolder(workspace) : void 0;
	const asksRustc = buildsRust(config.wrap) && (rust !== void 0 || !wrapsC);
	const folder = rust ?? workspace;
	if (folder !== workspace) log.info(`Using the toolchain of ${relative(workspace, folder)} for the key`);
	const [rustc, compiler, lockfiles] = await Promise.all([
		asksRustc ? ask(callThrough(cmdFormat, ["rustc", "-vV"]), {
			folder,
			env,
			log
		}) : void 0,
		wrapsC ? ask(callThrough(cmdFormat, [cCompiler(env), "--version"]), {
			folder: workspace,
			env,
			log
		}) : void 0,
		hashLockfiles(workspace, config.lockfiles)
	]);
	if (lockfiles.files.length === 0 && !isEmpty && !isUsual(config.lockfiles)) log.notice(`No file in ${workspace} matches lockfiles (${config.lockfiles.join(", ")}), so the key does not change when dependencies do.`);
	const toolchain = rustc === void 0 ? void 0 : parseToolchain(rustc);
	if (asksRustc && !toolchain && config.wrap.includes("rust")) log.notice("No working rustc was found, so the key does not tell compilers apart. Put this step after the one that installs the toolchain.");
	const cpu = findNativeCpu(folder, env, home);
	if (cpu) log.info(`Bundles are kept apart by CPU (${cpu.model}): ${cpu.why}`);
	const compilerTitle = compiler?.split("\n")[0]?.trim();
	return {
		prefix: config.keyPrefix,
		os,
		arch,
		toolchain,
		compiler: compilerTitle,
		cpu,
		sharedKey: config.sharedKey,
		workflow,
		job,
		matrix,
		lockfiles,
		revision: context,
		nowMs
	};
}
/** Whether these are the globs of whoever names none: without any of these files, projects are as they should be. */
function isUsual(globs) {
	return globs.join() === parseLines(inputs.lockfiles.fallback)?.join();
}
/** Whether Rust may be built by way of sccache: it is wrapped, or the user wraps what we are not told. */
function buildsRust(wrap) {
	return wrap.includes("rust") || wrap.length === 0;
}
/** Silence becomes a line in the log after this long, and an answer is given up after that. */
const patienceMs = {
	silent: 5e3,
	most: 9e5
};
/**
* What a program prints to standard output, or undefined where there is none or it fails. It is never killed: `rustc -vV`
* may be rustup installing a toolchain, which would be left in halves, and the key must not depend on how fast that is.
*/
async function ask([program = "", ...args], { folder, env, log }) {
	const call = [program, ...args].join(" ");
	const child = spawn(program, args, {
		cwd: folder,
		env,
		stdio: [
			"ignore",
			"pipe",
			"ignore"
		]
	});
	const answer = Promise.withResolvers();
	let text = "";
	child.stdout.setEncoding("utf8").on("data", (chunk) => {
		text += text.length < 1e5 ? chunk : "";
	});
	child.on("error", () => answer.resolve(void 0));
	child.on("close", (code) => answer.resolve(code === 0 ? text : void 0));
	const say = () => log.info(`Waiting for \`${call}\`; rustup may be installing the toolchain`);
	const silent = setTimeout(say, patienceMs.silent);
	const late = setTimeout(() => {
		child.unref();
		answer.resolve(void 0);
	}, patienceMs.most);
	try {
		return await answer.promise;
	} finally {
		clearTimeout(silent);
		clearTimeout(late);
	}
}
/**
* The machine's CPU where a setting makes compilers produce code for it alone, else undefined. sccache's own keys hold the
* flag and not the CPU. What no setting here tells, the server's log does (see `Arguments.native`), and restore leaves out
* what is for another CPU; with the CPU in its key, each model has bundles of its own.
*/
function findNativeCpu(folder, env, home) {
	const where = nativeVariable(env) ?? nativeFile(folder, env, home);
	return where === void 0 ? void 0 : {
		model: cpuModel(),
		why: `native code, as ${where} says`
	};
}
const flagVariables = /^(RUSTFLAGS|CARGO_ENCODED_RUSTFLAGS|CARGO_BUILD_RUSTFLAGS|CARGO_TARGET_.+_RUSTFLAGS|(.+_)?C(XX)?FLAGS(_.+)?)$/;
function nativeVariable(env) {
	return Object.keys(env).sort().find((name) => flagVariables.test(name) && wantsNativeCode(env[name] ?? ""));
}
function nativeFile(workspace, env, home) {
	return cargoSettings({
		workspace,
		env,
		home
	}).find(({ settings }) => wantsNativeCode(JSON.stringify(settings)))?.file;
}
/**
* Hashes the files of `workspace` that match `globs` (a leading `!` leaves out; absolute ones are for files in it). The hash depends on their
* relative names and contents alone: not on the order of the walk, on line endings or on where the workspace is.
* A folder or file that cannot be read is passed over.
*/
function hashLockfiles(workspace, globs) {
	const matcher = (glob) => toMatcher(workspace, glob);
	const wanted = globs.filter((glob) => !glob.startsWith("!")).map(matcher);
	const unwanted = globs.filter((glob) => glob.startsWith("!")).map((glob) => matcher(glob.slice(1)));
	const isWanted = (name) => wanted.some((glob) => glob.match(name)) && !unwanted.some((glob) => glob.match(name));
	const found = [];
	for (const { path, children } of walk(workspace)) {
		const names = children.filter((child) => child.isFile()).map(({ name }) => name);
		found.push(...names.map((name) => below(path, name)).filter(isWanted));
	}
	const hash = createHash("sha256");
	const files = [];
	for (const name of found.sort()) {
		const content = textOf(join(workspace, name))?.replaceAll("\r\n", "\n");
		if (content === void 0) continue;
		files.push(name);
		hash.update(`${name}\0${content.length}\0${content}\0`);
	}
	return {
		files,
		sha256: hash.digest("hex")
	};
}
function toMatcher(workspace, glob) {
	const inside = isAbsolute(glob) ? relative(workspace, glob).replaceAll(sep, "/") : glob.replace(/^\.\//, "");
	return new Minimatch(inside, {
		dot: true,
		nocomment: true,
		nonegate: true
	});
}
// src/flow/job/steps.ts
/** Plans the keys of a job. Asks the compilers and reads the lockfiles, so it can take as long as rustup does. */
async function openKeys({ config, context, surroundings }) {
	const ingredients = await gatherIngredients(config, context, {
		...surroundings,
		nowMs: Date.now()
	});
	const { toolchain, compiler } = ingredients;
	return {
		keys: planKeys(ingredients, config),
		toolchain: toolchain?.title ?? null,
		compiler: compiler ?? null
	};
}
/** Everything that the use cases need. `tempDirectory` exists. */
function openDeps({ config, context, surroundings }, { tempDirectory }) {
	const { storeEnv, log, token, signingKeys, showProgress } = surroundings;
	const { zstd, fallbackReason } = openZstd();
	if (fallbackReason) log.notice(`Packing will be slower: ${fallbackReason}`);
	const scopes = scopesOf(context);
	return {
		log,
		...openStore(config.store, {
			log,
			env: storeEnv,
			token,
			scopes
		}),
		signing: openSigning(signingKeys, {
			repository: context.repository,
			scopes
		}),
		zstd,
		threads: threadsFor(config),
		cpu: cpuPrint(),
		now: Date.now,
		showProgress,
		tempDirectory
	};
}
/**
* The listing of the configured store with the bundles of all refs, where it has one. No build waits for it, so it may take as long as
* something comes; a folder does not say that it reads.
*/
function openCatalogOf({ store }, { storeEnv: env, log, token }) {
	return openStore(store, {
		log,
		env,
		token,
		scopes: {
			own: void 0,
			base: void 0,
			defaultBranch: void 0
		},
		patience: {
			questionMs: Number.POSITIVE_INFINITY,
			quietMs: 12e4
		}
	}).catalog;
}
/**
* The step before the build, which says what of the user's own it changes or keeps for it. Both folders exist; `serverFolder` is
* kept for as long as anybody may build. Returns what `leave` does, which leaves for the build and the save what they need: if it
* fails, nobody knows of the job's server, and it is stopped.
*/
async function restoreJob(job, sccache, { tempDirectory, serverFolder }, leave) {
	const { config, context, directory, build, surroundings } = job;
	const { env, toolsFolder } = surroundings;
	const deps = openDeps(job, { tempDirectory });
	const keys = await openKeys(job);
	const { restore } = await import("./chunk-restore.js");
	const place = {
		directory,
		env,
		settings: build,
		serverFolder,
		launcherFolders: launcherFolders(toolsFolder)
	};
	const work = async (onStart) => {
		const restored = await restore({
			config,
			context,
			sccache,
			...keys,
			...place,
			onStart
		}, deps);
		if (restored.environment) sayEnvironment(restored.environment, surroundings.log);
		return leave(restored);
	};
	return stoppingServers(work, env);
}
function sayEnvironment({ notices, warnings }, log) {
	for (const notice of notices) log.notice(notice);
	for (const warning of warnings) log.warning(warning.text, warning.topic);
}
/** The step after the build: what the job left in sccache's directory becomes one bundle, if anything is new. */
async function saveJob(handoff, { status, tempDirectory }, surroundings) {
	const { env, home } = surroundings;
	const deps = openDeps({
		...handoff,
		surroundings
	}, { tempDirectory });
	const { save } = await import("./chunk-save.js");
	const report = await save({
		handoff,
		status,
		env,
		home
	}, deps);
	if (handoff.server) await endOwnProgram(handoff.server, { given: handoff.sccache.path });
	return report;
}
/** What a save would report of the build at this moment; everything goes on. */
async function explainJob(handoff, surroundings) {
	const { env, home, log } = surroundings;
	const { reportSoFar } = await import("./chunk-so-far.js");
	return reportSoFar({
		handoff,
		env,
		home
	}, {
		log,
		cpu: cpuPrint()
	});
}
/** Inputs that decide what a bundle is called. */
const ofKeys = /* @__PURE__ */ new Set([
	"strategy",
	"key",
	"restoreKeys",
	"keyPrefix",
	"sharedKey",
	"lockfiles",
	"pullRequest",
	"wrap",
	"cmdFormat"
]);
/**
* The handoff for the save of a job: what its restore was told counts, except what the save itself was told
* otherwise (`isGiven`), which is said.
*/
async function continueJob(restored, job, isGiven) {
	const changed = Object.keys(inputs).filter((field) => {
		const isSame = JSON.stringify(job.config[field]) === JSON.stringify(restored.config[field]);
		return isGiven(field) && !isSame && field !== "sccacheDir";
	});
	if (isGiven("sccacheDir") && job.directory !== restored.directory) job.surroundings.log.notice(`This save reads ${restored.directory}, which the restore of the same job filled, and not ${job.directory}`);
	if (changed.length === 0) return restored;
	const names = changed.map((field) => inputs[field].name).join(", ");
	job.surroundings.log.notice(`This save has other settings than the restore of the same job, and uses its own: ${names}`);
	const own = Object.fromEntries(changed.map((field) => [field, job.config[field]]));
	const config = {
		...restored.config,
		...own
	};
	const keys = changed.some((field) => ofKeys.has(field)) ? await openKeys({
		...job,
		config
	}) : {};
	return {
		...restored,
		config,
		...keys
	};
}
/** The handoff for the save of a job in which no restore step ran: every entry counts as new, and as used. */
async function startCold(job, sccache) {
	const { config, context, directory, surroundings } = job;
	const skipped = {
		kind: "skipped",
		why: "no restore step ran in this job"
	};
	return {
		format: 4,
		config,
		context,
		directory,
		...await openKeys(job),
		readyAtMs: surroundings.env["RUNNER_ENVIRONMENT"] === "github-hosted" ? 0 : null,
		sccache: sccache.path === null ? sccache : {
			path: sccache.path,
			version: null
		},
		server: null,
		rawAtSource: false,
		restore: {
			outcome: skipped,
			seconds: 0,
			phases: []
		},
		base: skipped,
		overlay: skipped
	};
}
export { openKeys as a, startCold as c, openDeps as i, explainJob as n, restoreJob as o, openCatalogOf as r, saveJob as s, continueJob as t };
