import { t as ConfigError } from "./chunk-config-error.js";
import { n as parseSize, r as sizeGrammar } from "./chunk-size.js";
import { n as placeholders, r as unknownPlaceholders } from "./chunk-placeholders.js";
// src/config/input-kinds.ts
/** An input with a default. */
function input(name, fallback, allowed, parse) {
	return {
		name,
		fallback,
		allowed,
		parse: (text) => {
			const value = parse(text);
			return value === void 0 ? void 0 : { value };
		}
	};
}
/** An input that may stay empty, which is undefined. */
function optional(name, allowed, parse) {
	return {
		name,
		fallback: "",
		allowed,
		parse: (text) => {
			if (text === "") return { value: void 0 };
			const value = parse(text);
			return value === void 0 ? void 0 : { value };
		}
	};
}
/** An input that takes one of a few words, the first of which is the default. */
function oneOf(name, words) {
	return input(name, words[0], listed(words), (text) => words.find((word) => word === text));
}
/** An input that is true or false. */
function flag(name, fallback) {
	return input(name, fallback, "true or false", (text) => text === "true" ? true : text === "false" ? false : void 0);
}
/** `a, b or c`. */
function listed(words) {
	return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
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
// src/config/parsers.ts
/** The grammars of single inputs. Each returns undefined for what it does not know. */
function parseLines(text) {
	const lines = text.split(/[\n,]/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
	return lines.some((line) => !line.startsWith("!")) ? lines : void 0;
}
/** What a template may be, for messages. */
const templateGrammar = `a key of at most 512 characters without commas, with {${Object.keys(placeholders).join("}, {")}} for what they name`;
function parseTemplate(text) {
	return text.length <= 512 && /^[^,\p{Cc}]+$/u.test(text) && unknownPlaceholders(text).length === 0 ? text : void 0;
}
function parseTemplates(text) {
	const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
	return lines.length <= 9 && lines.every((line) => parseTemplate(line) !== void 0) ? lines : void 0;
}
function parseSave(text) {
	if (text === "true") return "always";
	if (text === "false") return "never";
	return [
		"auto",
		"always",
		"never",
		"default-branch"
	].find((word) => word === text);
}
function parseWhole(text, least, most) {
	if (!/^\d{1,9}$/.test(text)) return void 0;
	const value = Number(text);
	return value >= least && value <= most ? value : void 0;
}
function parseSizeWithin(text, least, most) {
	const bytes = parseSize(text);
	return bytes !== void 0 && bytes >= least && bytes <= most ? bytes : void 0;
}
function parseWrap(text) {
	if (text === "none") return [];
	const words = text.split(/[\s,]+/).filter((word) => word !== "");
	const known = [
		"rust",
		"c",
		"cmake"
	].filter((wrapper) => words.includes(wrapper));
	return words.length > 0 && known.length === words.length ? known : void 0;
}
// src/config/inputs.ts
/** The whole vocabulary, by the field of `Config` that each input sets. */
const inputs = {
	maxSizeBytes: input("max-size", "500M", sizeGrammar, parseSize),
	repositoryLimitBytes: input("repository-limit", "10G", sizeGrammar, parseSize),
	reserveBytes: input("reserve", "500M", sizeGrammar, parseSize),
	strategy: oneOf("strategy", [
		"lockfile",
		"lockfile-once",
		"rolling",
		"daily",
		"weekly",
		"commit",
		"branch",
		"custom"
	]),
	key: optional("key", templateGrammar, parseTemplate),
	restoreKeys: input("restore-keys", "", `up to 9 lines, each ${templateGrammar}`, parseTemplates),
	name: input("name", "sccache", "1 to 60 letters, digits, dots, dashes or underscores", (text) => /^[A-Za-z0-9._-]{1,60}$/.test(text) ? text : void 0),
	share: oneOf("share", ["job", "name"]),
	lockfiles: input("lockfiles", "**/Cargo.lock, **/vcpkg.json, **/conan.lock", "one or more globs, one a line", parseLines),
	save: input("save", "auto", "auto, always, never, default-branch, true or false", parseSave),
	evict: oneOf("evict", [
		"auto",
		"unused",
		"budget-only"
	]),
	maxAgeDays: optional("max-age", "a whole number of days from 1 to 3650", (text) => parseWhole(text, 1, 3650)),
	cleanup: input("cleanup", "auto", "auto or never", (text) => text === "auto" ? true : text === "never" ? false : void 0),
	keep: input("keep", "1", "a whole number from 1 to 100", (text) => parseWhole(text, 1, 100)),
	pullRequest: oneOf("pull-request", [
		"overlay",
		"full",
		"none"
	]),
	directory: optional("directory", "a path", (text) => text),
	level: input("level", "3", "a whole number from 1 to 19", (text) => parseWhole(text, 1, 19)),
	segmentBytes: input("segment-size", "128M", "a size from 1M to 1G", (text) => parseSizeWithin(text, 1e6, 1e9)),
	threads: optional("threads", "a whole number from 1 to 64", (text) => parseWhole(text, 1, 64)),
	store: input("store", "github", storeGrammar, parseStore),
	wrap: input("wrap", "rust", "none, or a list of rust, c, cmake", parseWrap),
	sccache: oneOf("sccache", [
		"auto",
		"path",
		"install"
	]),
	sccacheVersion: optional("sccache-version", "an exact version such as 0.16.0", (text) => /^v?\d{1,4}\.\d{1,4}\.\d{1,4}(-[A-Za-z0-9.]{1,40})?$/.test(text) ? text.replace(/^v/, "") : void 0),
	sccacheSha256: optional("sccache-sha256", "64 hex digits", (text) => /^[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : void 0),
	sccacheMirror: optional("sccache-mirror", "an http or https address", (text) => /^https?:\/\/[^\s/]/.test(text) ? text.replace(/\/+$/, "") : void 0),
	lookupOnly: flag("lookup-only", "false"),
	failOnCacheMiss: flag("fail-on-cache-miss", "false"),
	strict: flag("strict", "false"),
	summary: flag("summary", "true")
};
/**
* Reads every input through `read`, which returns what the user gave, or the empty string.
* @throws {ConfigError} naming every input that is not usable.
*/
function parseConfig(read) {
	const problems = [];
	const values = Object.entries(inputs).map(([field, { name, fallback, allowed, parse }]) => {
		const text = read(name).trim() || fallback;
		const parsed = parse(text);
		if (!parsed) problems.push({
			name,
			value: text,
			allowed
		});
		return [field, parsed?.value];
	});
	const config = Object.fromEntries(values);
	if (problems.length === 0) problems.push(...contradictions(config));
	if (problems.length > 0) throw new ConfigError(problems);
	return config;
}
/** Inputs that are each in order, and yet do not go together. */
function contradictions({ strategy, key, restoreKeys }) {
	const custom = strategy === "custom";
	if (custom && key === void 0) return [{
		name: "key",
		value: "",
		allowed: "empty when strategy is custom"
	}];
	if (custom) return [];
	const unused = (name, value) => ({
		name,
		value,
		allowed: "used unless strategy is custom"
	});
	return [...key === void 0 ? [] : [unused("key", key)], ...restoreKeys.length === 0 ? [] : [unused("restore-keys", restoreKeys.join("\n"))]];
}
export { parseConfig as n, inputs as t };
