import { i as __require, t as __commonJSMin } from "./chunk-rolldown-runtime.js";
import { t as formatSize } from "./chunk-size.js";
import { n as StoreError, t as diskTrouble } from "./chunk-disk-trouble.js";
import { i as vercelLabel, n as azureLabel, r as s3Label, t as wallClock } from "./chunk-wall-clock.js";
import { t as processEnv } from "./chunk-environment.js";
import { connect } from "node:net";
import { createGunzip } from "node:zlib";
import { createHash, randomUUID } from "node:crypto";
import path, { join, resolve } from "node:path";
import { execFile } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { access, chmod, constants, copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { pipeline } from "node:stream/promises";
// src/store/github/github-error.ts
/**
* GitHub's REST interface did not do what it was asked. Whoever catches this does without. It has no cause: the
* client's errors hold the request with its headers, and so the token.
*/
var GithubError = class extends Error {
	name = "GithubError";
	reason;
	/** Undefined when no answer came. */
	status;
	constructor(reason, message, status) {
		super(message);
		this.reason = reason;
		this.status = status;
	}
};
// node_modules/universal-user-agent/index.js
function getUserAgent() {
	if (typeof navigator === "object" && "userAgent" in navigator) return navigator.userAgent;
	if (typeof process === "object" && process.version !== void 0) return `Node.js/${process.version.substr(1)} (${process.platform}; ${process.arch})`;
	return "<environment undetectable>";
}
// node_modules/@octokit/endpoint/dist-bundle/index.js
var DEFAULTS = {
	method: "GET",
	baseUrl: "https://api.github.com",
	headers: {
		accept: "application/vnd.github.v3+json",
		"user-agent": `octokit-endpoint.js/0.0.0-development ${getUserAgent()}`
	},
	mediaType: { format: "" }
};
function lowercaseKeys(object) {
	if (!object) return {};
	return Object.keys(object).reduce((newObj, key) => {
		newObj[key.toLowerCase()] = object[key];
		return newObj;
	}, {});
}
function isPlainObject$1(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
function mergeDeep(defaults, options) {
	const result = Object.assign({}, defaults);
	Object.keys(options).forEach((key) => {
		if (isPlainObject$1(options[key])) {
			if (!(key in defaults)) Object.assign(result, { [key]: options[key] });
			else result[key] = mergeDeep(defaults[key], options[key]);
		} else Object.assign(result, { [key]: options[key] });
	});
	return result;
}
function removeUndefinedProperties(obj) {
	for (const key in obj) if (obj[key] === void 0) delete obj[key];
	return obj;
}
function merge(defaults, route, options) {
	if (typeof route === "string") {
		let [method, url] = route.split(" ");
		options = Object.assign(url ? {
			method,
			url
		} : { url: method }, options);
	} else options = Object.assign({}, route);
	options.headers = lowercaseKeys(options.headers);
	removeUndefinedProperties(options);
	removeUndefinedProperties(options.headers);
	const mergedOptions = mergeDeep(defaults || {}, options);
	if (options.url === "/graphql") {
		if (defaults && defaults.mediaType.previews?.length) mergedOptions.mediaType.previews = defaults.mediaType.previews.filter((preview) => !mergedOptions.mediaType.previews.includes(preview)).concat(mergedOptions.mediaType.previews);
		mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map((preview) => preview.replace(/-preview/, ""));
	}
	return mergedOptions;
}
function addQueryParameters(url, parameters) {
	const separator = /\?/.test(url) ? "&" : "?";
	const names = Object.keys(parameters);
	if (names.length === 0) return url;
	return url + separator + names.map((name) => {
		if (name === "q") return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
		return `${name}=${encodeURIComponent(parameters[name])}`;
	}).join("&");
}
var urlVariableRegex = /\{[^{}}]+\}/g;
function removeNonChars(variableName) {
	return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
}
function extractUrlVariableNames(url) {
	const matches = url.match(urlVariableRegex);
	if (!matches) return [];
	return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
}
function omit(object, keysToOmit) {
	const result = { __proto__: null };
	for (const key of Object.keys(object)) if (keysToOmit.indexOf(key) === -1) result[key] = object[key];
	return result;
}
function encodeReserved(str) {
	return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
		if (!/%[0-9A-Fa-f]/.test(part)) part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
		return part;
	}).join("");
}
function encodeUnreserved(str) {
	return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
		return "%" + c.charCodeAt(0).toString(16).toUpperCase();
	});
}
function encodeValue(operator, value, key) {
	value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
	if (key) return encodeUnreserved(key) + "=" + value;
	else return value;
}
function isDefined(value) {
	return value !== void 0 && value !== null;
}
function isKeyOperator(operator) {
	return operator === ";" || operator === "&" || operator === "?";
}
function getValues(context, operator, key, modifier) {
	var value = context[key], result = [];
	if (isDefined(value) && value !== "") {
		if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
			value = value.toString();
			if (modifier && modifier !== "*") value = value.substring(0, parseInt(modifier, 10));
			result.push(encodeValue(operator, value, isKeyOperator(operator) ? key : ""));
		} else if (modifier === "*") {
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				result.push(encodeValue(operator, value2, isKeyOperator(operator) ? key : ""));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) result.push(encodeValue(operator, value[k], k));
			});
		} else {
			const tmp = [];
			if (Array.isArray(value)) value.filter(isDefined).forEach(function(value2) {
				tmp.push(encodeValue(operator, value2));
			});
			else Object.keys(value).forEach(function(k) {
				if (isDefined(value[k])) {
					tmp.push(encodeUnreserved(k));
					tmp.push(encodeValue(operator, value[k].toString()));
				}
			});
			if (isKeyOperator(operator)) result.push(encodeUnreserved(key) + "=" + tmp.join(","));
			else if (tmp.length !== 0) result.push(tmp.join(","));
		}
	} else if (operator === ";") {
		if (isDefined(value)) result.push(encodeUnreserved(key));
	} else if (value === "" && (operator === "&" || operator === "?")) result.push(encodeUnreserved(key) + "=");
	else if (value === "") result.push("");
	return result;
}
function parseUrl(template) {
	return { expand: expand.bind(null, template) };
}
function expand(template, context) {
	var operators = [
		"+",
		"#",
		".",
		"/",
		";",
		"?",
		"&"
	];
	template = template.replace(/\{([^\{\}]+)\}|([^\{\}]+)/g, function(_, expression, literal) {
		if (expression) {
			let operator = "";
			const values = [];
			if (operators.indexOf(expression.charAt(0)) !== -1) {
				operator = expression.charAt(0);
				expression = expression.substr(1);
			}
			expression.split(/,/g).forEach(function(variable) {
				var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
				values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
			});
			if (operator && operator !== "+") {
				var separator = ",";
				if (operator === "?") separator = "&";
				else if (operator !== "#") separator = operator;
				return (values.length !== 0 ? operator : "") + values.join(separator);
			} else return values.join(",");
		} else return encodeReserved(literal);
	});
	if (template === "/") return template;
	else return template.replace(/\/$/, "");
}
function parse$1(options) {
	let method = options.method.toUpperCase();
	let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
	let headers = Object.assign({}, options.headers);
	let body;
	let parameters = omit(options, [
		"method",
		"baseUrl",
		"url",
		"headers",
		"request",
		"mediaType"
	]);
	const urlVariableNames = extractUrlVariableNames(url);
	url = parseUrl(url).expand(parameters);
	if (!/^http/.test(url)) url = options.baseUrl + url;
	const remainingParameters = omit(parameters, Object.keys(options).filter((option) => urlVariableNames.includes(option)).concat("baseUrl"));
	if (!/application\/octet-stream/i.test(headers.accept)) {
		if (options.mediaType.format) headers.accept = headers.accept.split(/,/).map((format) => format.replace(/application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/, `application/vnd$1$2.${options.mediaType.format}`)).join(",");
		if (url.endsWith("/graphql")) {
			if (options.mediaType.previews?.length) headers.accept = (headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || []).concat(options.mediaType.previews).map((preview) => {
				return `application/vnd.github.${preview}-preview${options.mediaType.format ? `.${options.mediaType.format}` : "+json"}`;
			}).join(",");
		}
	}
	if (["GET", "HEAD"].includes(method)) url = addQueryParameters(url, remainingParameters);
	else if ("data" in remainingParameters) body = remainingParameters.data;
	else if (Object.keys(remainingParameters).length) body = remainingParameters;
	if (!headers["content-type"] && typeof body !== "undefined") headers["content-type"] = "application/json; charset=utf-8";
	if (["PATCH", "PUT"].includes(method) && typeof body === "undefined") body = "";
	return Object.assign({
		method,
		url,
		headers
	}, typeof body !== "undefined" ? { body } : null, options.request ? { request: options.request } : null);
}
function endpointWithDefaults(defaults, route, options) {
	return parse$1(merge(defaults, route, options));
}
function withDefaults$1(oldDefaults, newDefaults) {
	const DEFAULTS2 = merge(oldDefaults, newDefaults);
	const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
	return Object.assign(endpoint2, {
		DEFAULTS: DEFAULTS2,
		defaults: withDefaults$1.bind(null, DEFAULTS2),
		merge: merge.bind(null, DEFAULTS2),
		parse: parse$1
	});
}
var endpoint = withDefaults$1(null, DEFAULTS);
// node_modules/content-type/dist/index.js
/*!
* content-type
* Copyright(c) 2015 Douglas Christopher Wilson
* MIT Licensed
*/
const SP = 32;
const HTAB = 9;
const SEMI = 59;
const EQ = 61;
const DQUOTE = 34;
const BSLASH = 92;
const COMMA = 44;
const LOWER_CASE = 1;
const OWS = 2;
const SEMI_FLAG = 4;
const COMMA_FLAG = 8;
const TOKEN_FLAG = 16;
const NON_ASCII = 65280;
const CASE_FLAGS = 65281;
/**
* Character flags used to normalize HTTP field values while scanning.
* Out-of-range reads intentionally coerce to zero in bitwise expressions.
*/
const CHAR_MAP = /* @__PURE__ */ new Uint8Array(256);
CHAR_MAP[HTAB] |= OWS;
CHAR_MAP[SP] |= OWS;
CHAR_MAP[SEMI] |= SEMI_FLAG;
CHAR_MAP[COMMA] |= COMMA_FLAG;
for (let code = 128; code <= 255; code++) CHAR_MAP[code] |= LOWER_CASE;
for (const char of "!#$%&'*+-.^_`|~") CHAR_MAP[char.charCodeAt(0)] |= TOKEN_FLAG;
for (let code = 48; code <= 57; code++) CHAR_MAP[code] |= TOKEN_FLAG;
for (let code = 65; code <= 90; code++) CHAR_MAP[code] |= 17;
for (let code = 97; code <= 122; code++) CHAR_MAP[code] |= TOKEN_FLAG;
/**
* Null object perf optimization. Faster than `Object.create(null)` and `{ __proto__: null }`.
*/
const NullObject = /* @__PURE__ */ (() => {
	const C = function() {};
	C.prototype = Object.create(null);
	return C;
})();
/**
* Parse a `Content-Type` header.
*/
function parse(header, options) {
	const stopFlags = SEMI_FLAG | (options?.comma === true ? COMMA_FLAG : 0);
	const len = header.length;
	let valueStart = options?.start ?? 0;
	while ((CHAR_MAP[header.charCodeAt(valueStart)] & OWS) !== 0) valueStart++;
	let index = valueStart;
	let typeFlags = 0;
	let whitespace = -1;
	let stop = options?.parameters === false ? COMMA_FLAG : 0;
	while (index < len) {
		const code = header.charCodeAt(index);
		const flags = CHAR_MAP[code];
		if ((flags & stopFlags) !== 0) {
			stop |= flags & COMMA_FLAG;
			break;
		}
		if ((flags & OWS) !== 0) {
			if (whitespace === -1) whitespace = index;
		} else whitespace = -1;
		typeFlags |= code & NON_ASCII | flags;
		index++;
	}
	const valueEnd = whitespace === -1 ? index : whitespace;
	const value = header.slice(valueStart, valueEnd);
	const type = (typeFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
	if (index === len || stop !== 0) return {
		type,
		index,
		parameters: new NullObject()
	};
	return parseParameters(header, type, index, len, stopFlags);
}
/**
* Parses the parameters of a `Content-Type` header starting at the given index.
*/
function parseParameters(header, type, index, len, stopFlags) {
	const parameters = new NullObject();
	parameter: while (index < len) {
		index++;
		while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) index++;
		const keyStart = index;
		let keyFlags = 0;
		let keyWhitespace = -1;
		while (index < len) {
			const code = header.charCodeAt(index);
			const flags = CHAR_MAP[code];
			if ((flags & stopFlags) !== 0) {
				if ((flags & COMMA_FLAG) !== 0) break parameter;
				continue parameter;
			}
			if (code === EQ) {
				const keyEnd = keyWhitespace === -1 ? index : keyWhitespace;
				const value = header.slice(keyStart, keyEnd);
				const key = (keyFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
				index++;
				while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) index++;
				if (index < len && header.charCodeAt(index) === DQUOTE) {
					const quotedStart = ++index;
					let escaped = false;
					while (index < len) {
						const code = header.charCodeAt(index);
						if (code === DQUOTE) {
							if (parameters[key] === void 0) parameters[key] = escaped ? unescapeQuotedPairs(header, quotedStart, index) : header.slice(quotedStart, index);
							index++;
							let stop = 0;
							while (index < len) {
								const code = header.charCodeAt(index);
								const flags = CHAR_MAP[code];
								if ((flags & stopFlags) !== 0) {
									stop = flags & COMMA_FLAG;
									break;
								}
								index++;
							}
							if (stop !== 0) break parameter;
							continue parameter;
						}
						if (code === BSLASH && index + 1 < len) {
							escaped = true;
							index += 2;
							continue;
						}
						index++;
					}
					continue parameter;
				}
				const valueStart = index;
				let stop = 0;
				let valueWhitespace = -1;
				while (index < len) {
					const code = header.charCodeAt(index);
					const flags = CHAR_MAP[code];
					if ((flags & stopFlags) !== 0) {
						stop = flags & COMMA_FLAG;
						break;
					}
					if ((flags & OWS) !== 0) {
						if (valueWhitespace === -1) valueWhitespace = index;
					} else valueWhitespace = -1;
					index++;
				}
				if (parameters[key] === void 0) {
					const valueEnd = valueWhitespace === -1 ? index : valueWhitespace;
					parameters[key] = header.slice(valueStart, valueEnd);
				}
				if (stop !== 0) break parameter;
				continue parameter;
			}
			if ((flags & OWS) !== 0) {
				if (keyWhitespace === -1) keyWhitespace = index;
			} else keyWhitespace = -1;
			keyFlags |= code & NON_ASCII | flags;
			index++;
		}
	}
	return {
		type,
		index,
		parameters
	};
}
/**
* Remove backslashes from quoted pairs in a known-terminated quoted string body.
*/
function unescapeQuotedPairs(str, start, end) {
	let result = "";
	for (let index = start; index < end; index++) if (str.charCodeAt(index) === BSLASH) {
		result += str.slice(start, index);
		start = ++index;
	}
	return result + str.slice(start, end);
}
// node_modules/json-with-bigint/json-with-bigint.js
const intRegex = /^-?\d+$/;
const noiseValue = /^-?\d+n+$/;
const originalStringify = JSON.stringify;
const originalParse = JSON.parse;
const customFormat = /^-?\d+n$/;
const bigIntsStringify = /([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g;
const noiseStringify = /([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g;
/**
* @typedef {(this: any, key: string | number | undefined, value: any) => any} Replacer
* @typedef {(key: string | number | undefined, value: any, context?: { source: string }) => any} Reviver
*/
/**
* Checks if a value is unstringifiable according to native JSON.stringify rules.
*
* @param {any} val The value to check.
* @returns {boolean} True if the value is undefined, a function, or a symbol.
*/
const isUnstringifiable = (val) => val === void 0 || typeof val === "function" || typeof val === "symbol";
/**
* Checks if a value is a native JSON.rawJSON object (Node.js 22+).
*
* @param {any} val The value to check.
* @returns {boolean} True if the value is a RawJSON instance.
*/
const isRawJSON = (val) => val !== null && typeof val === "object" && val.constructor && val.constructor.name === "RawJSON";
/**
* Iteratively converts a JS value to a JSON string.
* Used as a fallback when the native JSON.stringify hits the Maximum Call Stack size.
* Fully compliant with JSON formatting (space), replacers, and toJSON behaviors.
*
* @param {any} rootValue The value to stringify.
* @param {Replacer | Array<string | number> | null} [replacer] User's custom replacer function.
* @param {string | number} [spaceParam] Indentation for pretty-printing.
* @returns {string | undefined} The generated JSON string.
*/
const stringifyIteratively = (rootValue, replacer, spaceParam) => {
	let space = "";
	if (typeof spaceParam === "number") space = " ".repeat(Math.min(10, Math.max(0, Math.floor(spaceParam))));
	else if (typeof spaceParam === "string") space = spaceParam.slice(0, 10);
	const isFunctionReplacer = typeof replacer === "function";
	const propertyList = Array.isArray(replacer) ? new Set(replacer.map(String)) : null;
	/**
	* Prepares a value for stringification by resolving toJSON, handling BigInts,
	* applying custom replacers, and unwrapping primitive objects.
	*
	* @param {object|Array} parent The parent object or array holding the value.
	* @param {string} key The key associated with the value.
	* @param {any} val The raw value to process.
	* @returns {any} The processed value ready for stringification.
	*/
	const prepareVal = (parent, key, val) => {
		if (val !== null && typeof val === "object" && typeof val.toJSON === "function") val = val.toJSON(key);
		if (typeof val === "string" && noiseValue.test(val)) return val + "n";
		if (typeof val === "bigint") {
			if ("rawJSON" in JSON) return JSON.rawJSON(val.toString());
			return val.toString() + "n";
		}
		if (isFunctionReplacer) val = replacer.call(parent, key, val);
		if (val !== null && typeof val === "object") {
			if (val instanceof Number || val instanceof String || val instanceof Boolean) val = val.valueOf();
		}
		return val;
	};
	const rootProcessed = prepareVal({ "": rootValue }, "", rootValue);
	if (isUnstringifiable(rootProcessed)) return;
	const isRootPrimitive = rootProcessed === null || typeof rootProcessed !== "object";
	const isRootNativeRawJSON = isRawJSON(rootProcessed);
	if (isRootPrimitive || isRootNativeRawJSON) return originalStringify(rootProcessed);
	const chunks = [];
	let level = 0;
	const stack = [{
		parent: { "": rootProcessed },
		key: "",
		val: rootProcessed,
		isArray: Array.isArray(rootProcessed),
		keys: Array.isArray(rootProcessed) ? null : Object.keys(rootProcessed),
		index: 0,
		first: true
	}];
	const visited = new WeakSet([rootProcessed]);
	while (stack.length > 0) {
		const node = stack[stack.length - 1];
		if (node.index === 0) {
			chunks.push(node.isArray ? "[" : "{");
			level++;
		}
		let isDone = false;
		if (node.isArray) {
			if (node.index < node.val.length) {
				if (!node.first) chunks.push(",");
				if (space) chunks.push("\n" + space.repeat(level));
				const childRaw = node.val[node.index];
				const childVal = prepareVal(node.val, String(node.index), childRaw);
				if (isUnstringifiable(childVal)) {
					chunks.push("null");
					node.first = false;
					node.index++;
				} else {
					const isComplexObject = childVal !== null && typeof childVal === "object";
					const isNativeRaw = isRawJSON(childVal);
					if (isComplexObject && !isNativeRaw) {
						if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
						visited.add(childVal);
						stack.push({
							parent: node.val,
							key: String(node.index),
							val: childVal,
							isArray: Array.isArray(childVal),
							keys: Array.isArray(childVal) ? null : Object.keys(childVal),
							index: 0,
							first: true
						});
						node.first = false;
						node.index++;
					} else {
						chunks.push(originalStringify(childVal));
						node.first = false;
						node.index++;
					}
				}
			} else isDone = true;
		} else {
			while (node.index < node.keys.length) {
				const k = node.keys[node.index++];
				if (propertyList && !propertyList.has(k)) continue;
				const childRaw = node.val[k];
				const childVal = prepareVal(node.val, k, childRaw);
				if (isUnstringifiable(childVal)) continue;
				if (!node.first) chunks.push(",");
				if (space) chunks.push("\n" + space.repeat(level) + originalStringify(k) + ": ");
				else chunks.push(originalStringify(k) + ":");
				const isComplexObject = childVal !== null && typeof childVal === "object";
				const isNativeRaw = isRawJSON(childVal);
				if (isComplexObject && !isNativeRaw) {
					if (visited.has(childVal)) throw new TypeError("Converting circular structure to JSON");
					visited.add(childVal);
					stack.push({
						parent: node.val,
						key: k,
						val: childVal,
						isArray: Array.isArray(childVal),
						keys: Array.isArray(childVal) ? null : Object.keys(childVal),
						index: 0,
						first: true
					});
					node.first = false;
					break;
				} else {
					chunks.push(originalStringify(childVal));
					node.first = false;
				}
			}
			if (node.index >= node.keys.length && stack[stack.length - 1] === node) isDone = true;
		}
		if (isDone) {
			level--;
			if (!node.first && space) chunks.push("\n" + space.repeat(level));
			chunks.push(node.isArray ? "]" : "}");
			visited.delete(node.val);
			stack.pop();
		}
	}
	return chunks.join("");
};
/**
* Converts a JavaScript value to a JSON string.
*
* Supports serialization of BigInt values using two strategies:
* 1. Custom format "123n" → "123" (universal fallback)
* 2. Native JSON.rawJSON() (Node.js 22+, fastest) when available
*
* All other values are serialized exactly like native JSON.stringify().
*
* @param {*} value The value to convert to a JSON string.
* @param {Replacer | Array<string | number> | null} [replacer]
* A function that alters the behavior of the stringification process,
* or an array of strings/numbers to indicate properties to exclude.
* @param {string | number} [space]
* A string or number to specify indentation or pretty-printing.
* @returns {string} The JSON string representation.
*/
const JSONStringify = (value, replacer, space) => {
	try {
		if ("rawJSON" in JSON) return originalStringify(value, (key, val) => {
			if (typeof val === "bigint") return JSON.rawJSON(val.toString());
			if (typeof replacer === "function") return replacer(key, val);
			if (Array.isArray(replacer) && replacer.includes(key)) return val;
			return val;
		}, space);
		if (!value) return originalStringify(value, replacer, space);
		return originalStringify(value, (key, val) => {
			if (typeof val === "string" && noiseValue.test(val)) return val.toString() + "n";
			if (typeof val === "bigint") return val.toString() + "n";
			if (typeof replacer === "function") return replacer(key, val);
			if (Array.isArray(replacer) && replacer.includes(key)) return val;
			return val;
		}, space).replace(bigIntsStringify, "$1$2$3").replace(noiseStringify, "$1$2$3");
	} catch (error) {
		if (error instanceof RangeError) {
			const convertedJSON = stringifyIteratively(value, replacer, space);
			if (convertedJSON === void 0) return void 0;
			if ("rawJSON" in JSON) return convertedJSON;
			return convertedJSON.replace(bigIntsStringify, "$1$2$3").replace(noiseStringify, "$1$2$3");
		}
		throw error;
	}
};
const featureCache = /* @__PURE__ */ new Map();
/**
* Detects if the current JSON.parse implementation supports the context.source feature.
*
* Uses toString() fingerprinting to cache results and automatically detect runtime
* replacements of JSON.parse (polyfills, mocks, etc.).
*
* @returns {boolean} true if context.source is supported, false otherwise.
*/
const isContextSourceSupported = () => {
	const parseFingerprint = JSON.parse.toString();
	if (featureCache.has(parseFingerprint)) return featureCache.get(parseFingerprint);
	try {
		const result = JSON.parse("1", (_, __, context) => !!context?.source && context.source === "1");
		featureCache.set(parseFingerprint, result);
		return result;
	} catch {
		featureCache.set(parseFingerprint, false);
		return false;
	}
};
/**
* Reviver function that converts custom-format BigInt strings back to BigInt values.
* Also handles "noise" strings that accidentally match the BigInt format.
*
* @param {string | number | undefined} key The object key.
* @param {*} value The value being parsed.
* @param {object} [context] Parse context (if supported by JSON.parse).
* @param {Reviver} [userReviver] User's custom reviver function.
* @returns {any} The transformed value.
*/
const convertMarkedBigIntsReviver = (key, value, context, userReviver) => {
	if (typeof value === "string" && customFormat.test(value)) return BigInt(value.slice(0, -1));
	if (typeof value === "string" && noiseValue.test(value)) return value.slice(0, -1);
	if (!(typeof userReviver === "function")) return value;
	return userReviver(key, value, context);
};
/**
* Fast JSON.parse implementation (~2x faster than classic fallback).
* Uses JSON.parse's context.source feature to detect integers and convert
* large numbers directly to BigInt without string manipulation.
*
* Does not support legacy custom format from v1 of this library.
*
* @param {string} text JSON string to parse.
* @param {Reviver} [reviver] Transform function to apply to each value.
* @returns {any} Parsed JavaScript value.
*/
const JSONParseV2 = (text, reviver) => {
	return JSON.parse(text, (key, value, context) => {
		const isBigNumber = typeof value === "number" && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);
		const isInt = context && intRegex.test(context.source);
		if (isBigNumber && isInt) return BigInt(context.source);
		if (!(typeof reviver === "function")) return value;
		return reviver(key, value, context);
	});
};
const MAX_INT = Number.MAX_SAFE_INTEGER.toString();
const MAX_DIGITS = MAX_INT.length;
const stringsOrLargeNumbers = /"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g;
const noiseValueWithQuotes = /^"-?\d+n+"$/;
/**
* Iteratively traverses the parsed object bottom-up (post-order),
* emulating the native JSON.parse reviver behavior.
* This avoids Call Stack overflows (RangeError) on deeply nested structures.
*
* @param {any} parsed The natively parsed JSON object.
* @param {Reviver} [userReviver] User's custom reviver function.
* @returns {any} The fully processed object.
*/
const applyReviverIteratively = (parsed, userReviver) => {
	const rootHolder = { "": parsed };
	const stack = [{
		parent: rootHolder,
		key: "",
		visited: false
	}];
	while (stack.length > 0) {
		const node = stack[stack.length - 1];
		if (!node.visited) {
			node.visited = true;
			const value = node.parent[node.key];
			if (value !== null && typeof value === "object") {
				const keys = Object.keys(value);
				for (let i = keys.length - 1; i >= 0; i--) stack.push({
					parent: value,
					key: keys[i],
					visited: false
				});
			}
		} else {
			const { parent, key } = node;
			let value = parent[key];
			if (typeof value === "string") {
				if (customFormat.test(value)) value = BigInt(value.slice(0, -1));
				else if (noiseValue.test(value)) value = value.slice(0, -1);
			}
			if (typeof userReviver === "function") value = userReviver.call(parent, key, value);
			if (value === void 0) delete parent[key];
			else parent[key] = value;
			stack.pop();
		}
	}
	return rootHolder[""];
};
/**
* Pre-processes the JSON string to mark large numbers with an 'n' suffix.
*
* @param {string} text The raw JSON string.
* @returns {string} The serialized string with marked BigInts.
*/
const serializeBigInts = (text) => {
	return text.replace(stringsOrLargeNumbers, (match, digits, fractional, exponential) => {
		const isString = match[0] === "\"";
		if (isString && noiseValueWithQuotes.test(match)) return match.substring(0, match.length - 1) + "n\"";
		const hasFractionalOrExponential = fractional || exponential;
		const isLessThanMaxSafeInt = digits && (digits.length < MAX_DIGITS || digits.length === MAX_DIGITS && digits <= MAX_INT);
		if (isString || hasFractionalOrExponential || isLessThanMaxSafeInt) return match;
		return "\"" + match + "n\"";
	});
};
/**
* Converts a JSON string into a JavaScript value.
*
* Supports parsing of large integers using two strategies:
* 1. Classic fallback: Marks large numbers with "123n" format, then converts to BigInt
* 2. Fast path (JSONParseV2): Uses context.source feature (~2x faster) when available
*
* All other JSON values are parsed exactly like native JSON.parse().
*
* @param {string} text A valid JSON string.
* @param {Reviver} [reviver]
* A function that transforms the results. This function is called for each member
* of the object. If a member contains nested objects, the nested objects are
* transformed before the parent object is.
* @returns {any} The parsed JavaScript value.
* @throws {SyntaxError} If text is not valid JSON.
*/
const JSONParse = (text, reviver) => {
	if (!text) return originalParse(text, reviver);
	try {
		if (isContextSourceSupported()) return JSONParseV2(text, reviver);
		const serializedData = serializeBigInts(text);
		return originalParse(serializedData, (key, value, context) => convertMarkedBigIntsReviver(key, value, context, reviver));
	} catch (error) {
		if (error instanceof RangeError) {
			const serializedData = serializeBigInts(text);
			const parsed = originalParse(serializedData);
			return applyReviverIteratively(parsed, reviver);
		}
		throw error;
	}
};
// node_modules/@octokit/request-error/dist-src/index.js
var RequestError = class extends Error {
	name;
	/**
	* http status code
	*/
	status;
	/**
	* Request options that lead to the error.
	*/
	request;
	/**
	* Response object if a response was received
	*/
	response;
	constructor(message, statusCode, options) {
		super(message, { cause: options.cause });
		this.name = "HttpError";
		this.status = Number.parseInt(statusCode);
		if (Number.isNaN(this.status)) this.status = 0;
		/* v8 ignore else -- @preserve -- Bug with vitest coverage where it sees an else branch that doesn't exist */
		if ("response" in options) this.response = options.response;
		const requestCopy = Object.assign({}, options.request);
		if (options.request.headers.authorization) requestCopy.headers = Object.assign({}, options.request.headers, { authorization: options.request.headers.authorization.replace(/(?<! ) .*$/, " [REDACTED]") });
		requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
		this.request = requestCopy;
	}
};
// node_modules/@octokit/request/dist-bundle/index.js
var defaults_default = { headers: { "user-agent": `octokit-request.js/10.0.16 ${getUserAgent()}` } };
function isPlainObject(value) {
	if (typeof value !== "object" || value === null) return false;
	if (Object.prototype.toString.call(value) !== "[object Object]") return false;
	const proto = Object.getPrototypeOf(value);
	if (proto === null) return true;
	const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
	return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}
var noop = () => "";
async function fetchWrapper(requestOptions) {
	const fetch = requestOptions.request?.fetch || globalThis.fetch;
	if (!fetch) throw new Error("fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/octokit/octokit.js/#fetch-missing");
	const log = requestOptions.request?.log || console;
	const parseSuccessResponseBody = requestOptions.request?.parseSuccessResponseBody !== false;
	const body = isPlainObject(requestOptions.body) || Array.isArray(requestOptions.body) ? JSONStringify(requestOptions.body) : requestOptions.body;
	const requestHeaders = Object.fromEntries(Object.entries(requestOptions.headers).map(([name, value]) => [name, String(value)]));
	let fetchResponse;
	try {
		fetchResponse = await fetch(requestOptions.url, {
			method: requestOptions.method,
			body,
			redirect: requestOptions.request?.redirect,
			headers: requestHeaders,
			signal: requestOptions.request?.signal,
			...requestOptions.body && { duplex: "half" }
		});
	} catch (error) {
		let message = "Unknown Error";
		if (error instanceof Error) {
			if (error.name === "AbortError") {
				error.status = 500;
				throw error;
			}
			message = error.message;
			if (error.name === "TypeError" && "cause" in error) {
				if (error.cause instanceof Error) message = error.cause.message;
				else if (typeof error.cause === "string") message = error.cause;
			}
		}
		const requestError = new RequestError(message, 500, { request: requestOptions });
		requestError.cause = error;
		throw requestError;
	}
	const status = fetchResponse.status;
	const url = fetchResponse.url;
	const responseHeaders = {};
	for (const [key, value] of fetchResponse.headers) responseHeaders[key] = value;
	const octokitResponse = {
		url,
		status,
		headers: responseHeaders,
		data: ""
	};
	if ("deprecation" in responseHeaders) {
		const matches = responseHeaders.link && responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/);
		const deprecationLink = matches && matches.pop();
		log.warn(`[@octokit/request] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink ? `. See ${deprecationLink}` : ""}`);
	}
	if (status === 204 || status === 205) return octokitResponse;
	if (requestOptions.method === "HEAD") {
		if (status < 400) return octokitResponse;
		throw new RequestError(fetchResponse.statusText, status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	if (status === 304) {
		octokitResponse.data = await getResponseData(fetchResponse);
		throw new RequestError("Not modified", status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	if (status >= 400) {
		octokitResponse.data = await getResponseData(fetchResponse);
		throw new RequestError(toErrorMessage(octokitResponse.data), status, {
			response: octokitResponse,
			request: requestOptions
		});
	}
	octokitResponse.data = parseSuccessResponseBody ? await getResponseData(fetchResponse) : fetchResponse.body;
	return octokitResponse;
}
async function getResponseData(response) {
	const contentType = response.headers.get("content-type");
	if (!contentType) return response.text().catch(noop);
	const mimetype = parse(contentType);
	if (isJSONResponse(mimetype)) {
		let text = "";
		try {
			text = await response.text();
			return JSONParse(text);
		} catch (err) {
			return text;
		}
	} else if (mimetype.type.startsWith("text/") || mimetype.parameters.charset?.toLowerCase() === "utf-8" && mimetype.type !== "application/octet-stream") return response.text().catch(noop);
	else return response.arrayBuffer().catch(
		/* v8 ignore next -- @preserve */
		() => /* @__PURE__ */ new ArrayBuffer(0)
	);
}
function isJSONResponse(mimetype) {
	return mimetype.type === "application/json" || mimetype.type === "application/scim+json";
}
function toErrorMessage(data) {
	if (typeof data === "string") return data;
	if (data instanceof ArrayBuffer) return "Unknown error";
	if (typeof data === "object" && data !== null && "message" in data) {
		const objectData = data;
		const suffix = "documentation_url" in objectData ? ` - ${objectData.documentation_url}` : "";
		return Array.isArray(objectData.errors) ? `${objectData.message}: ${objectData.errors.map((v) => JSON.stringify(v)).join(", ")}${suffix}` : `${objectData.message}${suffix}`;
	}
	return `Unknown error: ${JSON.stringify(data)}`;
}
function withDefaults(oldEndpoint, newDefaults) {
	const endpoint2 = oldEndpoint.defaults(newDefaults);
	const newApi = function(route, parameters) {
		const endpointOptions = endpoint2.merge(route, parameters);
		if (!endpointOptions.request || !endpointOptions.request.hook) return fetchWrapper(endpoint2.parse(endpointOptions));
		const request2 = (route2, parameters2) => {
			return fetchWrapper(endpoint2.parse(endpoint2.merge(route2, parameters2)));
		};
		Object.assign(request2, {
			endpoint: endpoint2,
			defaults: withDefaults.bind(null, endpoint2)
		});
		return endpointOptions.request.hook(request2, endpointOptions);
	};
	return Object.assign(newApi, {
		endpoint: endpoint2,
		defaults: withDefaults.bind(null, endpoint2)
	});
}
var request = withDefaults(endpoint, defaults_default);
/* v8 ignore next -- @preserve */
/* v8 ignore else -- @preserve */
// src/store/github/rest-call.ts
const tries = 3;
/** A longer wait, should GitHub ask for it, costs a job more than what we are here for. */
const longestWaitMs = 8e3;
/** Calls of one repository, each tried again after what may pass: an outage, a limit that ends soon. */
function githubCall(access) {
	const { sleep } = access;
	return async (route, parameters = {}) => {
		for (let attempt = 1;; attempt += 1) try {
			return await once$1(access, route, parameters);
		} catch (error) {
			const failure = judge(error);
			const waitMs = failure.waitMs === "any" ? 250 * 4 ** attempt : failure.waitMs;
			if (waitMs === void 0 || waitMs > longestWaitMs || attempt === tries) throw failure.error;
			await sleep(waitMs);
		}
	};
}
async function once$1({ apiUrl, repository, token, callMs = 1e4 }, route, parameters) {
	const [owner = "", repo = ""] = repository.split("/");
	const { data, status } = await request(route, {
		baseUrl: apiUrl,
		headers: {
			authorization: `token ${token}`,
			"x-github-api-version": "2022-11-28"
		},
		request: { signal: AbortSignal.timeout(callMs) },
		owner,
		repo,
		...parameters
	});
	if (status === 204) return void 0;
	if (typeof data !== "object" || data === null) throw new UnreadableAnswer();
	return data;
}
var UnreadableAnswer = class extends Error {};
/** Keeps nothing of the client's error but its status: its request, and even its message, may hold the token. */
function judge(error) {
	const answer = error instanceof RequestError ? error.response : void 0;
	if (answer === void 0) return judgeSilence(error);
	const { status, headers } = answer;
	const says = `GitHub's REST interface answered ${status}`;
	const unavailable = (message) => new GithubError("unavailable", message, status);
	if (status >= 500) return {
		error: unavailable(says),
		waitMs: askedWaitMs(headers) ?? "any"
	};
	const spent = headers["x-ratelimit-remaining"] === "0";
	if (status === 429 || status === 403 && (spent || askedWaitMs(headers) !== void 0)) {
		const waitMs = askedWaitMs(headers) ?? (spent ? void 0 : "any");
		return {
			error: unavailable(`${says}: too many requests`),
			waitMs
		};
	}
	return {
		error: status === 401 || status === 403 || status === 404 ? new GithubError("denied", says, status) : unavailable(says),
		waitMs: void 0
	};
}
function judgeSilence(error) {
	const unavailable = (what) => new GithubError("unavailable", `GitHub's REST interface ${what}`);
	if (error instanceof UnreadableAnswer) return {
		error: unavailable("gave no readable answer"),
		waitMs: "any"
	};
	const late = error instanceof Error && error.cause instanceof Error && error.cause.name === "TimeoutError";
	return {
		error: unavailable("does not answer"),
		waitMs: late ? void 0 : "any"
	};
}
/** What `Retry-After` says, when it says seconds. */
function askedWaitMs(headers) {
	const seconds = Number(headers["retry-after"] ?? NaN);
	return Number.isFinite(seconds) ? seconds * 1e3 : void 0;
}
// src/store/github/caches.ts
const pageSize = 100;
/** 10,000 entries: what lies beyond is not worth the requests. */
const mostPages = 100;
/** https://docs.github.com/en/rest/actions/cache */
function repositoryCaches(access) {
	const call = githubCall(access);
	return {
		survey: async () => surveyOf(await getPage(call, {
			page: 1,
			prefix: "",
			sort: "size_in_bytes"
		})),
		usage: () => getUsage(call),
		async list(prefix) {
			const found = /* @__PURE__ */ new Map();
			for (let page = 1; page <= mostPages; page += 1) {
				const { caches, rows, count } = await getPage(call, {
					page,
					prefix,
					sort: "created_at"
				});
				for (const cache of caches) found.set(cache.id, cache);
				if (rows === 0 || count <= page * pageSize) break;
			}
			return [...found.values()];
		},
		async remove(id) {
			try {
				await call("DELETE /repos/{owner}/{repo}/actions/caches/{cache_id}", { cache_id: id });
				return "removed";
			} catch (error) {
				if (error instanceof GithubError && error.status === 404) return "gone";
				throw error;
			}
		}
	};
}
/** What the first page tells, the largest entries first: none of those that follow is larger than its last one. */
function surveyOf({ caches, rows, count }) {
	const leastBytes = caches.reduce((sum, { bytes }) => sum + bytes, 0);
	if (rows >= count) return {
		known: caches,
		leastBytes,
		mostBytes: leastBytes
	};
	const sizes = caches.map(({ bytes }) => bytes);
	const largestUnknown = rows === sizes.length && sizes.every((bytes, i) => bytes <= (sizes[i - 1] ?? bytes)) ? sizes.at(-1) ?? Number.POSITIVE_INFINITY : Number.POSITIVE_INFINITY;
	return {
		known: caches,
		leastBytes,
		mostBytes: leastBytes + (count - rows) * largestUnknown
	};
}
async function getUsage(call) {
	const usage = await call("GET /repos/{owner}/{repo}/actions/cache/usage") ?? {};
	const bytes = Number(usage.active_caches_size_in_bytes);
	if (!Number.isFinite(bytes)) throw new GithubError("unavailable", "GitHub does not tell the cache's size");
	return bytes;
}
async function getPage(call, { page, prefix, sort }) {
	const { actions_caches: rows, total_count: count } = await call("GET /repos/{owner}/{repo}/actions/caches", {
		...prefix === "" ? {} : { key: prefix },
		per_page: pageSize,
		page,
		sort,
		direction: "desc"
	}) ?? {};
	if (!Array.isArray(rows) || typeof count !== "number") throw new GithubError("unavailable", "GitHub's list of caches is no list");
	return {
		caches: rows.flatMap(parseCache),
		rows: rows.length,
		count
	};
}
/** What is not as documented is left out: an entry of which we do not know all is not ours to judge, or to delete. */
function parseCache(row) {
	const { id, key, ref, size_in_bytes, created_at, last_accessed_at } = row ?? {};
	const cache = {
		id: Number(id),
		key: String(key),
		ref: String(ref),
		bytes: Number(size_in_bytes),
		savedAtMs: Date.parse(String(created_at)),
		lastReadAtMs: Date.parse(String(last_accessed_at))
	};
	return Number.isSafeInteger(cache.id) && typeof key === "string" && typeof ref === "string" && cache.bytes >= 0 && cache.savedAtMs >= 0 && cache.lastReadAtMs >= 0 ? [cache] : [];
}
// src/store/github/catalog.ts
/** GitHub's cache as a catalog. Throws GithubErrors, which know what a token lacks, instead of StoreErrors. */
function githubCatalog(caches) {
	return {
		label: "github",
		list: async (prefix) => (await caches.list(prefix)).map(asBundle),
		remove: (bundle) => caches.remove(Number(bundle.id))
	};
}
/** As the catalog lists it, and removes it. */
function asBundle({ id, ...cache }) {
	return {
		...cache,
		id: String(id)
	};
}
// src/store/best-match.ts
/**
* The best match among `saved`, which is sorted from the oldest to the newest. The first key of the chain
* that matches anything decides: its exact name if there is one, else the newest it is a prefix of.
*/
function bestMatch({ key, fallbacks }, saved) {
	for (const wanted of [key, ...fallbacks]) {
		const found = saved.findLast((one) => one.key === wanted) ?? saved.findLast((one) => one.key.startsWith(wanted));
		if (found !== void 0) return found;
	}
}
// src/store/catalog.ts
/** The order of a listing: the oldest first, and a fixed one among bundles of one instant. */
function byAge(one, other) {
	return one.savedAtMs - other.savedAtMs || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}
// src/store/local/folder.ts
const bundleFile = "bundle.tar.zst";
const entryFile = "entry.json";
const temporaryPrefix = ".tmp-";
const dayMs = 864e5;
/**
* The name of the folder that holds the bundle of this key: what is readable of the key, for people, and a
* digest of all of it, for uniqueness. Valid on every file system, case-insensitive ones too, however long
* and odd the key is; the key itself is in the entry file.
*/
function folderOf(key) {
	return `${key.replace(/^\.|[^A-Za-z0-9._-]+/g, "_").slice(0, 100)}~${createHash("sha256").update(key).digest("hex").slice(0, 32)}`;
}
/** All readable entries, the oldest first. A folder that is not there has none. */
async function listEntries(root) {
	const folders = (await namesIn(root)).filter((name) => !name.startsWith("."));
	return (await Promise.all(folders.map((name) => readEntry(join(root, name))))).filter((entry) => entry !== void 0).sort((one, other) => one.savedMs - other.savedMs || (one.key < other.key ? -1 : 1));
}
/** The entry of one bundle's folder; undefined when it is not there or not of this format. */
async function readEntry(home) {
	const path = join(home, entryFile);
	try {
		const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
		return parseEntry(text, mtimeMs);
	} catch (error) {
		if (hasCode(error, "ENOENT", "ENOTDIR")) return void 0;
		throw error;
	}
}
function parseEntry(text, touchedMs) {
	try {
		const { format, key, bytes, savedMs } = JSON.parse(text);
		return format === 1 && typeof key === "string" && typeof bytes === "number" && typeof savedMs === "number" ? {
			key,
			bytes,
			savedMs,
			lastReadMs: Math.max(savedMs, touchedMs)
		} : void 0;
	} catch {
		return;
	}
}
/** Notes that the bundle in `home` was read; a share that is mounted read-only just stays as it is. */
async function noteRead(home, nowMs) {
	const time = new Date(nowMs);
	await utimes(join(home, entryFile), time, time).catch(() => {});
}
/** Takes a bundle's folder away, by one rename first, so that no reader finds half of it; false when it was gone. */
async function removeHome(root, home) {
	const aside = temporaryIn(root);
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
/** A new name in `root` for what is not yet, or no longer, a bundle. */
function temporaryIn(root) {
	return join(root, `${temporaryPrefix}${randomUUID()}`);
}
/** Removes what writers that crashed more than a day ago left behind; younger ones may be at work. */
async function removeStale(root, nowMs) {
	const temporaries = (await namesIn(root)).filter((name) => name.startsWith(temporaryPrefix));
	for (const name of temporaries) {
		const path = join(root, name);
		const found = await stat(path).catch(() => void 0);
		if (found === void 0 || nowMs - found.mtimeMs < dayMs) continue;
		await rm(path, {
			recursive: true,
			force: true
		}).catch(() => {});
	}
}
async function namesIn(root) {
	try {
		return await readdir(root);
	} catch (error) {
		if (hasCode(error, "ENOENT")) return [];
		throw error;
	}
}
function hasCode(error, ...codes) {
	return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
// src/store/local/budget.ts
/**
* What has to go so that the rest takes at most `maxBytes`: the least recently read first, never the newest.
* `entries` are sorted from the oldest to the newest. Equal inputs give equal plans, so that runners that tidy
* up at once choose the same.
*/
function planRemoval(entries, maxBytes) {
	const candidates = entries.slice(0, -1).sort((one, other) => one.lastReadMs - other.lastReadMs || (one.key < other.key ? -1 : 1));
	let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
	return candidates.filter(({ bytes }) => {
		if (total <= maxBytes) return false;
		total -= bytes;
		return true;
	});
}
/** Removes what `planRemoval` says; returns the first trouble, for what cannot be removed keeps nothing else. */
async function keepWithin(root, maxBytes) {
	const troubles = [];
	for (const { key } of planRemoval(await listEntries(root), maxBytes)) await removeHome(root, join(root, folderOf(key))).catch((error) => troubles.push(error));
	return troubles[0];
}
// src/store/local/settle.ts
/**
* Gives a finished folder its name; false when another writer was first. A folder is never renamed onto
* one that holds something, so what is there stays, unless it is damaged: then it is moved away.
*/
async function settle(temporary, home) {
	if (await claim(temporary, home)) return true;
	if (await isWhole(home)) return false;
	const aside = `${temporary}-damaged`;
	await rename(home, aside).catch(() => {});
	await rm(aside, {
		recursive: true,
		force: true
	});
	return claim(temporary, home);
}
/** Whether there is a bundle with all its bytes. */
async function isWhole(home) {
	const entry = await readEntry(home);
	if (entry === void 0) return false;
	return (await stat(join(home, bundleFile)).catch(() => void 0))?.size === entry.bytes;
}
async function claim(temporary, home) {
	try {
		await rename(temporary, home);
		return true;
	} catch (error) {
		if (await exists$1(home)) return false;
		throw error;
	}
}
function exists$1(path) {
	return stat(path).then(() => true, () => false);
}
// src/store/local/local.ts
/** Others may remove what was just found; after so many times something else is wrong. */
const mostLooks = 5;
/**
* A folder: the disk of a self-hosted runner, or a network share. A bundle appears whole, by one rename,
* never changes after, and goes by one rename; writers need no lock.
*/
function localStore({ path, maxBytes, log, now = wallClock }) {
	const root = resolve(path);
	const label = `local:${path}`;
	const homeOf = (key) => join(root, folderOf(key));
	const find = async (keys) => bestMatch(keys, await listEntries(root));
	const orTrouble = (work) => work.catch((error) => {
		throw diskTrouble(label, error);
	});
	async function fetch(keys, into) {
		for (let look = 1;; look += 1) {
			const found = await find(keys);
			if (found === void 0) return { kind: "miss" };
			const { key, bytes } = found;
			if (await copyOut(homeOf(key), bytes, into)) {
				await noteRead(homeOf(key), now());
				return {
					kind: "hit",
					key,
					bytes
				};
			}
			if (look < mostLooks && !await exists$1(homeOf(key))) continue;
			throw new StoreError(`${label}: the bundle ${key} is not as it was saved`, { reason: "broken" });
		}
	}
	async function put(key, from) {
		const { size } = await stat(from);
		if (maxBytes !== void 0 && size > maxBytes) {
			const sizes = `a bundle of ${formatSize(size)}, and the folder may hold ${formatSize(maxBytes)}`;
			throw new StoreError(`${label}: ${sizes}: raise its max-size, or lower that of bundles`, { reason: "full" });
		}
		await mkdir(root, { recursive: true });
		await removeStale(root, now());
		const home = homeOf(key);
		if (await isWhole(home)) return { kind: "taken" };
		const temporary = temporaryIn(root);
		try {
			await mkdir(temporary);
			await copyFile(from, join(temporary, bundleFile), constants.COPYFILE_FICLONE);
			const { size: bytes } = await stat(join(temporary, bundleFile));
			await writeFile(join(temporary, entryFile), JSON.stringify({
				format: 1,
				key,
				bytes,
				savedMs: now()
			}));
			if (!await settle(temporary, home)) return { kind: "taken" };
			if (maxBytes !== void 0) await tidy(maxBytes);
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
	/** Never fails: the bundle is saved by then, and the next put tidies again. */
	async function tidy(most) {
		const trouble = await keepWithin(root, most).catch((error) => error);
		if (trouble !== void 0) log?.notice(`${label}: it holds more than max-size: ${String(trouble)}`);
	}
	return {
		label,
		async lookup(keys) {
			const found = await orTrouble(find(keys));
			return found === void 0 ? { kind: "miss" } : {
				kind: "hit",
				key: found.key
			};
		},
		fetch: (keys, into) => orTrouble(fetch(keys, into)),
		put: (key, from) => orTrouble(put(key, from)),
		async list(prefix) {
			return (await orTrouble(listEntries(root))).filter(({ key }) => key.startsWith(prefix)).map(({ key, bytes, savedMs, lastReadMs }) => ({
				key,
				id: String(savedMs),
				bytes,
				savedAtMs: savedMs,
				lastReadAtMs: lastReadMs
			})).sort(byAge);
		},
		remove: ({ key, id }) => orTrouble((async () => {
			const there = await readEntry(homeOf(key));
			if (there === void 0 || id !== void 0 && id !== String(there.savedMs)) return "gone";
			return await removeHome(root, homeOf(key)) ? "removed" : "gone";
		})())
	};
}
/** Copies the bundle to the file `into`; false, and no such file, unless all its bytes came. */
async function copyOut(home, bytes, into) {
	try {
		await copyFile(join(home, bundleFile), into, constants.COPYFILE_FICLONE);
		if ((await stat(into)).size === bytes) return true;
	} catch (error) {
		await rm(into, { force: true });
		if (!hasCode(error, "ENOENT")) throw error;
	}
	await rm(into, { force: true });
	return false;
}
// src/store/bare.ts
/** The store itself. Its client is loaded by the first call: clients are large, and most jobs need one of them. */
function bareStore(spec, { log, env }) {
	switch (spec.kind) {
		case "github": return lazyStore("github", async () => (await import("./chunk-github.js")).githubStore({ log }));
		case "local": return localStore({
			...spec,
			log
		});
		case "s3": return lazyStore(s3Label(spec), async () => (await import("./chunk-s3.js")).s3Store(spec));
		case "azure": return lazyStore(azureLabel(spec), async () => (await import("./chunk-azure.js")).azureStore(spec, { env }));
		case "vercel": return lazyStore(vercelLabel(spec), async () => (await import("./chunk-vercel.js")).vercelStore(spec, { env }));
	}
}
/** The catalog of the same store, where it has one. */
function bareCatalog(spec, { log, env }) {
	switch (spec.kind) {
		case "github":
		case "vercel": return;
		case "local": return localStore({
			...spec,
			log
		});
		case "s3": return lazyCatalog(s3Label(spec), async () => (await import("./chunk-s3.js")).s3Store(spec));
		case "azure": return lazyCatalog(azureLabel(spec), async () => (await import("./chunk-azure.js")).azureStore(spec, { env }));
	}
}
function lazyStore(label, load) {
	const loaded = once(load);
	return {
		label,
		lookup: async (keys, call) => (await loaded()).lookup(keys, call),
		fetch: async (keys, into, call) => (await loaded()).fetch(keys, into, call),
		put: async (key, from, call) => (await loaded()).put(key, from, call)
	};
}
function lazyCatalog(label, load) {
	const loaded = once(load);
	return {
		label,
		list: async (prefix) => (await loaded()).list(prefix),
		remove: async (bundle) => (await loaded()).remove(bundle)
	};
}
function once(load) {
	let loading;
	return () => {
		loading ??= load();
		return loading;
	};
}
// src/store/guard/breaker.ts
/** Trouble that the next call will have, too. */
const outage = /* @__PURE__ */ new Set([
	"absent",
	"denied",
	"unavailable"
]);
/**
* The store, which is not asked again for a while after several outages in a row: its calls fail at once. Then
* one call may try: if it fails, the rest begins anew.
*/
function breaking(store, { clock, outages = 3, restMs = 6e4 }) {
	let inARow = 0;
	let againAtMs = 0;
	async function guarded(call) {
		const waitMs = againAtMs - clock();
		if (inARow >= outages && waitMs > 0) {
			const wait = `${inARow} outages in a row, left alone for ${Math.ceil(waitMs / 1e3)} s more`;
			throw new StoreError(`${store.label}: ${wait}`, { reason: "unavailable" });
		}
		againAtMs = clock() + restMs;
		try {
			const answer = await call();
			inARow = 0;
			return answer;
		} catch (error) {
			if (error instanceof StoreError && outage.has(error.reason)) inARow += 1;
			else inARow = 0;
			againAtMs = clock() + restMs;
			throw error;
		}
	}
	return {
		label: store.label,
		lookup: (keys, call) => guarded(() => store.lookup(keys, call)),
		fetch: (keys, into, call) => guarded(() => store.fetch(keys, into, call)),
		put: (key, from, call) => guarded(() => store.put(key, from, call))
	};
}
// src/store/guard/limit.ts
/**
* The store, with a bound on how long a caller waits for it. What is late is told to end; should it go on, as
* on a share that hangs, then nothing comes of it: not even the file that a fetch writes.
*/
function limited(store, { lookupMs, transferMs, stallMs }) {
	const within = (limitMs, call, work, stall) => withLimit$1({
		label: store.label,
		limitMs,
		stallMs: stall,
		outer: call?.signal
	}, work);
	return {
		label: store.label,
		lookup: (keys, call) => within(lookupMs, call, (signal) => store.lookup(keys, { signal })),
		fetch: (keys, into, call) => within(transferMs, call, async (signal, onBytes) => {
			const own = `${into}.in-time-${randomUUID()}`;
			try {
				const fetched = await store.fetch(keys, own, {
					signal,
					onBytes
				});
				signal.throwIfAborted();
				if (fetched.kind === "hit") await rename(own, into);
				return fetched;
			} finally {
				await rm(own, { force: true });
			}
		}, stallMs),
		put: (key, from, call) => within(transferMs, call, (signal) => store.put(key, from, { signal }))
	};
}
async function withLimit$1({ label, limitMs, stallMs, outer }, work) {
	const limit = new AbortController();
	const giveUp = (what, ms) => {
		const message = `${label}: ${what} ${ms / 1e3} s, given up`;
		limit.abort(new StoreError(message, { reason: "unavailable" }));
	};
	const timer = setTimeout(giveUp, limitMs, "no end after", limitMs);
	const stalled = stallMs === void 0 ? void 0 : setTimeout(giveUp, stallMs, "nothing came for", stallMs);
	const signal = outer === void 0 ? limit.signal : AbortSignal.any([limit.signal, outer]);
	const over = Promise.withResolvers();
	const end = () => over.reject(signal.reason);
	signal.addEventListener("abort", end, { once: true });
	try {
		signal.throwIfAborted();
		return await Promise.race([work(signal, () => stalled?.refresh()), over.promise]);
	} finally {
		clearTimeout(timer);
		clearTimeout(stalled);
		signal.removeEventListener("abort", end);
	}
}
// src/store/guard/observe.ts
const nothing$1 = {
	lookups: 0,
	fetches: 0,
	puts: 0,
	hits: 0,
	misses: 0,
	taken: 0,
	failures: 0,
	bytesDown: 0,
	bytesUp: 0,
	seconds: 0
};
/** The store, with a record of what it does. `clock` gives milliseconds that only rise. */
function observed(store, clock) {
	let activity = nothing$1;
	const add = (more) => {
		activity = sumOf(activity, more);
	};
	/** Runs one call; `count` says what its answer adds. */
	async function watch(asked, call, count) {
		const startMs = clock();
		add(asked);
		try {
			const answer = await call();
			add(count(answer));
			return answer;
		} catch (error) {
			add({ failures: 1 });
			throw error;
		} finally {
			add({ seconds: (clock() - startMs) / 1e3 });
		}
	}
	return {
		label: store.label,
		lookup: (keys, call) => watch({ lookups: 1 }, () => store.lookup(keys, call), ({ kind }) => kind === "hit" ? { hits: 1 } : { misses: 1 }),
		fetch: (keys, into, call) => watch({ fetches: 1 }, () => store.fetch(keys, into, call), (fetched) => fetched.kind === "hit" ? {
			hits: 1,
			bytesDown: fetched.bytes
		} : { misses: 1 }),
		put: (key, from, call) => watch({ puts: 1 }, () => store.put(key, from, call), (stored) => stored.kind === "stored" ? { bytesUp: stored.bytes } : { taken: 1 }),
		activity: () => activity
	};
}
function sumOf(one, more) {
	const of = (name) => one[name] + (more[name] ?? 0);
	return {
		lookups: of("lookups"),
		fetches: of("fetches"),
		puts: of("puts"),
		hits: of("hits"),
		misses: of("misses"),
		taken: of("taken"),
		failures: of("failures"),
		bytesDown: of("bytesDown"),
		bytesUp: of("bytesUp"),
		seconds: of("seconds")
	};
}
// src/store/guard/retry.ts
/** The store, which tries again what a StoreError calls retryable. */
function retrying(store, options) {
	const again = retrier(options);
	return {
		label: store.label,
		lookup: (keys, call) => again(() => store.lookup(keys, call), call),
		fetch: (keys, into, call) => again(() => store.fetch(keys, into, call), call),
		put: (key, from, call) => again(() => store.put(key, from, call), call)
	};
}
/** The catalog, which tries again what a StoreError calls retryable. */
function retryingCatalog(catalog, options) {
	const again = retrier(options);
	return {
		label: catalog.label,
		list: (prefix) => again(() => catalog.list(prefix)),
		remove: (bundle) => again(() => catalog.remove(bundle))
	};
}
/**
* Returns what runs a call again after retryable trouble, after pauses that grow and differ from job to job. The
* last error is thrown as it came; a call whose signal was given is not tried again.
*/
function retrier({ log, sleep, clock, random, tries = 4, pauseMs = 1e3, totalMs = 6e4 }) {
	return async (call, { signal } = {}) => {
		const lastMs = clock() + totalMs;
		for (let attempt = 1;; attempt += 1) try {
			return await call();
		} catch (error) {
			const waitMs = Math.round(pauseMs * 2 ** (attempt - 1) * (1 + random()) * .5);
			const isOver = attempt >= tries || clock() + waitMs > lastMs || signal?.aborted === true;
			if (!(error instanceof StoreError) || !error.retryable || isOver) throw error;
			log.info(`${error.message}: trying again in ${(waitMs / 1e3).toFixed(1)} s`);
			await sleep(waitMs);
			signal?.throwIfAborted();
		}
	};
}
// src/store/levels/levels.ts
/**
* Several stores as one, the nearest first. The first that has any match answers, and the levels before it that
* had none get the bundle, too. A put goes to all at once and succeeds when any level has the bundle then; whether it was
* stored or taken is for the furthest level that answers to say, since that one is shared by most. A level in trouble is said and passed over; only when no level gives an answer is
* there an error.
*/
function levelled(levels, { log, fillMs = 6e4 }) {
	const label = levels.map((level) => level.label).join(",");
	/** The first level that answers with a hit; on the way it notes which levels had a clean miss. */
	async function firstHit(ask) {
		const missed = [];
		const troubles = [];
		for (const level of levels) {
			const answer = await orTrouble(level, () => ask(level));
			if (answer instanceof StoreError) troubles.push(answer);
			else if (answer.kind === "hit") return {
				answer,
				level,
				missed
			};
			else missed.push(level);
		}
		if (missed.length === 0) throw allFailed(troubles);
	}
	async function orTrouble(level, ask) {
		try {
			return await ask();
		} catch (error) {
			if (!(error instanceof StoreError)) throw error;
			if (levels.at(-1) !== level) log.warning(`${error.message}: going on with the next level`);
			return error;
		}
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
			log.notice(`${why}: it stays without ${key}`);
		}
	}
	return {
		label,
		async lookup(keys, call) {
			return (await firstHit((level) => level.lookup(keys, call)))?.answer ?? { kind: "miss" };
		},
		async fetch(keys, into, call) {
			const found = await firstHit(async (level) => {
				const hit = await level.lookup(keys, call);
				return hit.kind === "miss" ? hit : await level.fetch(exactly(hit.key), into, call);
			});
			if (found === void 0 || found.answer.kind === "miss") return { kind: "miss" };
			log.info(`${found.level.label}: has ${found.answer.key}`);
			await fill(found.missed, {
				key: found.answer.key,
				from: into
			}, call);
			return found.answer;
		},
		async put(key, from, call) {
			const ended = await Promise.all(levels.map((level) => settled(level.put(key, from, call))));
			const troubles = ended.filter((one) => one instanceof StoreError);
			const stored = ended.flatMap((one) => one instanceof StoreError ? [] : [one]);
			if (stored.length === 0) throw allFailed(troubles);
			for (const { message } of troubles) log.warning(`${message}: the bundle is in the other levels only`);
			return stored.at(-1) ?? { kind: "taken" };
		}
	};
}
/** All puts have to end before an error may be thrown, since the file goes then. */
async function settled(work) {
	try {
		return await work;
	} catch (error) {
		if (error instanceof StoreError) return error;
		throw error;
	}
}
function exactly(key) {
	return {
		key,
		fallbacks: []
	};
}
/** One error for all, of the reason of the first; worth another try when any is. */
function allFailed(troubles) {
	const [first] = troubles;
	return new StoreError(troubles.map(({ message }) => message).join("; "), {
		reason: first?.reason ?? "unavailable",
		retryable: false,
		cause: first
	});
}
// src/store/levels/levels-catalog.ts
/**
* The catalogs of several levels as one: a bundle that more than one level holds is listed once, and is removed
* from all. Its times are the latest of any level.
*/
function levelsCatalog(catalogs) {
	return {
		label: catalogs.map(({ label }) => label).join(","),
		async list(prefix) {
			const listed = (await Promise.all(catalogs.map((catalog) => catalog.list(prefix)))).flatMap((bundles, level) => bundles.map((bundle) => ({
				bundle,
				level
			})));
			return [...Map.groupBy(listed, ({ bundle }) => bundle.key).values()].map(merged).sort(byAge);
		},
		async remove({ key, id, ...rest }) {
			const ids = parseIds(id);
			let isRemoved = false;
			for (const [level, catalog] of catalogs.entries()) {
				const own = ids.get(level);
				if (own === void 0) continue;
				const bundle = {
					...rest,
					key,
					...own === null ? {} : { id: own }
				};
				isRemoved = await catalog.remove(bundle) === "removed" || isRemoved;
			}
			return isRemoved ? "removed" : "gone";
		}
	};
}
function merged(group) {
	const bundles = group.map(({ bundle }) => bundle);
	const reads = bundles.flatMap(({ lastReadAtMs }) => lastReadAtMs === void 0 ? [] : [lastReadAtMs]);
	return {
		key: bundles[0]?.key ?? "",
		id: JSON.stringify(group.map(({ bundle, level }) => [level, bundle.id ?? null])),
		bytes: Math.max(...bundles.map(({ bytes }) => bytes)),
		savedAtMs: Math.max(...bundles.map(({ savedAtMs }) => savedAtMs)),
		...reads.length === 0 ? {} : { lastReadAtMs: Math.max(...reads) }
	};
}
/** The ids by level, as `merged` wrote them. */
function parseIds(id) {
	return new Map(JSON.parse(id ?? "[]"));
}
// src/store/open.ts
/** A level that says nothing for ten seconds is passed over; a store that is alone may take its time. */
const levelMs = 1e4;
const lookupMs = 6e4;
const transferMs = 9e5;
/** The store that was asked for, with all that is wrapped around it. Nothing is contacted or loaded yet. */
function openStore(spec, deps) {
	const { log, clock = monotonic } = deps;
	return observed(spec.kind === "levels" ? levelled(spec.levels.map((level) => patient(level, deps, {
		lookupMs: levelMs,
		totalMs: levelMs,
		...stallOf(level)
	})), { log }) : patient(spec, deps, {
		lookupMs,
		totalMs: lookupMs
	}), clock);
}
/** The chain around each single store: tried again, within its time, and left alone when it stays down. */
function patient(spec, { log, clock = monotonic, env = processEnv }, times) {
	return breaking(limited(retrying(bareStore(spec, {
		log,
		env
	}), {
		log,
		sleep: setTimeout$1,
		clock,
		random: Math.random,
		totalMs: times.totalMs
	}), {
		...times,
		transferMs
	}), { clock });
}
/** GitHub's client and a copy of a file do not tell how far they are. */
function stallOf({ kind }) {
	return kind === "github" || kind === "local" ? {} : { stallMs: levelMs };
}
/**
* The catalog of the store that was asked for, over all levels that have one; undefined when none has: GitHub's
* is listed through its REST interface (see src/github), and Vercel's API lists nothing. Nothing is contacted or
* loaded yet.
*/
function openCatalog(spec, { log, clock = monotonic, env = processEnv }) {
	const again = (spec.kind === "levels" ? spec.levels : [spec]).flatMap((one) => bareCatalog(one, {
		log,
		env
	}) ?? []).map((one) => retryingCatalog(one, {
		log,
		sleep: setTimeout$1,
		clock,
		random: Math.random
	}));
	return again.length > 1 ? levelsCatalog(again) : again[0];
}
function monotonic() {
	return performance.now();
}
// src/flow/listings.ts
/**
* What can be listed of a store: its bundles, and for GitHub's the repository's cache as a whole, which takes a token and
* GITHUB_REPOSITORY. The token stays in here: it is in no value that is logged or handed on.
*/
function openListings(store, { token, env, log }) {
	if (store.kind !== "github") return {
		catalog: openCatalog(store, {
			log,
			env
		}),
		repository: void 0
	};
	const repository = env["GITHUB_REPOSITORY"];
	if (!token || !repository) return {
		catalog: void 0,
		repository: void 0
	};
	const caches = repositoryCaches({
		apiUrl: env["GITHUB_API_URL"] || "https://api.github.com",
		repository,
		token,
		sleep: (ms) => setTimeout$1(ms)
	});
	return {
		catalog: githubCatalog(caches),
		repository: caches
	};
}
// src/sccache/server/address.ts
/** https://github.com/mozilla/sccache/blob/main/src/commands.rs `DEFAULT_PORT` */
const DEFAULT_PORT = 4226;
/**
* Where sccache, started with this environment, looks for its server. As sccache does, takes SCCACHE_SERVER_UDS
* before SCCACHE_SERVER_PORT, ignores sockets on Windows and uses the default port when the given one is no port.
*/
function serverAddress(env, platform) {
	const socket = env["SCCACHE_SERVER_UDS"] ?? "";
	if (socket !== "" && platform !== "win32") return {
		kind: "socket",
		path: socketPath(socket, platform)
	};
	const port = env["SCCACHE_SERVER_PORT"] ?? "";
	return {
		kind: "port",
		port: /^\d{1,5}$/.test(port) && Number(port) <= 65535 ? Number(port) : DEFAULT_PORT
	};
}
/** On Linux a leading `\x00`, spelled out, means a socket in the abstract namespace; its name has escapes. */
function socketPath(given, platform) {
	if (platform !== "linux" || !given.startsWith("\\x00")) return given;
	return given.replaceAll(/\\x([0-9a-fA-F]{2})/g, (_escape, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
/**
* Whether something accepts connections at `address` within `limitMs`. Sends nothing, so it starts, stops and
* disturbs no server. Whatever prevents the connection is a no.
*/
function isListening(address, limitMs) {
	return new Promise((resolve) => {
		const socket = connect({
			...connectOptions(address),
			timeout: limitMs
		});
		const answer = (listening) => {
			socket.destroy();
			resolve(listening);
		};
		socket.once("connect", () => answer(true));
		socket.once("timeout", () => answer(false));
		socket.once("error", () => answer(false));
	});
}
function connectOptions(address) {
	return address.kind === "port" ? {
		host: "127.0.0.1",
		port: address.port
	} : { path: address.path };
}
// src/sccache/server/run.ts
const MOST_OUTPUT_BYTES = 16777216;
/**
* Runs a program without a shell and without input.
* @throws Error in one line when it cannot be started, takes too long, or ends with another code than 0.
*/
function run(file, args, { env, limitMs }) {
	return new Promise((resolve, reject) => {
		const options = {
			env: { ...env },
			timeout: limitMs,
			maxBuffer: MOST_OUTPUT_BYTES,
			windowsHide: true
		};
		execFile(file, [...args], options, (error, stdout, stderr) => {
			if (error === null) resolve({
				stdout,
				stderr
			});
			else reject(new Error(explain(file, args, limitMs, error, stderr), { cause: error }));
		}).stdin?.end();
	});
}
function explain(file, args, limitMs, error, stderr) {
	const call = [file, ...args.slice(0, 2)].join(" ");
	if (error.killed === true) return `${call}: not done after ${limitMs / 1e3} s`;
	const said = stderr.trim().split("\n").at(-1) ?? "";
	const how = typeof error.code === "string" ? error.code : `exit ${error.code ?? error.signal}`;
	return said === "" ? `${call}: ${how}` : `${call}: ${how}: ${said}`;
}
// src/sccache/server/statistics.ts
/**
* Reads what `sccache --show-stats --stats-format=json` prints; the shapes of 0.16.0 and 0.19.0 are known, missing
* parts are tolerated. Undefined when `text` is not such an answer at all.
*/
function parseStatistics(text) {
	const answer = record(parseJson(text));
	if (answer["stats"] === void 0) return void 0;
	const stats = record(answer["stats"]);
	const hits = counted(stats["cache_hits"]);
	return {
		version: string(answer["version"]),
		compileRequests: count(stats["compile_requests"]),
		executed: count(stats["requests_executed"]),
		hits,
		misses: counted(stats["cache_misses"]),
		errors: counted(stats["cache_errors"]),
		nonCacheable: counts(stats["not_cached"]),
		compileFails: count(stats["compile_fails"]),
		cacheWriteErrors: count(stats["cache_write_errors"]),
		cacheLocation: string(answer["cache_location"]),
		cacheSizeBytes: optionalCount(answer["cache_size"]),
		maxCacheSizeBytes: optionalCount(answer["max_cache_size"]),
		averageMs: {
			compilation: mean(stats["compiler_write_duration"], count(stats["compilations"])),
			write: mean(stats["cache_write_duration"], count(stats["cache_writes"])),
			hit: mean(stats["cache_read_hit_duration"], hits.total)
		}
	};
}
/** Hits among the lookups that were answered, from 0 to 1; undefined when there was none. */
function hitRate({ hits, misses }) {
	const lookups = hits.total + misses.total;
	return lookups === 0 ? void 0 : hits.total / lookups;
}
/**
* The directory in `cacheLocation`, or undefined when sccache's server does not (only) use the disk: then nothing
* of this build will be found in the directory.
*/
function localDirectory({ cacheLocation }) {
	const quoted = /^Local disk: (".*")$/s.exec(cacheLocation)?.[1];
	const path = quoted === void 0 ? void 0 : parseJson(quoted);
	return typeof path === "string" ? path : void 0;
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
/** The object's own properties; none when `value` is no object. */
function record(value) {
	return typeof value === "object" && value !== null ? { ...value } : {};
}
function string(value) {
	return typeof value === "string" ? value : "";
}
function optionalCount(value) {
	return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : void 0;
}
function count(value) {
	return optionalCount(value) ?? 0;
}
function counts(value) {
	return Object.fromEntries(Object.entries(record(value)).map(([name, times]) => [name, count(times)]));
}
function counted(value) {
	const byLanguage = counts(record(value)["counts"]);
	return {
		total: Object.values(byLanguage).reduce((sum, times) => sum + times, 0),
		byLanguage
	};
}
function mean(duration, times) {
	const { secs, nanos } = record(duration);
	return times === 0 ? void 0 : (count(secs) * 1e3 + count(nanos) / 1e6) / times;
}
// src/sccache/server/server.ts
const LIMITS = {
	connectMs: 2e3,
	callMs: 1e4,
	goneMs: 5e3
};
const POLL_MS = 20;
/** The sccache at `path`. Does nothing by itself. */
function openSccache(options) {
	const { path, env, platform = process.platform } = options;
	const limits = {
		...LIMITS,
		...options.limits
	};
	const address = serverAddress(env, platform);
	const call = (...args) => run(path, args, {
		env,
		limitMs: limits.callMs
	});
	const isServerAlive = () => isListening(address, limits.connectMs);
	return {
		path,
		isServerAlive,
		async version() {
			return parseVersion((await call("--version")).stdout);
		},
		async statistics() {
			if (!await isServerAlive()) return void 0;
			const said = await call("--show-stats", "--stats-format=json").catch(nothing);
			return said === void 0 ? void 0 : parseStatistics(said.stdout);
		},
		async stop() {
			if (!await isServerAlive()) return { kind: "not-running" };
			const failure = await call("--stop-server").then(nothing, oneLine);
			if (await waitUntil(async () => !await isServerAlive(), failure ? 0 : limits.goneMs)) return { kind: "stopped" };
			return {
				kind: "failed",
				why: failure ?? `the server still listens after ${limits.goneMs / 1e3} s`
			};
		}
	};
}
/** The version in what `sccache --version` prints. @throws Error when that is not sccache's answer. */
function parseVersion(printed) {
	const version = /^sccache (\d+\.\d+\.\d+\S*)\s*$/.exec(printed)?.[1];
	if (version === void 0) throw new Error(`not sccache: --version says ${JSON.stringify(printed.slice(0, 80))}`);
	return version;
}
function nothing() {}
function oneLine(error) {
	return error instanceof Error ? error.message : String(error);
}
async function waitUntil(done, limitMs) {
	for (const end = Date.now() + limitMs; !await done(); await setTimeout$1(POLL_MS)) if (Date.now() >= end) return false;
	return true;
}
// src/sccache/install/on-path.ts
/** The sccache that a shell would find: the first on PATH that runs, of any version unless one is `wanted`. */
function pathSource(env, platform, wanted) {
	return {
		label: "PATH",
		find: () => findOnPath(env, platform, wanted)
	};
}
async function findOnPath(env, platform, wanted) {
	const seen = [];
	for (const candidate of candidates(env, platform)) {
		if (!await isExecutable(candidate)) continue;
		const version = await openSccache({
			path: candidate,
			env,
			platform
		}).version().catch(() => void 0);
		if (version !== void 0 && (wanted === void 0 || version === wanted)) return {
			kind: "found",
			path: candidate,
			version
		};
		seen.push(version === void 0 ? `${candidate} does not run` : `${candidate} is ${version}`);
	}
	if (seen.length === 0) return {
		kind: "absent",
		why: "none there"
	};
	return {
		kind: "absent",
		why: wanted === void 0 ? seen.join(", ") : `${seen.join(", ")}, not ${wanted}`
	};
}
/** Where sccache may be, in PATH's order. Only absolute folders: a relative one is whatever the build put there. */
function candidates(env, platform) {
	const { delimiter, isAbsolute, join } = platform === "win32" ? path.win32 : path.posix;
	const folders = pathVariable(env, platform).split(delimiter).filter(isAbsolute);
	return [...new Set(folders.map((folder) => join(folder, binaryName(platform))))];
}
/** The name of sccache's file. */
function binaryName(platform) {
	return platform === "win32" ? "sccache.exe" : "sccache";
}
/** Windows spells it `Path`, and a copy of its environment minds the case. */
function pathVariable(env, platform) {
	if (platform !== "win32") return env["PATH"] ?? "";
	const name = Object.keys(env).find((variable) => variable.toUpperCase() === "PATH");
	return name === void 0 ? "" : env[name] ?? "";
}
async function isExecutable(file) {
	try {
		await access(file, constants.X_OK);
		return (await stat(file)).isFile();
	} catch {
		return false;
	}
}
// src/sccache/install/sccache-unavailable.ts
/** There is no sccache to use, so nothing can be cached. Builds go on without; whoever catches this says so once. */
var SccacheUnavailable = class extends Error {
	name = "SccacheUnavailable";
	/** What was tried and why it did not work, one line each, in order. */
	tried;
	constructor(tried, options) {
		super(`no sccache to use: ${tried.join("; ")}`, options);
		this.tried = tried;
	}
};
// src/sccache/install/source.ts
/**
* The sccache of the first source that has one; later ones are not asked.
* @throws {SccacheUnavailable} that says of each source why it has none
*/
async function firstFound(sources, log) {
	const tried = [];
	for (const source of sources) {
		const sourced = await source.find();
		if (sourced.kind === "found") return {
			path: sourced.path,
			version: sourced.version,
			from: source.label
		};
		log.debug(`sccache: ${source.label}: ${sourced.why}`);
		tried.push(`${source.label}: ${sourced.why}`);
	}
	throw new SccacheUnavailable(tried);
}
/** `work`'s outcome; what it throws, but for SccacheUnavailable, is why there is none. */
async function absentOnError(work) {
	try {
		return await work();
	} catch (error) {
		if (error instanceof SccacheUnavailable || !(error instanceof Error)) throw error;
		return {
			kind: "absent",
			why: error.message
		};
	}
}
// src/sccache/install/tool-folder.ts
/**
* The file `file` in `folder`, which `make` fills when it is not there yet. `make` works in an empty sibling that is
* renamed into place when it is done: a folder is whole or absent, also when two processes make it at once.
* Gives the file's absolute path. @throws what `make` throws, and then leaves nothing behind.
*/
async function provide(folder, file, make) {
	const wanted = path.resolve(folder, file);
	if (await exists(wanted)) return wanted;
	await mkdir(path.dirname(folder), { recursive: true });
	const empty = await mkdtemp(`${folder}.`);
	try {
		await make(empty);
		await chmod(empty, 493);
		await rename(empty, folder);
	} catch (error) {
		if (!await exists(wanted)) throw error;
	} finally {
		await rm(empty, {
			recursive: true,
			force: true
		});
	}
	return wanted;
}
async function exists(file) {
	return access(file).then(() => true, () => false);
}
// src/sccache/install/download.ts
/** For one file with its retries; the archive is about 15 MB. */
const LIMIT_MS = 12e4;
/**
* Downloads with @actions/tool-cache, which knows the runner's proxies and tries three times when it is worth it.
* It needs none of the runner's variables, as the place is always given; outside a runner its debug lines show on
* stdout. An attempt that the time limit cut off goes on in the background, and what it writes is nobody's.
*/
function toolCacheDownload(limitMs = LIMIT_MS) {
	return async (url, into) => {
		const { downloadTool } = await import("./chunk-tool-cache.js");
		await withLimit(downloadTool(url, into), limitMs);
	};
}
async function withLimit(work, limitMs) {
	const { promise: late, reject } = Promise.withResolvers();
	const timer = setTimeout(() => reject(/* @__PURE__ */ new Error(`not done after ${limitMs / 1e3} s`)), limitMs);
	try {
		await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
/**
* The platforms that have an archive. Every one has a `.tar.gz`, Windows too:
* https://github.com/mozilla/sccache/blob/main/.github/workflows/ci.yml (job `release`).
*/
const TARGETS = {
	"linux-x64": "x86_64-unknown-linux-musl",
	"linux-arm64": "aarch64-unknown-linux-musl",
	"linux-arm": "armv7-unknown-linux-musleabi",
	"linux-ia32": "i686-unknown-linux-musl",
	"linux-s390x": "s390x-unknown-linux-gnu",
	"darwin-x64": "x86_64-apple-darwin",
	"darwin-arm64": "aarch64-apple-darwin",
	"win32-x64": "x86_64-pc-windows-msvc",
	"win32-arm64": "aarch64-pc-windows-msvc"
};
/**
* SHA-256 of archives, from two public sources each that agree: the PKGBUILD of Arch Linux's `sccache-bin` 0.16.0
* (Linux), the table in `boringcache/one` (all four) and other projects' installers (macOS). None is held for
* Windows, where others use the zip: there the release's own digest decides.
*/
const PINNED = {
	"sccache-v0.16.0-x86_64-unknown-linux-musl.tar.gz": "aec995a83ad3dff3d14b6314e08858b7b73d35ca85a5bcf3d3a9ec07dee35588",
	"sccache-v0.16.0-aarch64-unknown-linux-musl.tar.gz": "f73a5c39f96bb6ebb89cc7915cf182260d4cbf30765322c5e793d0fe8bd80784",
	"sccache-v0.16.0-x86_64-apple-darwin.tar.gz": "f7dbd055db75a938ab1539f5316c5d08e73a1b94c40ab170ddcc617f5bf18343",
	"sccache-v0.16.0-aarch64-apple-darwin.tar.gz": "ded590cae2c72042c61178632906bef62d635fa20d45f8b22110a2241f430960"
};
/** The archive of `version` for a machine, or undefined when the project builds none for it. */
function releaseAsset({ version, platform, arch, mirror }) {
	const target = TARGETS[`${platform}-${arch}`];
	if (target === void 0) return void 0;
	const name = `sccache-v${version}-${target}.tar.gz`;
	const url = `${(mirror ?? "https://github.com/mozilla/sccache/releases/download").replace(/\/+$/, "")}/v${version}/${name}`;
	return {
		version,
		name,
		url,
		digestUrl: `${url}.sha256`,
		pinnedSha256: PINNED[name]
	};
}
/**
* The digest in the text of a `.sha256` file, in lower case; a file name after it, as sha256sum writes, is allowed.
* Undefined when the text is something else, such as an error page.
*/
function parseDigest(text) {
	return /^([0-9a-f]{64})(\s+\S+)?\s*$/i.exec(text)?.[1]?.toLowerCase();
}
// node_modules/events-universal/default.js
var require_default = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = __require("events");
}));
// node_modules/fast-fifo/fixed-size.js
var require_fixed_size = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = class FixedFIFO {
		constructor(hwm) {
			if (!(hwm > 0) || (hwm - 1 & hwm) !== 0) throw new Error("Max size for a FixedFIFO should be a power of two");
			this.buffer = new Array(hwm);
			this.mask = hwm - 1;
			this.top = 0;
			this.btm = 0;
			this.next = null;
		}
		clear() {
			this.top = this.btm = 0;
			this.next = null;
			this.buffer.fill(void 0);
		}
		push(data) {
			if (this.buffer[this.top] !== void 0) return false;
			this.buffer[this.top] = data;
			this.top = this.top + 1 & this.mask;
			return true;
		}
		shift() {
			const last = this.buffer[this.btm];
			if (last === void 0) return void 0;
			this.buffer[this.btm] = void 0;
			this.btm = this.btm + 1 & this.mask;
			return last;
		}
		peek() {
			return this.buffer[this.btm];
		}
		isEmpty() {
			return this.buffer[this.btm] === void 0;
		}
	};
}));
// node_modules/fast-fifo/index.js
var require_fast_fifo = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const FixedFIFO = require_fixed_size();
	module.exports = class FastFIFO {
		constructor(hwm) {
			this.hwm = hwm || 16;
			this.head = new FixedFIFO(this.hwm);
			this.tail = this.head;
			this.length = 0;
		}
		clear() {
			this.head = this.tail;
			this.head.clear();
			this.length = 0;
		}
		push(val) {
			this.length++;
			if (!this.head.push(val)) {
				const prev = this.head;
				this.head = prev.next = new FixedFIFO(2 * this.head.buffer.length);
				this.head.push(val);
			}
		}
		shift() {
			if (this.length !== 0) this.length--;
			const val = this.tail.shift();
			if (val === void 0 && this.tail.next) {
				const next = this.tail.next;
				this.tail.next = null;
				this.tail = next;
				return this.tail.shift();
			}
			return val;
		}
		peek() {
			const val = this.tail.peek();
			if (val === void 0 && this.tail.next) return this.tail.next.peek();
			return val;
		}
		isEmpty() {
			return this.length === 0;
		}
	};
}));
// node_modules/b4a/index.js
var require_b4a = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	function isBuffer(value) {
		return Buffer.isBuffer(value) || value instanceof Uint8Array;
	}
	function isEncoding(encoding) {
		return Buffer.isEncoding(encoding);
	}
	function alloc(size, fill, encoding) {
		return Buffer.alloc(size, fill, encoding);
	}
	function allocUnsafe(size) {
		return Buffer.allocUnsafe(size);
	}
	function allocUnsafeSlow(size) {
		return Buffer.allocUnsafeSlow(size);
	}
	function byteLength(string, encoding) {
		return Buffer.byteLength(string, encoding);
	}
	function compare(a, b) {
		return Buffer.compare(a, b);
	}
	function concat(buffers, totalLength) {
		return Buffer.concat(buffers, totalLength);
	}
	function copy(source, target, targetStart, start, end) {
		return toBuffer(source).copy(target, targetStart, start, end);
	}
	function equals(a, b) {
		return toBuffer(a).equals(b);
	}
	function fill(buffer, value, offset, end, encoding) {
		return toBuffer(buffer).fill(value, offset, end, encoding);
	}
	function from(value, encodingOrOffset, length) {
		return Buffer.from(value, encodingOrOffset, length);
	}
	function includes(buffer, value, byteOffset, encoding) {
		return toBuffer(buffer).includes(value, byteOffset, encoding);
	}
	function indexOf(buffer, value, byfeOffset, encoding) {
		return toBuffer(buffer).indexOf(value, byfeOffset, encoding);
	}
	function lastIndexOf(buffer, value, byteOffset, encoding) {
		return toBuffer(buffer).lastIndexOf(value, byteOffset, encoding);
	}
	function swap16(buffer) {
		return toBuffer(buffer).swap16();
	}
	function swap32(buffer) {
		return toBuffer(buffer).swap32();
	}
	function swap64(buffer) {
		return toBuffer(buffer).swap64();
	}
	function toBuffer(buffer) {
		if (Buffer.isBuffer(buffer)) return buffer;
		return Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
	}
	function toString(buffer, encoding, start, end) {
		return toBuffer(buffer).toString(encoding, start, end);
	}
	function toHex(buffer, start, end) {
		return toBuffer(buffer).toString("hex", start, end);
	}
	function write(buffer, string, offset, length, encoding) {
		return toBuffer(buffer).write(string, offset, length, encoding);
	}
	function readDoubleBE(buffer, offset) {
		return toBuffer(buffer).readDoubleBE(offset);
	}
	function readDoubleLE(buffer, offset) {
		return toBuffer(buffer).readDoubleLE(offset);
	}
	function readFloatBE(buffer, offset) {
		return toBuffer(buffer).readFloatBE(offset);
	}
	function readFloatLE(buffer, offset) {
		return toBuffer(buffer).readFloatLE(offset);
	}
	function readInt32BE(buffer, offset) {
		return toBuffer(buffer).readInt32BE(offset);
	}
	function readInt32LE(buffer, offset) {
		return toBuffer(buffer).readInt32LE(offset);
	}
	function readUInt32BE(buffer, offset) {
		return toBuffer(buffer).readUInt32BE(offset);
	}
	function readUInt32LE(buffer, offset) {
		return toBuffer(buffer).readUInt32LE(offset);
	}
	function writeDoubleBE(buffer, value, offset) {
		return toBuffer(buffer).writeDoubleBE(value, offset);
	}
	function writeDoubleLE(buffer, value, offset) {
		return toBuffer(buffer).writeDoubleLE(value, offset);
	}
	function writeFloatBE(buffer, value, offset) {
		return toBuffer(buffer).writeFloatBE(value, offset);
	}
	function writeFloatLE(buffer, value, offset) {
		return toBuffer(buffer).writeFloatLE(value, offset);
	}
	function writeInt32BE(buffer, value, offset) {
		return toBuffer(buffer).writeInt32BE(value, offset);
	}
	function writeInt32LE(buffer, value, offset) {
		return toBuffer(buffer).writeInt32LE(value, offset);
	}
	function writeUInt32BE(buffer, value, offset) {
		return toBuffer(buffer).writeUInt32BE(value, offset);
	}
	function writeUInt32LE(buffer, value, offset) {
		return toBuffer(buffer).writeUInt32LE(value, offset);
	}
	module.exports = {
		isBuffer,
		isEncoding,
		alloc,
		allocUnsafe,
		allocUnsafeSlow,
		byteLength,
		compare,
		concat,
		copy,
		equals,
		fill,
		from,
		includes,
		indexOf,
		lastIndexOf,
		swap16,
		swap32,
		swap64,
		toBuffer,
		toString,
		toHex,
		write,
		readDoubleBE,
		readDoubleLE,
		readFloatBE,
		readFloatLE,
		readInt32BE,
		readInt32LE,
		readUInt32BE,
		readUInt32LE,
		writeDoubleBE,
		writeDoubleLE,
		writeFloatBE,
		writeFloatLE,
		writeInt32BE,
		writeInt32LE,
		writeUInt32BE,
		writeUInt32LE
	};
}));
// node_modules/text-decoder/lib/pass-through-decoder.js
var require_pass_through_decoder = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const b4a = require_b4a();
	module.exports = class PassThroughDecoder {
		constructor(encoding) {
			this.encoding = encoding;
		}
		get remaining() {
			return 0;
		}
		decode(data) {
			return b4a.toString(data, this.encoding);
		}
		flush() {
			return "";
		}
	};
}));
// node_modules/text-decoder/lib/utf8-decoder.js
var require_utf8_decoder = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const b4a = require_b4a();
	/**
	* https://encoding.spec.whatwg.org/#utf-8-decoder
	*/
	module.exports = class UTF8Decoder {
		constructor() {
			this._reset();
		}
		get remaining() {
			return this.bytesSeen;
		}
		decode(data) {
			if (data.byteLength === 0) return "";
			if (this.bytesNeeded === 0 && trailingIncomplete(data, 0) === 0) {
				this.bytesSeen = trailingBytesSeen(data);
				return b4a.toString(data, "utf8");
			}
			let result = "";
			let start = 0;
			if (this.bytesNeeded > 0) {
				while (start < data.byteLength) {
					const byte = data[start];
					if (byte < this.lowerBoundary || byte > this.upperBoundary) {
						result += "�";
						this._reset();
						break;
					}
					this.lowerBoundary = 128;
					this.upperBoundary = 191;
					this.codePoint = this.codePoint << 6 | byte & 63;
					this.bytesSeen++;
					start++;
					if (this.bytesSeen === this.bytesNeeded) {
						result += String.fromCodePoint(this.codePoint);
						this._reset();
						break;
					}
				}
				if (this.bytesNeeded > 0) return result;
			}
			const trailing = trailingIncomplete(data, start);
			const end = data.byteLength - trailing;
			if (end > start) result += b4a.toString(data, "utf8", start, end);
			for (let i = end; i < data.byteLength; i++) {
				const byte = data[i];
				if (this.bytesNeeded === 0) {
					if (byte <= 127) {
						this.bytesSeen = 0;
						result += String.fromCharCode(byte);
					} else if (byte >= 194 && byte <= 223) {
						this.bytesNeeded = 2;
						this.bytesSeen = 1;
						this.codePoint = byte & 31;
					} else if (byte >= 224 && byte <= 239) {
						if (byte === 224) this.lowerBoundary = 160;
						else if (byte === 237) this.upperBoundary = 159;
						this.bytesNeeded = 3;
						this.bytesSeen = 1;
						this.codePoint = byte & 15;
					} else if (byte >= 240 && byte <= 244) {
						if (byte === 240) this.lowerBoundary = 144;
						else if (byte === 244) this.upperBoundary = 143;
						this.bytesNeeded = 4;
						this.bytesSeen = 1;
						this.codePoint = byte & 7;
					} else {
						this.bytesSeen = 1;
						result += "�";
					}
					continue;
				}
				if (byte < this.lowerBoundary || byte > this.upperBoundary) {
					result += "�";
					i--;
					this._reset();
					continue;
				}
				this.lowerBoundary = 128;
				this.upperBoundary = 191;
				this.codePoint = this.codePoint << 6 | byte & 63;
				this.bytesSeen++;
				if (this.bytesSeen === this.bytesNeeded) {
					result += String.fromCodePoint(this.codePoint);
					this._reset();
				}
			}
			return result;
		}
		flush() {
			const result = this.bytesNeeded > 0 ? "�" : "";
			this._reset();
			return result;
		}
		_reset() {
			this.codePoint = 0;
			this.bytesNeeded = 0;
			this.bytesSeen = 0;
			this.lowerBoundary = 128;
			this.upperBoundary = 191;
		}
	};
	function trailingIncomplete(data, start) {
		const len = data.byteLength;
		if (len <= start) return 0;
		const limit = Math.max(start, len - 4);
		let i = len - 1;
		while (i > limit && (data[i] & 192) === 128) i--;
		if (i < start) return 0;
		const byte = data[i];
		let needed;
		if (byte <= 127) return 0;
		if (byte >= 194 && byte <= 223) needed = 2;
		else if (byte >= 224 && byte <= 239) needed = 3;
		else if (byte >= 240 && byte <= 244) needed = 4;
		else return 0;
		const available = len - i;
		return available < needed ? available : 0;
	}
	function trailingBytesSeen(data) {
		const len = data.byteLength;
		if (len === 0) return 0;
		const last = data[len - 1];
		if (last <= 127) return 0;
		if ((last & 192) !== 128) return 1;
		const limit = Math.max(0, len - 4);
		let i = len - 2;
		while (i >= limit && (data[i] & 192) === 128) i--;
		if (i < 0) return 1;
		const first = data[i];
		let needed;
		if (first >= 194 && first <= 223) needed = 2;
		else if (first >= 224 && first <= 239) needed = 3;
		else if (first >= 240 && first <= 244) needed = 4;
		else return 1;
		if (len - i !== needed) return 1;
		if (needed >= 3) {
			const second = data[i + 1];
			if (first === 224 && second < 160) return 1;
			if (first === 237 && second > 159) return 1;
			if (first === 240 && second < 144) return 1;
			if (first === 244 && second > 143) return 1;
		}
		return 0;
	}
}));
// node_modules/text-decoder/index.js
var require_text_decoder = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const PassThroughDecoder = require_pass_through_decoder();
	const UTF8Decoder = require_utf8_decoder();
	module.exports = class TextDecoder {
		constructor(encoding = "utf8") {
			this.encoding = normalizeEncoding(encoding);
			switch (this.encoding) {
				case "utf8":
					this.decoder = new UTF8Decoder();
					break;
				case "utf16le":
				case "base64": throw new Error("Unsupported encoding: " + this.encoding);
				default: this.decoder = new PassThroughDecoder(this.encoding);
			}
		}
		get remaining() {
			return this.decoder.remaining;
		}
		push(data) {
			if (typeof data === "string") return data;
			return this.decoder.decode(data);
		}
		write(data) {
			return this.push(data);
		}
		end(data) {
			let result = "";
			if (data) result = this.push(data);
			result += this.decoder.flush();
			return result;
		}
	};
	function normalizeEncoding(encoding) {
		encoding = encoding.toLowerCase();
		switch (encoding) {
			case "utf8":
			case "utf-8": return "utf8";
			case "ucs2":
			case "ucs-2":
			case "utf16le":
			case "utf-16le": return "utf16le";
			case "latin1":
			case "binary": return "latin1";
			case "base64":
			case "ascii":
			case "hex": return encoding;
			default: throw new Error("Unknown encoding: " + encoding);
		}
	}
}));
// node_modules/streamx/lib/errors.js
var require_errors = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	module.exports = class StreamError extends Error {
		constructor(msg, code, fn = StreamError) {
			super(msg);
			this.code = code;
			if (Error.captureStackTrace) Error.captureStackTrace(this, fn);
		}
		static isStreamDestroyed(err) {
			return err && err.code === "STREAM_DESTROYED";
		}
		static isPrematureClose(err) {
			return err && err.code === "PREMATURE_CLOSE";
		}
		static isAborted(err) {
			return err && err.code === "ABORTED";
		}
		static isBadArgument(err) {
			return err && err.code === "BAD_ARGUMENT";
		}
		get name() {
			return "StreamError";
		}
		static STREAM_DESTROYED() {
			return new StreamError("Stream was destroyed", "STREAM_DESTROYED", StreamError.STREAM_DESTROYED);
		}
		static PREMATURE_CLOSE(msg = "Premature close") {
			return new StreamError(msg, "PREMATURE_CLOSE", StreamError.PREMATURE_CLOSE);
		}
		static ABORTED() {
			return new StreamError("Stream aborted", "ABORTED", StreamError.ABORTED);
		}
		static BAD_ARGUMENT(msg = "Bad argument") {
			return new StreamError(msg, "BAD_ARGUMENT", StreamError.BAD_ARGUMENT);
		}
	};
}));
// node_modules/streamx/index.js
var require_streamx = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { EventEmitter } = require_default();
	const FIFO = require_fast_fifo();
	const TextDecoder = require_text_decoder();
	const StreamError = require_errors();
	const qmt = typeof queueMicrotask === "undefined" ? (fn) => global.process.nextTick(fn) : queueMicrotask;
	const OPENING = 1;
	const PREDESTROYING = 2;
	const DESTROYING = 4;
	const DESTROYED = 8;
	const NOT_OPENING = 536870910;
	const NOT_PREDESTROYING = 536870909;
	const READ_UPDATING = 32;
	const READ_PRIMARY = 64;
	const READ_QUEUED = 128;
	const READ_RESUMED = 256;
	const READ_PIPE_DRAINED = 512;
	const READ_ENDING = 1024;
	const READ_EMIT_DATA = 2048;
	const READ_EMIT_READABLE = 4096;
	const READ_EMITTED_READABLE = 8192;
	const READ_DONE = 16384;
	const READ_NEXT_TICK = 32768;
	const READ_READ_AHEAD = 131072;
	const READ_FLOWING = 768;
	const READ_ACTIVE_AND_NEEDS_PUSH = 65552;
	const READ_PRIMARY_AND_ACTIVE = 80;
	const READ_EMIT_READABLE_AND_QUEUED = 4224;
	const READ_RESUMED_READ_AHEAD = 131328;
	const READ_NOT_ACTIVE = 536870895;
	const READ_NON_PRIMARY_AND_PUSHED = 536805311;
	const READ_PUSHED = 536805375;
	const READ_PAUSED = 536870655;
	const READ_NOT_QUEUED = 536862591;
	const READ_NOT_ENDING = 536869887;
	const READ_PIPE_NOT_DRAINED = 536870143;
	const READ_NOT_NEXT_TICK = 536838143;
	const READ_NOT_UPDATING = 536870879;
	const READ_NO_READ_AHEAD = 536739839;
	const READ_PAUSED_NO_READ_AHEAD = 536739583;
	const WRITE_ACTIVE = 1 << 18;
	const WRITE_UPDATING = 2 << 18;
	const WRITE_PRIMARY = 4 << 18;
	const WRITE_QUEUED = 8 << 18;
	const WRITE_UNDRAINED = 16 << 18;
	const WRITE_DONE = 32 << 18;
	const WRITE_EMIT_DRAIN = 64 << 18;
	const WRITE_NEXT_TICK = 128 << 18;
	const WRITE_WRITING = 256 << 18;
	const WRITE_FINISHING = 512 << 18;
	const WRITE_CORKED = 1024 << 18;
	const WRITE_NOT_ACTIVE = 469499903;
	const WRITE_NON_PRIMARY = 535822335;
	const WRITE_NOT_FINISHING = 402391039;
	const WRITE_DRAINED = 532676607;
	const WRITE_NOT_QUEUED = 534773759;
	const WRITE_NOT_NEXT_TICK = 503316479;
	const WRITE_NOT_UPDATING = 536346623;
	const WRITE_NOT_CORKED = 268435455;
	const ACTIVE = 262160;
	const NOT_ACTIVE = 536608751;
	const DONE = 8404992;
	const DESTROY_STATUS = 14;
	const OPEN_STATUS = 15;
	const AUTO_DESTROY = 8405006;
	const NON_PRIMARY = 535822271;
	const ACTIVE_OR_TICKING = 33587200;
	const IS_OPENING = 33587215;
	const READ_PRIMARY_STATUS = 17423;
	const READ_STATUS = 16527;
	const READ_ENDING_STATUS = 1167;
	const READ_READABLE_STATUS = 12431;
	const SHOULD_NOT_READ = 214047;
	const READ_BACKPRESSURE_STATUS = 17422;
	const READ_UPDATE_SYNC_STATUS = 32879;
	const READ_NEXT_TICK_OR_OPENING = 32769;
	const WRITE_PRIMARY_STATUS = 142606351;
	const WRITE_QUEUED_AND_UNDRAINED = 6291456;
	const WRITE_QUEUED_AND_ACTIVE = 2359296;
	const WRITE_DRAIN_STATUS = 6553615;
	const WRITE_STATUS = 270794767;
	const WRITE_PRIMARY_AND_ACTIVE = 1310720;
	const WRITE_ACTIVE_AND_WRITING = 67371008;
	const WRITE_FINISHING_STATUS = 144965647;
	const WRITE_BACKPRESSURE_STATUS = 146800654;
	const WRITE_UPDATE_SYNC_STATUS = 35127311;
	const WRITE_DROP_DATA = 142606350;
	const asyncIterator = Symbol.asyncIterator || Symbol("asyncIterator");
	var WritableState = class {
		constructor(stream, { highWaterMark = 16384, map = null, mapWritable, byteLength, byteLengthWritable } = {}) {
			this.stream = stream;
			this.queue = new FIFO();
			this.highWaterMark = highWaterMark;
			this.buffered = 0;
			this.error = null;
			this.pipeline = null;
			this.drains = null;
			this.byteLength = byteLengthWritable || byteLength || defaultByteLength;
			this.map = mapWritable || map;
			this.afterWrite = afterWrite.bind(this);
			this.afterUpdateNextTick = updateWriteNT.bind(this);
		}
		get ending() {
			return (this.stream._duplexState & WRITE_FINISHING) !== 0;
		}
		get ended() {
			return (this.stream._duplexState & WRITE_DONE) !== 0;
		}
		push(data) {
			if ((this.stream._duplexState & WRITE_DROP_DATA) !== 0) return false;
			if (this.map !== null) data = this.map(data);
			this.buffered += this.byteLength(data);
			this.queue.push(data);
			if (this.buffered < this.highWaterMark) {
				this.stream._duplexState |= WRITE_QUEUED;
				return true;
			}
			this.stream._duplexState |= WRITE_QUEUED_AND_UNDRAINED;
			return false;
		}
		shift() {
			const data = this.queue.shift();
			this.buffered -= this.byteLength(data);
			if (this.buffered === 0) this.stream._duplexState &= WRITE_NOT_QUEUED;
			return data;
		}
		end(data) {
			if (typeof data === "function") this.stream.once("finish", data);
			else if (data !== void 0 && data !== null) this.push(data);
			this.stream._duplexState = (this.stream._duplexState | WRITE_FINISHING) & WRITE_NON_PRIMARY;
		}
		autoBatch(data, cb) {
			const buffer = [];
			const stream = this.stream;
			buffer.push(data);
			while ((stream._duplexState & WRITE_STATUS) === WRITE_QUEUED_AND_ACTIVE) buffer.push(stream._writableState.shift());
			if ((stream._duplexState & OPEN_STATUS) !== 0) return cb(null);
			stream._writev(buffer, cb);
		}
		update() {
			const stream = this.stream;
			stream._duplexState |= WRITE_UPDATING;
			do {
				while ((stream._duplexState & WRITE_STATUS) === WRITE_QUEUED) {
					const data = this.shift();
					stream._duplexState |= WRITE_ACTIVE_AND_WRITING;
					stream._write(data, this.afterWrite);
				}
				if ((stream._duplexState & WRITE_PRIMARY_AND_ACTIVE) === 0) this.updateNonPrimary();
			} while (this.continueUpdate() === true);
			stream._duplexState &= WRITE_NOT_UPDATING;
		}
		updateNonPrimary() {
			const stream = this.stream;
			if ((stream._duplexState & WRITE_FINISHING_STATUS) === WRITE_FINISHING) {
				stream._duplexState = stream._duplexState | WRITE_ACTIVE;
				stream._final(afterFinal.bind(this));
				return;
			}
			if ((stream._duplexState & DESTROY_STATUS) === DESTROYING) {
				if ((stream._duplexState & ACTIVE_OR_TICKING) === 0) {
					stream._duplexState |= ACTIVE;
					stream._destroy(afterDestroy.bind(this));
				}
				return;
			}
			if ((stream._duplexState & IS_OPENING) === OPENING) {
				stream._duplexState = (stream._duplexState | ACTIVE) & NOT_OPENING;
				stream._open(afterOpen.bind(this));
			}
		}
		continueUpdate() {
			if ((this.stream._duplexState & WRITE_NEXT_TICK) === 0) return false;
			this.stream._duplexState &= WRITE_NOT_NEXT_TICK;
			return true;
		}
		updateCallback() {
			if ((this.stream._duplexState & WRITE_UPDATE_SYNC_STATUS) === WRITE_PRIMARY) this.update();
			else this.updateNextTick();
		}
		updateNextTick() {
			if ((this.stream._duplexState & WRITE_NEXT_TICK) !== 0) return;
			this.stream._duplexState |= WRITE_NEXT_TICK;
			if ((this.stream._duplexState & WRITE_UPDATING) === 0) qmt(this.afterUpdateNextTick);
		}
	};
	var ReadableState = class {
		constructor(stream, { highWaterMark = 16384, map = null, mapReadable, byteLength, byteLengthReadable } = {}) {
			this.stream = stream;
			this.queue = new FIFO();
			this.highWaterMark = highWaterMark === 0 ? 1 : highWaterMark;
			this.buffered = 0;
			this.readAhead = highWaterMark > 0;
			this.error = null;
			this.pipeline = null;
			this.byteLength = byteLengthReadable || byteLength || defaultByteLength;
			this.map = mapReadable || map;
			this.pipeTo = null;
			this.afterRead = afterRead.bind(this);
			this.afterUpdateNextTick = updateReadNT.bind(this);
		}
		get ending() {
			return (this.stream._duplexState & READ_ENDING) !== 0;
		}
		get ended() {
			return (this.stream._duplexState & READ_DONE) !== 0;
		}
		pipe(pipeTo, cb) {
			if (this.pipeTo !== null) throw StreamError.BAD_ARGUMENT("Can only pipe to one destination");
			if (typeof cb !== "function") cb = null;
			this.stream._duplexState |= READ_PIPE_DRAINED;
			this.pipeTo = pipeTo;
			this.pipeline = new Pipeline(this.stream, pipeTo, cb);
			if (cb) this.stream.on("error", noop);
			if (isStreamx(pipeTo)) {
				pipeTo._writableState.pipeline = this.pipeline;
				if (cb) pipeTo.on("error", noop);
				pipeTo.on("finish", this.pipeline.finished.bind(this.pipeline));
			} else {
				const onerror = this.pipeline.done.bind(this.pipeline, pipeTo);
				const onclose = this.pipeline.done.bind(this.pipeline, pipeTo, null);
				pipeTo.on("error", onerror);
				pipeTo.on("close", onclose);
				pipeTo.on("finish", this.pipeline.finished.bind(this.pipeline));
			}
			pipeTo.on("drain", afterDrain.bind(this));
			this.stream.emit("piping", pipeTo);
			pipeTo.emit("pipe", this.stream);
		}
		push(data) {
			const stream = this.stream;
			if (data === null) {
				this.highWaterMark = 0;
				stream._duplexState = (stream._duplexState | READ_ENDING) & READ_NON_PRIMARY_AND_PUSHED;
				return false;
			}
			if (this.map !== null) {
				data = this.map(data);
				if (data === null) {
					stream._duplexState &= READ_PUSHED;
					return this.buffered < this.highWaterMark;
				}
			}
			this.buffered += this.byteLength(data);
			this.queue.push(data);
			stream._duplexState = (stream._duplexState | READ_QUEUED) & READ_PUSHED;
			return this.buffered < this.highWaterMark;
		}
		shift() {
			const data = this.queue.shift();
			this.buffered -= this.byteLength(data);
			if (this.buffered === 0) this.stream._duplexState &= READ_NOT_QUEUED;
			return data;
		}
		unshift(data) {
			const pending = [this.map !== null ? this.map(data) : data];
			while (this.buffered > 0) pending.push(this.shift());
			for (let i = 0; i < pending.length - 1; i++) {
				const data = pending[i];
				this.buffered += this.byteLength(data);
				this.queue.push(data);
			}
			this.push(pending[pending.length - 1]);
		}
		read() {
			const stream = this.stream;
			if ((stream._duplexState & READ_STATUS) === READ_QUEUED) {
				const data = this.shift();
				if (this.pipeTo !== null && this.pipeTo.write(data) === false) stream._duplexState &= READ_PIPE_NOT_DRAINED;
				if ((stream._duplexState & READ_EMIT_DATA) !== 0) stream.emit("data", data);
				return data;
			}
			if (this.readAhead === false) {
				stream._duplexState |= READ_READ_AHEAD;
				this.updateNextTick();
			}
			return null;
		}
		drain() {
			const stream = this.stream;
			while ((stream._duplexState & READ_STATUS) === READ_QUEUED && (stream._duplexState & READ_FLOWING) !== 0) {
				const data = this.shift();
				if (this.pipeTo !== null && this.pipeTo.write(data) === false) stream._duplexState &= READ_PIPE_NOT_DRAINED;
				if ((stream._duplexState & READ_EMIT_DATA) !== 0) stream.emit("data", data);
			}
		}
		update() {
			const stream = this.stream;
			stream._duplexState |= READ_UPDATING;
			do {
				this.drain();
				while (this.buffered < this.highWaterMark && (stream._duplexState & SHOULD_NOT_READ) === READ_READ_AHEAD) {
					stream._duplexState |= READ_ACTIVE_AND_NEEDS_PUSH;
					stream._read(this.afterRead);
					this.drain();
				}
				if ((stream._duplexState & READ_READABLE_STATUS) === READ_EMIT_READABLE_AND_QUEUED) {
					stream._duplexState |= READ_EMITTED_READABLE;
					stream.emit("readable");
				}
				if ((stream._duplexState & READ_PRIMARY_AND_ACTIVE) === 0) this.updateNonPrimary();
			} while (this.continueUpdate() === true);
			stream._duplexState &= READ_NOT_UPDATING;
		}
		updateNonPrimary() {
			const stream = this.stream;
			if ((stream._duplexState & READ_ENDING_STATUS) === READ_ENDING) {
				stream._duplexState = (stream._duplexState | READ_DONE) & READ_NOT_ENDING;
				stream.emit("end");
				if ((stream._duplexState & AUTO_DESTROY) === DONE) stream._duplexState |= DESTROYING;
				if (this.pipeTo !== null) this.pipeTo.end();
			}
			if ((stream._duplexState & DESTROY_STATUS) === DESTROYING) {
				if ((stream._duplexState & ACTIVE_OR_TICKING) === 0) {
					stream._duplexState |= ACTIVE;
					stream._destroy(afterDestroy.bind(this));
				}
				return;
			}
			if ((stream._duplexState & IS_OPENING) === OPENING) {
				stream._duplexState = (stream._duplexState | ACTIVE) & NOT_OPENING;
				stream._open(afterOpen.bind(this));
			}
		}
		continueUpdate() {
			if ((this.stream._duplexState & READ_NEXT_TICK) === 0) return false;
			this.stream._duplexState &= READ_NOT_NEXT_TICK;
			return true;
		}
		updateCallback() {
			if ((this.stream._duplexState & READ_UPDATE_SYNC_STATUS) === READ_PRIMARY) this.update();
			else this.updateNextTick();
		}
		updateNextTickIfOpen() {
			if ((this.stream._duplexState & READ_NEXT_TICK_OR_OPENING) !== 0) return;
			this.stream._duplexState |= READ_NEXT_TICK;
			if ((this.stream._duplexState & READ_UPDATING) === 0) qmt(this.afterUpdateNextTick);
		}
		updateNextTick() {
			if ((this.stream._duplexState & READ_NEXT_TICK) !== 0) return;
			this.stream._duplexState |= READ_NEXT_TICK;
			if ((this.stream._duplexState & READ_UPDATING) === 0) qmt(this.afterUpdateNextTick);
		}
	};
	var TransformState = class {
		constructor(stream) {
			this.data = null;
			this.afterTransform = afterTransform.bind(stream);
			this.afterFinal = null;
		}
	};
	var Pipeline = class {
		constructor(src, dst, cb) {
			this.from = src;
			this.to = dst;
			this.afterPipe = cb;
			this.error = null;
			this.pipeToFinished = false;
		}
		finished() {
			this.pipeToFinished = true;
		}
		done(stream, err) {
			if (err) this.error = err;
			if (stream === this.to) {
				this.to = null;
				if (this.from !== null) {
					if ((this.from._duplexState & READ_DONE) === 0 || !this.pipeToFinished) this.from.destroy(this.error || StreamError.PREMATURE_CLOSE("Writable stream closed"));
					return;
				}
			}
			if (stream === this.from) {
				this.from = null;
				if (this.to !== null) {
					if ((stream._duplexState & READ_DONE) === 0) this.to.destroy(this.error || StreamError.PREMATURE_CLOSE("Readable stream closed"));
					return;
				}
			}
			if (this.afterPipe !== null) this.afterPipe(this.error);
			this.to = this.from = this.afterPipe = null;
		}
	};
	function afterDrain() {
		this.stream._duplexState |= READ_PIPE_DRAINED;
		this.updateCallback();
	}
	function afterFinal(err) {
		const stream = this.stream;
		if (err) stream.destroy(err);
		if ((stream._duplexState & DESTROY_STATUS) === 0) {
			stream._duplexState |= WRITE_DONE;
			stream.emit("finish");
		}
		if ((stream._duplexState & AUTO_DESTROY) === DONE) stream._duplexState |= DESTROYING;
		stream._duplexState &= WRITE_NOT_FINISHING;
		if ((stream._duplexState & WRITE_UPDATING) === 0) this.update();
		else this.updateNextTick();
	}
	function afterDestroy(err) {
		const stream = this.stream;
		if (!err && !StreamError.isStreamDestroyed(this.error)) err = this.error;
		if (err) stream.emit("error", err);
		stream._duplexState |= DESTROYED;
		stream.emit("close");
		const rs = stream._readableState;
		const ws = stream._writableState;
		if (rs !== null && rs.pipeline !== null) rs.pipeline.done(stream, err);
		if (ws !== null) {
			while (ws.drains !== null && ws.drains.length > 0) ws.drains.shift().resolve(false);
			if (ws.pipeline !== null) ws.pipeline.done(stream, err);
		}
	}
	function afterWrite(err) {
		const stream = this.stream;
		if (err) stream.destroy(err);
		stream._duplexState &= WRITE_NOT_ACTIVE;
		if (this.drains !== null) tickDrains(this.drains);
		if ((stream._duplexState & WRITE_DRAIN_STATUS) === WRITE_UNDRAINED) {
			stream._duplexState &= WRITE_DRAINED;
			if ((stream._duplexState & WRITE_EMIT_DRAIN) === WRITE_EMIT_DRAIN) stream.emit("drain");
		}
		this.updateCallback();
	}
	function afterRead(err) {
		if (err) this.stream.destroy(err);
		this.stream._duplexState &= READ_NOT_ACTIVE;
		if (this.readAhead === false && (this.stream._duplexState & READ_RESUMED) === 0) this.stream._duplexState &= READ_NO_READ_AHEAD;
		this.updateCallback();
	}
	function updateReadNT() {
		if ((this.stream._duplexState & READ_UPDATING) === 0) {
			this.stream._duplexState &= READ_NOT_NEXT_TICK;
			this.update();
		}
	}
	function updateWriteNT() {
		if ((this.stream._duplexState & WRITE_UPDATING) === 0) {
			this.stream._duplexState &= WRITE_NOT_NEXT_TICK;
			this.update();
		}
	}
	function tickDrains(drains) {
		for (let i = 0; i < drains.length; i++) if (--drains[i].writes === 0) {
			drains.shift().resolve(true);
			i--;
		}
	}
	function afterOpen(err) {
		const stream = this.stream;
		if (err) stream.destroy(err);
		if ((stream._duplexState & DESTROYING) === 0) {
			if ((stream._duplexState & READ_PRIMARY_STATUS) === 0) stream._duplexState |= READ_PRIMARY;
			if ((stream._duplexState & WRITE_PRIMARY_STATUS) === 0) stream._duplexState |= WRITE_PRIMARY;
			stream.emit("open");
		}
		stream._duplexState &= NOT_ACTIVE;
		if (stream._writableState !== null) stream._writableState.updateCallback();
		if (stream._readableState !== null) stream._readableState.updateCallback();
	}
	function afterTransform(err, data) {
		if (data !== void 0 && data !== null) this.push(data);
		this._writableState.afterWrite(err);
	}
	function newListener(name) {
		if (this._readableState !== null) {
			if (name === "data") {
				this._duplexState |= 133376;
				this._readableState.updateNextTick();
			}
			if (name === "readable") {
				this._duplexState |= READ_EMIT_READABLE;
				this._readableState.updateNextTick();
			}
		}
		if (this._writableState !== null) {
			if (name === "drain") {
				this._duplexState |= WRITE_EMIT_DRAIN;
				this._writableState.updateNextTick();
			}
		}
	}
	var Stream = class extends EventEmitter {
		constructor(opts) {
			super();
			this._duplexState = 0;
			this._readableState = null;
			this._writableState = null;
			if (opts) {
				if (opts.open) this._open = opts.open;
				if (opts.destroy) this._destroy = opts.destroy;
				if (opts.predestroy) this._predestroy = opts.predestroy;
				if (opts.signal) opts.signal.addEventListener("abort", abort.bind(this));
			}
			this.on("newListener", newListener);
		}
		_open(cb) {
			cb(null);
		}
		_destroy(cb) {
			cb(null);
		}
		_predestroy() {}
		get readable() {
			return this._readableState !== null ? true : void 0;
		}
		get writable() {
			return this._writableState !== null ? true : void 0;
		}
		get destroyed() {
			return (this._duplexState & DESTROYED) !== 0;
		}
		get destroying() {
			return (this._duplexState & DESTROY_STATUS) !== 0;
		}
		destroy(err) {
			if ((this._duplexState & DESTROY_STATUS) === 0) {
				if (!err) err = StreamError.STREAM_DESTROYED();
				this._duplexState = (this._duplexState | DESTROYING) & NON_PRIMARY;
				if (this._readableState !== null) {
					this._readableState.highWaterMark = 0;
					this._readableState.error = err;
				}
				if (this._writableState !== null) {
					this._writableState.highWaterMark = 0;
					this._writableState.error = err;
				}
				this._duplexState |= PREDESTROYING;
				this._predestroy();
				this._duplexState &= NOT_PREDESTROYING;
				if (this._readableState !== null) this._readableState.updateNextTick();
				if (this._writableState !== null) this._writableState.updateNextTick();
			}
		}
	};
	var Readable = class Readable extends Stream {
		constructor(opts) {
			super(opts);
			this._duplexState |= 8519681;
			this._readableState = new ReadableState(this, opts);
			if (opts) {
				if (this._readableState.readAhead === false) this._duplexState &= READ_NO_READ_AHEAD;
				if (opts.read) this._read = opts.read;
				if (opts.eagerOpen) this._readableState.updateNextTick();
				if (opts.encoding) this.setEncoding(opts.encoding);
			}
		}
		static deferred(fn, opts) {
			const out = new PassThrough(opts);
			fn().then((src) => {
				if (src === null) return out.end();
				if (out.destroying) return;
				pipeline(src, out, noop);
			}).catch((err) => out.destroy(err));
			return out;
		}
		setEncoding(encoding) {
			const dec = new TextDecoder(encoding);
			const map = this._readableState.map || echo;
			this._readableState.map = mapOrSkip;
			return this;
			function mapOrSkip(data) {
				const next = dec.push(data);
				return next === "" && (data.byteLength !== 0 || dec.remaining > 0) ? null : map(next);
			}
		}
		_read(cb) {
			cb(null);
		}
		pipe(dest, cb) {
			this._readableState.updateNextTick();
			this._readableState.pipe(dest, cb);
			return dest;
		}
		read() {
			this._readableState.updateNextTick();
			return this._readableState.read();
		}
		push(data) {
			this._readableState.updateNextTickIfOpen();
			return this._readableState.push(data);
		}
		unshift(data) {
			this._readableState.updateNextTickIfOpen();
			return this._readableState.unshift(data);
		}
		resume() {
			this._duplexState |= READ_RESUMED_READ_AHEAD;
			this._readableState.updateNextTick();
			return this;
		}
		pause() {
			this._duplexState &= this._readableState.readAhead === false ? READ_PAUSED_NO_READ_AHEAD : READ_PAUSED;
			return this;
		}
		static _fromAsyncIterator(ite, opts) {
			let destroy;
			const rs = new Readable({
				...opts,
				read(cb) {
					ite.next().then(push).then(cb.bind(null, null)).catch(cb);
				},
				predestroy() {
					destroy = ite.return();
				},
				destroy(cb) {
					if (!destroy) return cb(null);
					destroy.then(cb.bind(null, null)).catch(cb);
				}
			});
			return rs;
			function push(data) {
				if (data.done) rs.push(null);
				else rs.push(data.value);
			}
		}
		static from(data, opts) {
			if (isReadStreamx(data)) return data;
			if (data[asyncIterator]) return this._fromAsyncIterator(data[asyncIterator](), opts);
			if (!Array.isArray(data)) data = data === void 0 ? [] : [data];
			let i = 0;
			return new Readable({
				...opts,
				read(cb) {
					this.push(i === data.length ? null : data[i++]);
					cb(null);
				}
			});
		}
		static isBackpressured(rs) {
			return (rs._duplexState & READ_BACKPRESSURE_STATUS) !== 0 || rs._readableState.buffered >= rs._readableState.highWaterMark;
		}
		static isPaused(rs) {
			return (rs._duplexState & READ_RESUMED) === 0;
		}
		[asyncIterator]() {
			const stream = this;
			let error = null;
			let promiseResolve = null;
			let promiseReject = null;
			this.on("error", (err) => {
				error = err;
			});
			this.on("readable", onreadable);
			this.on("close", onclose);
			return {
				[asyncIterator]() {
					return this;
				},
				next() {
					return new Promise(function(resolve, reject) {
						promiseResolve = resolve;
						promiseReject = reject;
						const data = stream.read();
						if (data !== null) ondata(data);
						else if ((stream._duplexState & DESTROYED) !== 0) ondata(null);
					});
				},
				return() {
					return destroy(null);
				},
				throw(err) {
					return destroy(err);
				}
			};
			function onreadable() {
				if (promiseResolve !== null) ondata(stream.read());
			}
			function onclose() {
				if (promiseResolve !== null) ondata(null);
			}
			function ondata(data) {
				if (promiseReject === null) return;
				if (error) promiseReject(error);
				else if (data === null && (stream._duplexState & READ_DONE) === 0) promiseReject(StreamError.STREAM_DESTROYED());
				else promiseResolve({
					value: data,
					done: data === null
				});
				promiseReject = promiseResolve = null;
			}
			function destroy(err) {
				stream.destroy(err);
				return new Promise((resolve, reject) => {
					if (stream._duplexState & DESTROYED) return resolve({
						value: void 0,
						done: true
					});
					stream.once("close", function() {
						if (err) reject(err);
						else resolve({
							value: void 0,
							done: true
						});
					});
				});
			}
		}
	};
	var Writable = class extends Stream {
		constructor(opts) {
			super(opts);
			this._duplexState |= 16385;
			this._writableState = new WritableState(this, opts);
			if (opts) {
				if (opts.writev) this._writev = opts.writev;
				if (opts.write) this._write = opts.write;
				if (opts.final) this._final = opts.final;
				if (opts.eagerOpen) this._writableState.updateNextTick();
			}
		}
		cork() {
			this._duplexState |= WRITE_CORKED;
		}
		uncork() {
			this._duplexState &= WRITE_NOT_CORKED;
			this._writableState.updateNextTick();
		}
		_writev(batch, cb) {
			cb(null);
		}
		_write(data, cb) {
			this._writableState.autoBatch(data, cb);
		}
		_final(cb) {
			cb(null);
		}
		static isBackpressured(ws) {
			return (ws._duplexState & WRITE_BACKPRESSURE_STATUS) !== 0;
		}
		static drained(ws) {
			if (ws.destroyed) return Promise.resolve(false);
			const state = ws._writableState;
			const writes = (isWritev(ws) ? Math.min(1, state.queue.length) : state.queue.length) + (ws._duplexState & WRITE_WRITING ? 1 : 0);
			if (writes === 0) return Promise.resolve(true);
			if (state.drains === null) state.drains = [];
			return new Promise((resolve) => {
				state.drains.push({
					writes,
					resolve
				});
			});
		}
		write(data) {
			this._writableState.updateNextTick();
			return this._writableState.push(data);
		}
		end(data) {
			this._writableState.updateNextTick();
			this._writableState.end(data);
			return this;
		}
	};
	var Duplex = class extends Readable {
		constructor(opts) {
			super(opts);
			this._duplexState = OPENING | this._duplexState & READ_READ_AHEAD;
			this._writableState = new WritableState(this, opts);
			if (opts) {
				if (opts.writev) this._writev = opts.writev;
				if (opts.write) this._write = opts.write;
				if (opts.final) this._final = opts.final;
			}
		}
		cork() {
			this._duplexState |= WRITE_CORKED;
		}
		uncork() {
			this._duplexState &= WRITE_NOT_CORKED;
			this._writableState.updateNextTick();
		}
		_writev(batch, cb) {
			cb(null);
		}
		_write(data, cb) {
			this._writableState.autoBatch(data, cb);
		}
		_final(cb) {
			cb(null);
		}
		write(data) {
			this._writableState.updateNextTick();
			return this._writableState.push(data);
		}
		end(data) {
			this._writableState.updateNextTick();
			this._writableState.end(data);
			return this;
		}
	};
	var Transform = class extends Duplex {
		constructor(opts) {
			super(opts);
			this._transformState = new TransformState(this);
			if (opts) {
				if (opts.transform) this._transform = opts.transform;
				if (opts.flush) this._flush = opts.flush;
			}
		}
		_write(data, cb) {
			if (this._readableState.buffered >= this._readableState.highWaterMark) this._transformState.data = data;
			else this._transform(data, this._transformState.afterTransform);
		}
		_read(cb) {
			if (this._transformState.data !== null) {
				const data = this._transformState.data;
				this._transformState.data = null;
				cb(null);
				this._transform(data, this._transformState.afterTransform);
			} else cb(null);
		}
		destroy(err) {
			super.destroy(err);
			if (this._transformState.data !== null) {
				this._transformState.data = null;
				this._transformState.afterTransform();
			}
		}
		_transform(data, cb) {
			cb(null, data);
		}
		_flush(cb) {
			cb(null);
		}
		_final(cb) {
			this._transformState.afterFinal = cb;
			this._flush(transformAfterFlush.bind(this));
		}
	};
	var PassThrough = class extends Transform {};
	function transformAfterFlush(err, data) {
		const cb = this._transformState.afterFinal;
		if (err) return cb(err);
		if (data !== null && data !== void 0) this.push(data);
		this.push(null);
		cb(null);
	}
	function pipelinePromise(...streams) {
		return new Promise((resolve, reject) => {
			return pipeline(...streams, (err) => {
				if (err) return reject(err);
				resolve();
			});
		});
	}
	function pipeline(stream, ...streams) {
		const all = Array.isArray(stream) ? [...stream, ...streams] : [stream, ...streams];
		const done = all.length && typeof all[all.length - 1] === "function" ? all.pop() : null;
		if (all.length < 2) throw StreamError.BAD_ARGUMENT("Pipeline requires at least 2 streams");
		let src = all[0];
		let dest = null;
		let error = null;
		for (let i = 1; i < all.length; i++) {
			dest = all[i];
			if (isStreamx(src)) src.pipe(dest, onerror);
			else {
				errorHandle(src, true, i > 1, onerror);
				src.pipe(dest);
			}
			src = dest;
		}
		if (done) {
			let fin = false;
			const autoDestroy = isStreamx(dest) || !!(dest._writableState && dest._writableState.autoDestroy);
			dest.on("error", (err) => {
				if (error === null) error = err;
			});
			dest.on("finish", () => {
				fin = true;
				if (!autoDestroy) done(error);
			});
			if (autoDestroy) dest.on("close", () => done(error || (fin ? null : StreamError.PREMATURE_CLOSE())));
		}
		return dest;
		function errorHandle(s, rd, wr, onerror) {
			s.on("error", onerror);
			s.on("close", onclose);
			function onclose() {
				if (rd && s._readableState && !s._readableState.ended) return onerror(StreamError.PREMATURE_CLOSE());
				if (wr && s._writableState && !s._writableState.ended) return onerror(StreamError.PREMATURE_CLOSE());
			}
		}
		function onerror(err) {
			if (!err || error) return;
			error = err;
			for (const s of all) s.destroy(err);
		}
	}
	function echo(s) {
		return s;
	}
	function isStream(stream) {
		return !!stream._readableState || !!stream._writableState;
	}
	function isStreamx(stream) {
		return typeof stream._duplexState === "number" && isStream(stream);
	}
	function isEnding(stream) {
		return !!stream._readableState && stream._readableState.ending;
	}
	function isEnded(stream) {
		return !!stream._readableState && stream._readableState.ended;
	}
	function isFinishing(stream) {
		return !!stream._writableState && stream._writableState.ending;
	}
	function isFinished(stream) {
		return !!stream._writableState && stream._writableState.ended;
	}
	function getStreamError(stream, opts = {}) {
		const err = stream._readableState && stream._readableState.error || stream._writableState && stream._writableState.error;
		return !opts.all && StreamError.isStreamDestroyed(err) ? null : err;
	}
	function isReadStreamx(stream) {
		return isStreamx(stream) && stream.readable;
	}
	function isDisturbed(stream) {
		return (stream._duplexState & OPENING) !== OPENING || (stream._duplexState & DESTROYING) === DESTROYING || (stream._duplexState & ACTIVE_OR_TICKING) !== 0;
	}
	function isTypedArray(data) {
		return typeof data === "object" && data !== null && typeof data.byteLength === "number";
	}
	function defaultByteLength(data) {
		return isTypedArray(data) ? data.byteLength : 1024;
	}
	function noop() {}
	function abort() {
		this.destroy(StreamError.ABORTED());
	}
	function isWritev(s) {
		return s._writev !== Writable.prototype._writev && s._writev !== Duplex.prototype._writev;
	}
	module.exports = {
		pipeline,
		pipelinePromise,
		isStream,
		isStreamx,
		isEnding,
		isEnded,
		isFinishing,
		isFinished,
		isDisturbed,
		getStreamError,
		Stream,
		Writable,
		Readable,
		Duplex,
		Transform,
		PassThrough
	};
}));
// node_modules/tar-stream/headers.js
var require_headers = /* @__PURE__ */ __commonJSMin(((exports) => {
	const b4a = require_b4a();
	const ZEROS = "0000000000000000000";
	const SEVENS = "7777777777777777777";
	const ZERO_OFFSET = "0".charCodeAt(0);
	const USTAR_MAGIC = b4a.from([
		117,
		115,
		116,
		97,
		114,
		0
	]);
	const USTAR_VER = b4a.from([ZERO_OFFSET, ZERO_OFFSET]);
	const GNU_MAGIC = b4a.from([
		117,
		115,
		116,
		97,
		114,
		32
	]);
	const GNU_VER = b4a.from([32, 0]);
	const MASK = 4095;
	const MAGIC_OFFSET = 257;
	const VERSION_OFFSET = 263;
	exports.decodeLongPath = function decodeLongPath(buf, encoding) {
		return decodeStr(buf, 0, buf.length, encoding);
	};
	exports.encodePax = function encodePax(opts) {
		let result = "";
		if (opts.name) result += addLength(" path=" + opts.name + "\n");
		if (opts.linkname) result += addLength(" linkpath=" + opts.linkname + "\n");
		const pax = opts.pax;
		if (pax) for (const key in pax) result += addLength(" " + key + "=" + pax[key] + "\n");
		return b4a.from(result);
	};
	exports.decodePax = function decodePax(buf) {
		const result = {};
		while (buf.length) {
			let i = 0;
			while (i < buf.length && buf[i] !== 32) i++;
			const len = parseInt(b4a.toString(buf.subarray(0, i)), 10);
			if (!len) return result;
			const b = b4a.toString(buf.subarray(i + 1, len - 1));
			const keyIndex = b.indexOf("=");
			if (keyIndex === -1) return result;
			result[b.slice(0, keyIndex)] = b.slice(keyIndex + 1);
			buf = buf.subarray(len);
		}
		return result;
	};
	exports.encode = function encode(opts) {
		const buf = b4a.alloc(512);
		let name = opts.name;
		let prefix = "";
		if (opts.typeflag === 5 && name[name.length - 1] !== "/") name += "/";
		if (b4a.byteLength(name) !== name.length) return null;
		while (b4a.byteLength(name) > 100) {
			const i = name.indexOf("/");
			if (i === -1) return null;
			prefix += prefix ? "/" + name.slice(0, i) : name.slice(0, i);
			name = name.slice(i + 1);
		}
		if (b4a.byteLength(name) > 100 || b4a.byteLength(prefix) > 155) return null;
		if (opts.linkname && b4a.byteLength(opts.linkname) > 100) return null;
		b4a.write(buf, name);
		b4a.write(buf, encodeOct(opts.mode & MASK, 6), 100);
		b4a.write(buf, encodeOct(opts.uid, 6), 108);
		b4a.write(buf, encodeOct(opts.gid, 6), 116);
		encodeSize(opts.size, buf, 124);
		b4a.write(buf, encodeOct(opts.mtime.getTime() / 1e3 | 0, 11), 136);
		buf[156] = ZERO_OFFSET + toTypeflag(opts.type);
		if (opts.linkname) b4a.write(buf, opts.linkname, 157);
		b4a.copy(USTAR_MAGIC, buf, MAGIC_OFFSET);
		b4a.copy(USTAR_VER, buf, VERSION_OFFSET);
		if (opts.uname) b4a.write(buf, opts.uname, 265);
		if (opts.gname) b4a.write(buf, opts.gname, 297);
		b4a.write(buf, encodeOct(opts.devmajor || 0, 6), 329);
		b4a.write(buf, encodeOct(opts.devminor || 0, 6), 337);
		if (prefix) b4a.write(buf, prefix, 345);
		b4a.write(buf, encodeOct(cksum(buf), 6), 148);
		return buf;
	};
	exports.decode = function decode(buf, filenameEncoding, allowUnknownFormat) {
		let typeflag = buf[156] === 0 ? 0 : buf[156] - ZERO_OFFSET;
		let name = decodeStr(buf, 0, 100, filenameEncoding);
		const mode = decodeOct(buf, 100, 8);
		const uid = decodeOct(buf, 108, 8);
		const gid = decodeOct(buf, 116, 8);
		const size = decodeOct(buf, 124, 12);
		const mtime = decodeOct(buf, 136, 12);
		const type = toType(typeflag);
		const linkname = buf[157] === 0 ? null : decodeStr(buf, 157, 100, filenameEncoding);
		const uname = decodeStr(buf, 265, 32);
		const gname = decodeStr(buf, 297, 32);
		const devmajor = decodeOct(buf, 329, 8);
		const devminor = decodeOct(buf, 337, 8);
		const c = cksum(buf);
		if (c === 256) return null;
		if (c !== decodeOct(buf, 148, 8)) throw new Error("Invalid tar header. Maybe the tar is corrupted or it needs to be gunzipped?");
		if (isUSTAR(buf)) {
			if (buf[345]) name = decodeStr(buf, 345, 155, filenameEncoding) + "/" + name;
		} else if (isGNU(buf)) {} else if (!allowUnknownFormat) throw new Error("Invalid tar header: unknown format.");
		if (typeflag === 0 && name && name[name.length - 1] === "/") typeflag = 5;
		return {
			name,
			mode,
			uid,
			gid,
			size,
			byteOffset: 0,
			mtime: /* @__PURE__ */ new Date(1e3 * mtime),
			type,
			linkname,
			uname,
			gname,
			devmajor,
			devminor,
			pax: null
		};
	};
	function isUSTAR(buf) {
		return b4a.equals(USTAR_MAGIC, buf.subarray(MAGIC_OFFSET, 263));
	}
	function isGNU(buf) {
		return b4a.equals(GNU_MAGIC, buf.subarray(MAGIC_OFFSET, 263)) && b4a.equals(GNU_VER, buf.subarray(VERSION_OFFSET, 265));
	}
	function clamp(index, len, defaultValue) {
		if (typeof index !== "number") return defaultValue;
		index = ~~index;
		if (index >= len) return len;
		if (index >= 0) return index;
		index += len;
		if (index >= 0) return index;
		return 0;
	}
	function toType(flag) {
		switch (flag) {
			case 0: return "file";
			case 1: return "link";
			case 2: return "symlink";
			case 3: return "character-device";
			case 4: return "block-device";
			case 5: return "directory";
			case 6: return "fifo";
			case 7: return "contiguous-file";
			case 72: return "pax-header";
			case 55: return "pax-global-header";
			case 27: return "gnu-long-link-path";
			case 28:
			case 30: return "gnu-long-path";
		}
		return null;
	}
	function toTypeflag(flag) {
		switch (flag) {
			case "file": return 0;
			case "link": return 1;
			case "symlink": return 2;
			case "character-device": return 3;
			case "block-device": return 4;
			case "directory": return 5;
			case "fifo": return 6;
			case "contiguous-file": return 7;
			case "pax-header": return 72;
		}
		return 0;
	}
	function indexOf(block, num, offset, end) {
		for (; offset < end; offset++) if (block[offset] === num) return offset;
		return end;
	}
	function cksum(block) {
		let sum = 256;
		for (let i = 0; i < 148; i++) sum += block[i];
		for (let j = 156; j < 512; j++) sum += block[j];
		return sum;
	}
	function encodeOct(val, n) {
		val = val.toString(8);
		if (val.length > n) return SEVENS.slice(0, n) + " ";
		return ZEROS.slice(0, n - val.length) + val + " ";
	}
	function encodeSizeBin(num, buf, off) {
		buf[off] = 128;
		for (let i = 11; i > 0; i--) {
			buf[off + i] = num & 255;
			num = Math.floor(num / 256);
		}
	}
	function encodeSize(num, buf, off) {
		if (num.toString(8).length > 11) encodeSizeBin(num, buf, off);
		else b4a.write(buf, encodeOct(num, 11), off);
	}
	function parse256(buf) {
		let positive;
		if (buf[0] === 128) positive = true;
		else if (buf[0] === 255) positive = false;
		else return null;
		const tuple = [];
		let i;
		for (i = buf.length - 1; i > 0; i--) {
			const byte = buf[i];
			if (positive) tuple.push(byte);
			else tuple.push(255 - byte);
		}
		let sum = 0;
		const l = tuple.length;
		for (i = 0; i < l; i++) sum += tuple[i] * Math.pow(256, i);
		return positive ? sum : -1 * sum;
	}
	function decodeOct(val, offset, length) {
		val = val.subarray(offset, offset + length);
		offset = 0;
		if (val[offset] & 128) return parse256(val);
		else {
			while (offset < val.length && val[offset] === 32) offset++;
			const end = clamp(indexOf(val, 32, offset, val.length), val.length, val.length);
			while (offset < end && val[offset] === 0) offset++;
			if (end === offset) return 0;
			return parseInt(b4a.toString(val.subarray(offset, end)), 8);
		}
	}
	function decodeStr(val, offset, length, encoding) {
		return b4a.toString(val.subarray(offset, indexOf(val, 0, offset, offset + length)), encoding);
	}
	function addLength(str) {
		const len = b4a.byteLength(str);
		let digits = Math.floor(Math.log(len) / Math.log(10)) + 1;
		if (len + digits >= Math.pow(10, digits)) digits++;
		return len + digits + str;
	}
}));
// node_modules/tar-stream/extract.js
var require_extract = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { Writable, Readable, getStreamError } = require_streamx();
	const FIFO = require_fast_fifo();
	const b4a = require_b4a();
	const headers = require_headers();
	const EMPTY = b4a.alloc(0);
	const MAX_HEADER_SIZE = 4194304;
	var BufferList = class {
		constructor() {
			this.buffered = 0;
			this.shifted = 0;
			this.queue = new FIFO();
			this._offset = 0;
		}
		push(buffer) {
			this.buffered += buffer.byteLength;
			this.queue.push(buffer);
		}
		shiftFirst(size) {
			return this.buffered === 0 ? null : this._next(size);
		}
		shift(size) {
			if (size > this.buffered) return null;
			if (size === 0) return EMPTY;
			let chunk = this._next(size);
			if (size === chunk.byteLength) return chunk;
			const chunks = [chunk];
			while ((size -= chunk.byteLength) > 0) {
				chunk = this._next(size);
				chunks.push(chunk);
			}
			return b4a.concat(chunks);
		}
		_next(size) {
			const buf = this.queue.peek();
			const rem = buf.byteLength - this._offset;
			if (size >= rem) {
				const sub = this._offset ? buf.subarray(this._offset, buf.byteLength) : buf;
				this.queue.shift();
				this._offset = 0;
				this.buffered -= rem;
				this.shifted += rem;
				return sub;
			}
			this.buffered -= size;
			this.shifted += size;
			return buf.subarray(this._offset, this._offset += size);
		}
	};
	var Source = class extends Readable {
		constructor(self, header, offset) {
			super();
			this.header = header;
			this.offset = offset;
			this._parent = self;
		}
		_read(cb) {
			if (this.header.size === 0) this.push(null);
			if (this._parent._stream === this) this._parent._update();
			cb(null);
		}
		_predestroy() {
			this._parent.destroy(getStreamError(this));
		}
		_detach() {
			if (this._parent._stream === this) {
				this._parent._stream = null;
				this._parent._missing = overflow(this.header.size);
				this._parent._update();
			}
		}
		_destroy(cb) {
			this._detach();
			cb(null);
		}
	};
	var Extract = class extends Writable {
		constructor(opts) {
			super(opts);
			if (!opts) opts = {};
			this._buffer = new BufferList();
			this._offset = 0;
			this._header = null;
			this._stream = null;
			this._missing = 0;
			this._longHeader = false;
			this._callback = noop;
			this._locked = false;
			this._finished = false;
			this._pax = null;
			this._paxGlobal = null;
			this._gnuLongPath = null;
			this._gnuLongLinkPath = null;
			this._filenameEncoding = opts.filenameEncoding || "utf-8";
			this._allowUnknownFormat = !!opts.allowUnknownFormat;
			this._unlockBound = this._unlock.bind(this);
		}
		_unlock(err) {
			this._locked = false;
			if (err) {
				this.destroy(err);
				this._continueWrite(err);
				return;
			}
			this._update();
		}
		_consumeHeader() {
			if (this._locked) return false;
			this._offset = this._buffer.shifted;
			try {
				this._header = headers.decode(this._buffer.shift(512), this._filenameEncoding, this._allowUnknownFormat);
			} catch (err) {
				this._continueWrite(err);
				return false;
			}
			if (!this._header) return true;
			this._header.byteOffset = this._buffer.shifted;
			switch (this._header.type) {
				case "gnu-long-path":
				case "gnu-long-link-path":
				case "pax-global-header":
				case "pax-header":
					this._longHeader = true;
					this._missing = this._header.size;
					if (this._missing > MAX_HEADER_SIZE) {
						this._continueWrite(/* @__PURE__ */ new Error("Header exceeds max size"));
						return false;
					}
					return true;
			}
			this._locked = true;
			this._applyLongHeaders();
			if (!(this._header.size >= 0)) {
				this._continueWrite(/* @__PURE__ */ new Error("Invalid header"));
				return false;
			}
			if (this._header.size === 0 || this._header.type === "directory") {
				this.emit("entry", this._header, this._createStream(), this._unlockBound);
				return true;
			}
			this._stream = this._createStream();
			this._missing = this._header.size;
			this.emit("entry", this._header, this._stream, this._unlockBound);
			return true;
		}
		_applyLongHeaders() {
			if (this._gnuLongPath) {
				this._header.name = this._gnuLongPath;
				this._gnuLongPath = null;
			}
			if (this._gnuLongLinkPath) {
				this._header.linkname = this._gnuLongLinkPath;
				this._gnuLongLinkPath = null;
			}
			if (this._pax) {
				if (this._pax.path) this._header.name = this._pax.path;
				if (this._pax.linkpath) this._header.linkname = this._pax.linkpath;
				if (this._pax.size) this._header.size = parseInt(this._pax.size, 10);
				this._header.pax = this._pax;
				this._pax = null;
			}
		}
		_decodeLongHeader(buf) {
			switch (this._header.type) {
				case "gnu-long-path":
					this._gnuLongPath = headers.decodeLongPath(buf, this._filenameEncoding);
					break;
				case "gnu-long-link-path":
					this._gnuLongLinkPath = headers.decodeLongPath(buf, this._filenameEncoding);
					break;
				case "pax-global-header":
					this._paxGlobal = headers.decodePax(buf);
					break;
				case "pax-header": this._pax = this._paxGlobal === null ? headers.decodePax(buf) : Object.assign({}, this._paxGlobal, headers.decodePax(buf));
			}
		}
		_consumeLongHeader() {
			this._longHeader = false;
			this._missing = overflow(this._header.size);
			const buf = this._buffer.shift(this._header.size);
			try {
				this._decodeLongHeader(buf);
			} catch (err) {
				this._continueWrite(err);
				return false;
			}
			return true;
		}
		_consumeStream() {
			const buf = this._buffer.shiftFirst(this._missing);
			if (buf === null) return false;
			this._missing -= buf.byteLength;
			const drained = this._stream.push(buf);
			if (this._missing === 0) {
				this._stream.push(null);
				if (drained) this._stream._detach();
				return drained && this._locked === false;
			}
			return drained;
		}
		_createStream() {
			return new Source(this, this._header, this._offset);
		}
		_update() {
			while (this._buffer.buffered > 0 && !this.destroying) {
				if (this._missing > 0) {
					if (this._stream !== null) {
						if (this._consumeStream() === false) return;
						continue;
					}
					if (this._longHeader === true) {
						if (this._missing > this._buffer.buffered) break;
						if (this._consumeLongHeader() === false) return false;
						continue;
					}
					const ignore = this._buffer.shiftFirst(this._missing);
					if (ignore !== null) this._missing -= ignore.byteLength;
					continue;
				}
				if (this._buffer.buffered < 512) break;
				if (this._stream !== null || this._consumeHeader() === false) return;
			}
			this._continueWrite(null);
		}
		_continueWrite(err) {
			const cb = this._callback;
			this._callback = noop;
			cb(err);
		}
		_write(data, cb) {
			this._callback = cb;
			this._buffer.push(data);
			this._update();
		}
		_final(cb) {
			this._finished = this._missing === 0 && this._buffer.buffered === 0;
			cb(this._finished ? null : /* @__PURE__ */ new Error("Unexpected end of data"));
		}
		_predestroy() {
			this._continueWrite(null);
		}
		_destroy(cb) {
			if (this._stream) this._stream.destroy(getStreamError(this));
			cb(null);
		}
		[Symbol.asyncIterator]() {
			let error = null;
			let promiseResolve = null;
			let promiseReject = null;
			let entryStream = null;
			let entryCallback = null;
			const extract = this;
			this.on("entry", onentry);
			this.on("error", (err) => {
				error = err;
			});
			this.on("close", onclose);
			return {
				[Symbol.asyncIterator]() {
					return this;
				},
				next() {
					return new Promise(onnext);
				},
				return() {
					return destroy(null);
				},
				throw(err) {
					return destroy(err);
				}
			};
			function consumeCallback(err) {
				if (!entryCallback) return;
				const cb = entryCallback;
				entryCallback = null;
				cb(err);
			}
			function onnext(resolve, reject) {
				if (error) return reject(error);
				if (entryStream) {
					resolve({
						value: entryStream,
						done: false
					});
					entryStream = null;
					return;
				}
				promiseResolve = resolve;
				promiseReject = reject;
				consumeCallback(null);
				if (extract._finished && promiseResolve) {
					promiseResolve({
						value: void 0,
						done: true
					});
					promiseResolve = promiseReject = null;
				}
			}
			function onentry(header, stream, callback) {
				entryCallback = callback;
				stream.on("error", noop);
				if (promiseResolve) {
					promiseResolve({
						value: stream,
						done: false
					});
					promiseResolve = promiseReject = null;
				} else entryStream = stream;
			}
			function onclose() {
				consumeCallback(error);
				if (!promiseResolve) return;
				if (error) promiseReject(error);
				else promiseResolve({
					value: void 0,
					done: true
				});
				promiseResolve = promiseReject = null;
			}
			function destroy(err) {
				extract.destroy(err);
				consumeCallback(err);
				return new Promise((resolve, reject) => {
					if (extract.destroyed) return resolve({
						value: void 0,
						done: true
					});
					extract.once("close", function() {
						if (err) reject(err);
						else resolve({
							value: void 0,
							done: true
						});
					});
				});
			}
		}
	};
	module.exports = function extract(opts) {
		return new Extract(opts);
	};
	function noop() {}
	function overflow(size) {
		size &= 511;
		return size && 512 - size;
	}
}));
// node_modules/tar-stream/constants.js
var require_constants = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const constants = {
		S_IFMT: 61440,
		S_IFDIR: 16384,
		S_IFCHR: 8192,
		S_IFBLK: 24576,
		S_IFIFO: 4096,
		S_IFLNK: 40960
	};
	try {
		module.exports = __require("fs").constants || constants;
	} catch {
		module.exports = constants;
	}
}));
// node_modules/tar-stream/pack.js
var require_pack = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { Readable, Writable, getStreamError } = require_streamx();
	const b4a = require_b4a();
	const constants = require_constants();
	const headers = require_headers();
	const DMODE = 493;
	const FMODE = 420;
	const END_OF_TAR = b4a.alloc(1024);
	var Sink = class extends Writable {
		constructor(pack, header, callback) {
			super({
				mapWritable,
				eagerOpen: true
			});
			this.written = 0;
			this.header = header;
			this._callback = callback;
			this._linkname = null;
			this._isLinkname = header.type === "symlink" && !header.linkname;
			this._isVoid = header.type !== "file" && header.type !== "contiguous-file";
			this._finished = false;
			this._pack = pack;
			this._openCallback = null;
			if (this._pack._stream === null) this._pack._stream = this;
			else this._pack._pending.push(this);
		}
		_open(cb) {
			this._openCallback = cb;
			if (this._pack._stream === this) this._continueOpen();
		}
		_continuePack(err) {
			if (this._callback === null) return;
			const callback = this._callback;
			this._callback = null;
			callback(err);
		}
		_continueOpen() {
			if (this._pack._stream === null) this._pack._stream = this;
			const cb = this._openCallback;
			this._openCallback = null;
			if (cb === null) return;
			if (this._pack.destroying) return cb(/* @__PURE__ */ new Error("pack stream destroyed"));
			if (this._pack._finalized) return cb(/* @__PURE__ */ new Error("pack stream is already finalized"));
			this._pack._stream = this;
			if (!this._isLinkname) this._pack._encode(this.header);
			if (this._isVoid) {
				this._finish();
				this._continuePack(null);
			}
			cb(null);
		}
		_write(data, cb) {
			if (this._isLinkname) {
				this._linkname = this._linkname ? b4a.concat([this._linkname, data]) : data;
				return cb(null);
			}
			if (this._isVoid) {
				if (data.byteLength > 0) return cb(/* @__PURE__ */ new Error("No body allowed for this entry"));
				return cb();
			}
			this.written += data.byteLength;
			if (this._pack.push(data)) return cb();
			this._pack._drain = cb;
		}
		_finish() {
			if (this._finished) return;
			this._finished = true;
			if (this._isLinkname) {
				this.header.linkname = this._linkname ? b4a.toString(this._linkname, "utf-8") : "";
				this._pack._encode(this.header);
			}
			overflow(this._pack, this.header.size);
			this._pack._done(this);
		}
		_final(cb) {
			if (this.written !== this.header.size) return cb(/* @__PURE__ */ new Error("Size mismatch"));
			this._finish();
			cb(null);
		}
		_getError() {
			return getStreamError(this) || /* @__PURE__ */ new Error("tar entry destroyed");
		}
		_predestroy() {
			this._pack.destroy(this._getError());
		}
		_destroy(cb) {
			this._pack._done(this);
			this._continuePack(this._finished ? null : this._getError());
			cb();
		}
	};
	var Pack = class extends Readable {
		constructor(opts) {
			super(opts);
			this._drain = noop;
			this._finalized = false;
			this._finalizing = false;
			this._pending = [];
			this._stream = null;
		}
		entry(header, buffer, callback) {
			if (this._finalized || this.destroying) throw new Error("already finalized or destroyed");
			if (typeof buffer === "function") {
				callback = buffer;
				buffer = null;
			}
			if (!callback) callback = noop;
			if (!header.size || header.type === "symlink") header.size = 0;
			if (!header.type) header.type = modeToType(header.mode);
			if (!header.mode) header.mode = header.type === "directory" ? DMODE : FMODE;
			if (!header.uid) header.uid = 0;
			if (!header.gid) header.gid = 0;
			if (!header.mtime) header.mtime = /* @__PURE__ */ new Date();
			if (typeof buffer === "string") buffer = b4a.from(buffer);
			const sink = new Sink(this, header, callback);
			if (b4a.isBuffer(buffer)) {
				header.size = buffer.byteLength;
				sink.write(buffer);
				sink.end();
				return sink;
			}
			if (sink._isVoid) return sink;
			return sink;
		}
		finalize() {
			if (this._stream || this._pending.length > 0) {
				this._finalizing = true;
				return;
			}
			if (this._finalized) return;
			this._finalized = true;
			this.push(END_OF_TAR);
			this.push(null);
		}
		_done(stream) {
			if (stream !== this._stream) return;
			this._stream = null;
			if (this._finalizing) this.finalize();
			if (this._pending.length) this._pending.shift()._continueOpen();
		}
		_encode(header) {
			if (!header.pax) {
				const buf = headers.encode(header);
				if (buf) {
					this.push(buf);
					return;
				}
			}
			this._encodePax(header);
		}
		_encodePax(header) {
			const paxHeader = headers.encodePax({
				name: header.name,
				linkname: header.linkname,
				pax: header.pax
			});
			const newHeader = {
				name: "PaxHeader",
				mode: header.mode,
				uid: header.uid,
				gid: header.gid,
				size: paxHeader.byteLength,
				mtime: header.mtime,
				type: "pax-header",
				linkname: header.linkname && "PaxHeader",
				uname: header.uname,
				gname: header.gname,
				devmajor: header.devmajor,
				devminor: header.devminor
			};
			this.push(headers.encode(newHeader));
			this.push(paxHeader);
			overflow(this, paxHeader.byteLength);
			newHeader.size = header.size;
			newHeader.type = header.type;
			this.push(headers.encode(newHeader));
		}
		_doDrain() {
			const drain = this._drain;
			this._drain = noop;
			drain();
		}
		_predestroy() {
			const err = getStreamError(this);
			if (this._stream) this._stream.destroy(err);
			while (this._pending.length) {
				const stream = this._pending.shift();
				stream.destroy(err);
				stream._continueOpen();
			}
			this._doDrain();
		}
		_read(cb) {
			this._doDrain();
			cb();
		}
	};
	module.exports = function pack(opts) {
		return new Pack(opts);
	};
	function modeToType(mode) {
		switch (mode & constants.S_IFMT) {
			case constants.S_IFBLK: return "block-device";
			case constants.S_IFCHR: return "character-device";
			case constants.S_IFDIR: return "directory";
			case constants.S_IFIFO: return "fifo";
			case constants.S_IFLNK: return "symlink";
		}
		return "file";
	}
	function noop() {}
	function overflow(self, size) {
		size &= 511;
		if (size) self.push(END_OF_TAR.subarray(0, 512 - size));
	}
	function mapWritable(buf) {
		return b4a.isBuffer(buf) ? buf : b4a.from(buf);
	}
}));
// src/sccache/install/unpack-binary.ts
var import_tar_stream = (/* @__PURE__ */ __commonJSMin(((exports) => {
	exports.extract = require_extract();
	exports.pack = require_pack();
})))();
/**
* Takes the one file called `name`, in whatever folder it is, out of a `.tar.gz` and writes it to the new file
* `into`, executable. Nothing else of the archive touches the disk.
* @throws Error when the archive is damaged or has no such file; `into` may then be there in part
*/
async function unpackBinary(archive, name, into) {
	const members = (0, import_tar_stream.extract)();
	let found = false;
	const taking = async () => {
		for await (const member of members) if (member.header.type === "file" && path.posix.basename(member.header.name) === name && !found) {
			found = true;
			await pipeline(member, createWriteStream(into, {
				mode: 493,
				flags: "wx"
			}));
		} else member.resume();
	};
	await Promise.all([pipeline(createReadStream(archive), createGunzip(), members), taking()]);
	if (!found) throw new Error(`no ${name} in ${path.basename(archive)}`);
}
// src/sccache/install/release-source.ts
/**
* The archive of a release of mozilla/sccache, or of a mirror. It is checked before anything is taken out of it:
* against the digest that is asked for, else the pinned one, else the one published beside it. An archive that does
* not match ends the search, as somebody may have changed it.
*/
function releaseSource(machine, options) {
	const { version, mirror } = options;
	const label = mirror === void 0 ? `release ${version}` : `release ${version} at ${new URL(mirror).host}`;
	return {
		label,
		find: () => absentOnError(() => install(label, machine, options))
	};
}
async function install(label, machine, options) {
	const { platform, arch, env, toolsFolder } = machine;
	const asset = releaseAsset({
		version: options.version,
		mirror: options.mirror,
		platform,
		arch
	});
	if (asset === void 0) return {
		kind: "absent",
		why: `there is no build for ${platform}-${arch}`
	};
	const expected = (options.sha256 ?? asset.pinnedSha256)?.toLowerCase();
	const file = binaryName(platform);
	const binary = await provide(path.join(toolsFolder, folderName(asset, expected)), file, async (empty) => {
		const archive = path.join(empty, asset.name);
		await get(options.download, asset.url, archive);
		await check(archive, expected ?? await publishedDigest(asset, empty, options.download), label);
		await unpackBinary(archive, file, path.join(empty, file));
		await rm(archive);
	});
	return {
		kind: "found",
		path: binary,
		version: await openSccache({
			path: binary,
			env,
			platform
		}).version()
	};
}
/** Equal digests, equal folder: what another digest was asked for is not mistaken for it. */
function folderName({ name }, expected) {
	const base = name.replace(/\.tar\.gz$/, "");
	return expected === void 0 ? base : `${base}-${expected.slice(0, 16)}`;
}
async function get(download, url, into) {
	try {
		await download(url, into);
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		throw new Error(`${path.basename(into)}: ${reason(error)}`, { cause: error });
	}
}
/** When every address of a host refuses, Node's error has a code and an empty message. */
function reason(error) {
	return error.message === "" ? String(error.code ?? error.name) : error.message;
}
/** @throws Error when there is none: an archive that cannot be checked is not used. */
async function publishedDigest(asset, folder, download) {
	const file = path.join(folder, `${asset.name}.sha256`);
	await get(download, asset.digestUrl, file);
	const digest = parseDigest(await readFile(file, "utf8"));
	await rm(file);
	if (digest === void 0) throw new Error(`${path.basename(file)} holds no SHA-256`);
	return digest;
}
/** @throws {SccacheUnavailable} when the archive is not what it should be */
async function check(archive, expected, label) {
	const hash = createHash("sha256");
	await pipeline(createReadStream(archive), hash);
	const actual = hash.digest("hex");
	if (actual === expected) return;
	throw new SccacheUnavailable([`${label}: ${path.basename(archive)} has SHA-256 ${actual} instead of ${expected}, so it is not used`]);
}
// src/sccache/install/install.ts
/**
* The sccache that `wanted` describes, installed into the machine's tools folder when it must be, and found there
* the next time. Takes minutes at most.
* @throws {SccacheUnavailable} that says what was tried
*/
async function findSccache(wanted, deps) {
	const installed = await firstFound(sourcesFor(wanted, deps), deps.log);
	deps.log.info(`sccache ${installed.version} from ${installed.from}: ${installed.path}`);
	return installed;
}
/** Where to look, in order. */
function sourcesFor(wanted, deps) {
	const { env, platform } = deps.machine;
	const onPath = pathSource(env, platform, wanted.version);
	return {
		auto: [onPath, released(wanted, deps)],
		path: [onPath],
		install: [released(wanted, deps)]
	}[wanted.policy];
}
function released({ version, sha256, mirror }, deps) {
	const { machine, download = toolCacheDownload() } = deps;
	return releaseSource(machine, {
		version: version ?? "0.16.0",
		sha256,
		mirror,
		download
	});
}
export { localDirectory as a, asBundle as c, hitRate as i, GithubError as l, SccacheUnavailable as n, openListings as o, openSccache as r, openStore as s, findSccache as t };
