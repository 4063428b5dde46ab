import { l as parseSize } from "./chunk-config.js";
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
/** What says where a store is; the other fields say how it is used. */
const placeFields = [
	"kind",
	"path",
	"endpoint",
	"bucket",
	"account",
	"container",
	"address",
	"prefix"
];
/** Equal for two specs that mean the same place, however each is to be used. */
function placeOf(spec) {
	const path = spec.kind === "local" ? { path: spec.path.replace(/(.)[/\\]+$/, "$1") } : {};
	return JSON.stringify({
		...spec,
		...path
	}, placeFields);
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
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketOfAws = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Others take more: Google's storage has underscores and up to 222 characters, Ceph capitals. */
const bucketOfOthers = /^[A-Za-z0-9][A-Za-z0-9._-]{1,220}[A-Za-z0-9]$/;
function parseS3(rest, query) {
	const given = parseQuery(query, {
		endpoint: parseAddress,
		region: like(/^[a-z0-9-]{1,40}$/),
		"path-style": like(/^(true|false)$/)
	});
	const place = parsePlace(rest, given?.endpoint === void 0 ? bucketOfAws : bucketOfOthers);
	if (place === void 0 || given === void 0) return void 0;
	const { "path-style": style, ...parameters } = given;
	const pathStyle = style === void 0 ? parameters.endpoint !== void 0 : style === "true";
	return {
		kind: "s3",
		bucket: place.root,
		prefix: place.prefix,
		...parameters,
		pathStyle
	};
}
function parseAzure(rest, query) {
	const place = parsePlace(rest, /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/);
	const given = parseQuery(query, {
		account: like(/^[a-z0-9]{3,24}$/),
		endpoint: parseAddress
	});
	return place && given && {
		kind: "azure",
		container: place.root,
		prefix: place.prefix,
		...given
	};
}
function parseVercel(text, query) {
	const address = parseAddress(text);
	const given = parseQuery(query, { prefix: like(/^[A-Za-z0-9._-]{1,100}$/) });
	if (address === void 0 || given === void 0) return void 0;
	return {
		kind: "vercel",
		address,
		prefix: given.prefix ?? ""
	};
}
/** `root/some/prefix` in its parts, where the root is as it must be; the prefix ends with a slash unless it is empty. */
function parsePlace(text, form) {
	const [root = "", ...folders] = text.replace(/\/$/, "").split("/");
	if (!folders.every((folder) => /^[A-Za-z0-9_.-]+$/.test(folder) && !/^\.\.?$/.test(folder)) || !form.test(root) || text.length > 260) return void 0;
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
function like(form) {
	return (text) => form.test(text) ? text : void 0;
}
/** The parameters by name; undefined when one is unknown, there twice, or not what its parser takes. */
function parseQuery(query, parsers) {
	const values = {};
	const unseen = new Set(Object.keys(parsers));
	for (const [given, text] of new URLSearchParams(query)) {
		const name = given;
		const value = unseen.delete(name) ? parsers[name](text) : void 0;
		if (value === void 0) return void 0;
		values[name] = value;
	}
	return values;
}
/** The name of a store for logs: its address without parameters, which never holds a secret. */
function storeLabel(spec) {
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
export { storeGrammar as n, storeLabel as r, parseStore as t };
