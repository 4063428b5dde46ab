import { c as parseSize } from "./chunk-parsers.js";
import { t as StoreError } from "./chunk-store.js";
import { a as isNetworkError } from "./chunk-error-kinds.js";
import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
// src/config/parse-store.ts
/** What `parseStore` takes, for messages. */
const storeGrammar = "a store, or two or more different ones with commas between: github, local:PATH, local:PATH?max-size=SIZE, s3://BUCKET/PREFIX (?endpoint=URL&region=REGION&path-style=true), azure://CONTAINER/PREFIX (?account=NAME&endpoint=URL), vercel, vercel+https://HOST (?prefix=NAME); credentials come from the environment";
const vercelAddress = "https://api.vercel.com";
/**
* The store of a text, or undefined for anything but the grammar: an unknown or repeated parameter, a level
* twice, a name or password in an address.
*/
function parseStore(text) {
	const levels = [];
	for (const part of text.split(",")) {
		const level = parseOne(part.trim());
		if (level === void 0) return void 0;
		levels.push(level);
	}
	const [first, ...more] = levels;
	if (more.length === 0) return first;
	return new Set(levels.map(placeOf)).size === levels.length ? {
		kind: "levels",
		levels
	} : void 0;
}
/** Equal for two specs that mean the same place, however each is to be used. */
function placeOf(spec) {
	switch (spec.kind) {
		case "github": return spec.kind;
		case "local": return `${spec.kind} ${spec.path.replace(/(.)[/\\]+$/, "$1")}`;
		case "s3": return [
			spec.kind,
			spec.endpoint,
			spec.bucket,
			spec.prefix
		].join(" ");
		case "azure": return [
			spec.kind,
			spec.endpoint,
			spec.account,
			spec.container,
			spec.prefix
		].join(" ");
		case "vercel": return [
			spec.kind,
			spec.address,
			spec.prefix
		].join(" ");
	}
}
function parseOne(text) {
	if (text === "github") return { kind: "github" };
	if (text.startsWith("local:")) return parseLocal(text.slice(6));
	const [, scheme = "", rest = "", query = ""] = /^([a-z0-9+]+)(?::\/\/([^?]*))?(?:\?(.*))?$/.exec(text) ?? [];
	switch (scheme) {
		case "s3": return parseS3(rest, query);
		case "azure": return parseAzure(rest, query);
		case "vercel": return text.startsWith("vercel://") ? void 0 : parseVercel(vercelAddress, query);
		case "vercel+http":
		case "vercel+https": return parseVercel(`${scheme.slice(7)}://${rest}`, query);
		default: return;
	}
}
/** A path is taken as it is written, up to the one parameter there is. */
function parseLocal(text) {
	const [, path = "", size] = /^(.*?)(?:\?max-size=([^?]*))?$/s.exec(text) ?? [];
	if (path.trim() === "") return void 0;
	if (size === void 0) return {
		kind: "local",
		path: path.trim()
	};
	const maxBytes = parseSize(size);
	return maxBytes === void 0 ? void 0 : {
		kind: "local",
		path: path.trim(),
		maxBytes
	};
}
function parseS3(rest, query) {
	const place = parsePlace(rest);
	const parameters = parseQuery(query, [
		"endpoint",
		"region",
		"path-style"
	]);
	if (place === void 0 || parameters === void 0) return void 0;
	const { endpoint: address, region, "path-style": style } = parameters;
	const endpoint = address === void 0 ? void 0 : parseAddress(address);
	if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(place.root)) return void 0;
	if (address !== void 0 && endpoint === void 0) return void 0;
	if (region !== void 0 && !/^[a-z0-9-]{1,40}$/.test(region)) return void 0;
	if (style !== void 0 && style !== "true" && style !== "false") return void 0;
	return {
		kind: "s3",
		bucket: place.root,
		prefix: place.prefix,
		...endpoint === void 0 ? {} : { endpoint },
		...region === void 0 ? {} : { region },
		pathStyle: style === void 0 ? endpoint !== void 0 : style === "true"
	};
}
function parseAzure(rest, query) {
	const place = parsePlace(rest);
	const parameters = parseQuery(query, ["account", "endpoint"]);
	if (place === void 0 || parameters === void 0) return void 0;
	const { account, endpoint: address } = parameters;
	const endpoint = address === void 0 ? void 0 : parseAddress(address);
	if (!/^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/.test(place.root)) return void 0;
	if (account !== void 0 && !/^[a-z0-9]{3,24}$/.test(account)) return void 0;
	if (address !== void 0 && endpoint === void 0) return void 0;
	return {
		kind: "azure",
		container: place.root,
		prefix: place.prefix,
		...account === void 0 ? {} : { account },
		...endpoint === void 0 ? {} : { endpoint }
	};
}
function parseVercel(text, query) {
	const parameters = parseQuery(query, ["prefix"]);
	const address = parseAddress(text);
	const prefix = parameters?.["prefix"] ?? "";
	if (parameters === void 0 || address === void 0 || !/^[A-Za-z0-9._-]{0,100}$/.test(prefix)) return;
	return {
		kind: "vercel",
		address,
		prefix
	};
}
/** `root/some/prefix` in its parts; the prefix ends with a slash unless it is empty. */
function parsePlace(text) {
	const [root = "", ...folders] = text.replace(/\/$/, "").split("/");
	if (!folders.every((folder) => /^[A-Za-z0-9_.-]+$/.test(folder) && !/^\.\.?$/.test(folder)) || text.length > 260) return void 0;
	return {
		root,
		prefix: folders.map((folder) => `${folder}/`).join("")
	};
}
/** An http or https address without anything secret, and without a slash at its end. */
function parseAddress(text) {
	if (!/^https?:\/\/[^\s?#@]+$/.test(text) || !URL.canParse(text)) return void 0;
	const { origin, pathname } = new URL(text);
	return `${origin}${pathname.replace(/\/+$/, "")}`;
}
/** The parameters by name; undefined when one is unknown, empty or there twice. */
function parseQuery(query, names) {
	const parameters = [...new URLSearchParams(query)];
	const given = parameters.map(([name]) => name);
	return parameters.every(([name, value]) => names.includes(name) && value !== "") && new Set(given).size === given.length ? Object.fromEntries(parameters) : void 0;
}
/** The name of a store for logs: its address without parameters, which never holds a secret. */
function labelOf(spec) {
	switch (spec.kind) {
		case "github": return "github";
		case "local": return `local:${spec.path}`;
		case "s3": return `s3://${spec.bucket}/${spec.prefix}`.replace(/\/$/, "");
		case "azure": return `azure://${spec.container}/${spec.prefix}`.replace(/\/$/, "");
		case "vercel": {
			const place = spec.address === vercelAddress ? "vercel" : `vercel+${spec.address}`;
			return spec.prefix === "" ? place : `${place}?prefix=${spec.prefix}`;
		}
	}
}
// src/store/download.ts
/**
* Makes the file `into` of what `write` writes: it appears whole, by one rename, or not at all. Meanwhile `onArriving` is
* told of what `write` announces. Errors are those of `write` and of the file system.
*/
async function writeWhole(into, write, { onArriving } = {}) {
	const name = `${into}.part-${randomUUID()}`;
	const { add, ready, fail } = arrivals();
	try {
		const file = await open(name, "wx");
		let written;
		try {
			const announce = (found) => onArriving?.({
				...found,
				file: name,
				ready
			});
			written = await write({
				file,
				announce,
				arrived: add
			});
		} finally {
			await file.close();
		}
		await rename(name, into);
		return written;
	} catch (error) {
		fail(error);
		await rm(name, { force: true });
		throw error;
	}
}
/** Which bytes of a file have come, in whatever order. */
function arrivals() {
	/** Apart from each other, in no order. */
	let come = [];
	let waiting = [];
	let failure;
	const isThere = ([from, to]) => from >= to || come.some((run) => run[0] <= from && to <= run[1]);
	return {
		add(from, to) {
			const touches = (run) => run[0] <= to && from <= run[1];
			const joined = [[from, to], ...come.filter(touches)];
			come = [[Math.min(...joined.map(([at]) => at)), Math.max(...joined.map(([, at]) => at))], ...come.filter((one) => !touches(one))];
			const done = waiting.filter((one) => isThere(one.run));
			waiting = waiting.filter((one) => !done.includes(one));
			for (const { resolve } of done) resolve();
		},
		ready: (from, to) => new Promise((resolve, reject) => {
			if (isThere([from, to])) resolve();
			else if (failure) reject(failure.error);
			else waiting.push({
				run: [from, to],
				resolve,
				reject
			});
		}),
		fail(error) {
			failure ??= { error };
			for (const { reject } of waiting.splice(0)) reject(failure.error);
		}
	};
}
/** How often a range that broke off is taken up again where it ended. */
const mostResumes = 3;
/**
* Downloads into `file` by ranges, several at once, each straight to its place: what is in memory is what is on
* its way. The end comes first, since a bundle begins to be read there, and then the rest in order. A range that breaks off
* is resumed, since all that came before it is good. `read` is to ask for one and the same version of the object.
* @throws {StoreError}, and what `read` throws.
*/
async function downloadRanges(file, ranged) {
	const { parallel = 6, signal } = ranged;
	const stop = new AbortController();
	const signals = signal === void 0 ? [stop.signal] : [stop.signal, signal];
	const ranges = rangesOf(ranged);
	const work = async () => {
		while (!stop.signal.aborted) {
			const range = ranges.shift();
			if (range === void 0) return;
			await downloadRange(file, {
				...range,
				ranged,
				signals
			});
		}
	};
	const workers = Array.from({ length: Math.min(parallel, ranges.length) }, () => work().catch((error) => {
		stop.abort();
		throw error;
	}));
	const ended = await Promise.allSettled(workers);
	signal?.throwIfAborted();
	const errors = ended.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
	if (errors.length > 0) throw errors.find((one) => !isAbort(one)) ?? errors[0];
}
/** The bundle's end, which has its manifest, as a rule: larger bundles have larger ones. */
const leastTailBytes = 2 ** 20;
const tailShare = 64;
/** What to ask for, in order. */
function rangesOf({ bytes, rangeBytes = 4 * 2 ** 20, isTailFirst = process.platform !== "win32" }) {
	const tailBytes = Math.min(bytes, rangeBytes, Math.max(leastTailBytes, Math.ceil(bytes / tailShare)));
	const tailAt = isTailFirst ? bytes - tailBytes : bytes;
	const ranges = tailAt < bytes ? [{
		first: tailAt,
		end: bytes
	}] : [];
	for (let first = 0; first < tailAt; first += rangeBytes) ranges.push({
		first,
		end: Math.min(first + rangeBytes, tailAt)
	});
	return ranges;
}
async function downloadRange(file, { first, end, ranged, signals }) {
	let at = first;
	for (let resumes = 0;; resumes += 1) {
		const idle = idleSignal(ranged.idleMs ?? 2e4);
		try {
			const stream = await ranged.read(at, end - 1, AbortSignal.any([...signals, idle.signal]));
			for await (const chunk of stream) {
				idle.touch();
				if (at + chunk.length > end) throw new StoreError("more bytes came than were asked for", { reason: "broken" });
				await writeAll(file, chunk, at);
				ranged.arrived?.(at, at + chunk.length);
				at += chunk.length;
			}
		} catch (error) {
			if (signals.some(({ aborted }) => aborted)) throw error;
			const isLast = resumes >= mostResumes;
			if (idle.signal.aborted) {
				if (isLast) throw idle.signal.reason;
			} else if (isNetworkError(error)) {
				if (isLast) throw error;
			} else if (!isAbort(error)) throw error;
		} finally {
			idle.stop();
		}
		if (at === end) return;
		if (resumes >= mostResumes) throw new StoreError("the download broke off again and again", {
			reason: "broken",
			retryable: true
		});
	}
}
async function writeAll(file, chunk, position) {
	let written = 0;
	while (written < chunk.length) written += (await file.write(chunk, written, chunk.length - written, position + written)).bytesWritten;
}
function idleSignal(idleMs) {
	const controller = new AbortController();
	const timer = setTimeout(() => {
		const why = `nothing came for ${idleMs / 1e3} s`;
		controller.abort(new StoreError(why, {
			reason: "unavailable",
			retryable: true
		}));
	}, idleMs);
	return {
		signal: controller.signal,
		touch: () => timer.refresh(),
		stop: () => clearTimeout(timer)
	};
}
function isAbort(error) {
	return error instanceof Error && error.name === "AbortError";
}
export { storeGrammar as a, parseStore as i, writeWhole as n, labelOf as r, downloadRanges as t };
