import { n as parseSize } from "./chunk-size.js";
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
export { parseStore as n, storeGrammar as r, labelOf as t };
