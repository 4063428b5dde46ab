import { i as __require, t as __commonJSMin } from "./chunk-rolldown-runtime.js";
import { t as formatSize } from "./chunk-size.js";
import { t as labelOf } from "./chunk-parse-store.js";
import { A as scoped, F as sweep, I as temporaryName, L as inputs, M as scopesOf, O as threadsFor, R as callThrough, a as hashLockfiles, c as openSigning, i as folders, j as scopedCatalog, k as readableRefs, z as fillPlaceholders } from "./chunk-parse-config.js";
import { i as silenceWatch, n as ownTime, r as patience, t as httpActivity } from "./chunk-activity.js";
import { a as processEnv, i as plainTraits, n as byAge, o as wallClock, t as StoreError } from "./chunk-store.js";
import { r as proxyNotice } from "./chunk-http.js";
import { u as orDiskError } from "./chunk-error-kinds.js";
import { p as openZstd, s as defaultDirectory } from "./chunk-tar.js";
import { connect, createServer } from "node:net";
import { promisify } from "node:util";
import { once } from "node:events";
import { createGunzip } from "node:zlib";
import { createHash, randomUUID } from "node:crypto";
import { accessSync, closeSync, constants, createReadStream, createWriteStream, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, realpathSync } from "node:fs";
import path, { basename, dirname, join, relative, resolve } from "node:path";
import { access, chmod, constants as constants$1, copyFile, mkdir, mkdtemp, readFile, readdir, realpath, rename, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { execFile, spawn } from "node:child_process";
import { pipeline } from "node:stream/promises";
import { cpus } from "node:os";
// src/key/family.ts
/** Stands for a job or a matrix job where there is none. */
const any = "any";
/** In the place of the matrix where `shared-key` is in the place of the job; no matrix job is called so. */
const shared = "shared";
/** The family that these ingredients belong to. */
function familyParts(ingredients) {
	const { prefix, os, arch } = ingredients;
	return {
		prefix: {
			part: word(prefix),
			from: `key-prefix ${prefix}`
		},
		os: {
			part: word(os),
			from: "operating system"
		},
		arch: {
			part: word(arch),
			from: "architecture"
		},
		toolchain: toolchainPart(ingredients),
		...jobParts(ingredients)
	};
}
function jobParts({ sharedKey, workflow, job, matrix }) {
	if (sharedKey !== void 0) return {
		job: {
			part: word(sharedKey),
			from: `shared-key ${sharedKey}`
		},
		matrix: {
			part: shared,
			from: "shared-key"
		}
	};
	return {
		job: jobPart(workflow, job),
		matrix: matrix === void 0 ? {
			part: any,
			from: "no matrix"
		} : {
			part: `m${fingerprint(matrix)}`,
			from: matrix
		}
	};
}
function jobPart(workflow, job) {
	if (job === void 0) return {
		part: any,
		from: "any job"
	};
	if (workflow === void 0) return {
		part: word(job),
		from: `job ${job}`
	};
	return {
		part: word(`${workflow}.${job}`),
		from: `job ${job} of workflow ${workflow}`
	};
}
/**
* The compiler that a text printed by `rustc -vV` names, or undefined when it is not such a text.
* Format: https://doc.rust-lang.org/rustc/command-line-arguments.html#-v--verbose-use-verbose-output
*/
function parseToolchain(text) {
	const title = /^rustc .{1,200}$/m.exec(text)?.[0];
	const release = /^release: ([A-Za-z0-9.+-]{1,60})$/m.exec(text)?.[1];
	const commit = /^commit-hash: ([0-9a-f]{7,64})$/m.exec(text)?.[1];
	return title && release ? {
		title,
		release,
		commit
	} : void 0;
}
/** Whether compiler flags ask for the machine's own instruction set, so that objects fit only machines like it. */
function wantsNativeCode(flags) {
	return /target-cpu=native\b/.test(flags) || /-(march|mcpu)=native\b/.test(flags);
}
/** The part of a key for all that compiles: rustc, the C compiler, and the CPU where code is made for it alone. */
function toolchainPart({ toolchain, compiler, cpu }) {
	const parts = [];
	if (toolchain) {
		const commit = toolchain.commit ? `.${toolchain.commit.slice(0, 9)}` : "";
		parts.push({
			part: `rust${word(toolchain.release)}${commit}`,
			from: toolchain.title
		});
	}
	if (compiler !== void 0) parts.push({
		part: `cc.${fingerprint(compiler)}`,
		from: compiler
	});
	if (parts.length === 0) parts.push({
		part: "norust",
		from: "no rustc found"
	});
	if (cpu !== void 0) parts.push({
		part: `cpu.${fingerprint(cpu.model)}`,
		from: `${cpu.model} (${cpu.why})`
	});
	return {
		part: parts.map(({ part }) => part).join("_"),
		from: parts.map(({ from }) => from).join(", ")
	};
}
const longest = 40;
/** 8 hex digits of SHA-256: tells texts apart in a short name; two different texts may rarely share one. */
function fingerprint(text) {
	return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
/**
* `text` as one part of a key: at most 49 characters of `a-z`, digits, dot and underscore. A text that loses characters
* gets a fingerprint, so that different texts differ; only case, dashes and underscores count as the same. Lower case,
* since some cache servers give keys back in it.
*/
function word(text) {
	const plain = text.replaceAll("-", "_").toLowerCase();
	const clean = plain.replace(/[^a-z0-9._]/g, "").slice(0, longest);
	return clean === plain && clean !== "" ? clean : `${clean}.${fingerprint(plain)}`;
}
// src/key/strategy.ts
/** How each strategy ends its keys, before the digest. */
const endings = {
	lockfile: (ingredients) => ({
		...lockfilesPart(ingredients),
		once: false,
		fallbacks: []
	}),
	"lockfile-once": (ingredients) => ({
		...lockfilesPart(ingredients),
		once: true,
		fallbacks: []
	}),
	rolling: () => ({
		part: "rolling",
		from: "strategy rolling",
		once: false,
		fallbacks: []
	}),
	daily: ({ nowMs }) => ({
		part: `d${dayOf(nowMs)}`,
		from: "UTC date",
		once: true,
		fallbacks: []
	}),
	weekly: ({ nowMs }) => ({
		part: weekOf(nowMs),
		from: "ISO week, UTC",
		once: true,
		fallbacks: []
	}),
	commit: ({ revision }) => ({
		part: `c${(revision.sha ?? "none").slice(0, 12)}`,
		from: revision.sha === void 0 ? "no commit known" : `commit ${revision.sha}`,
		once: true,
		fallbacks: []
	}),
	branch: ({ revision: { ref, defaultBranch } }) => ({
		part: `b${word((ref ?? "none").replace(/^refs\/(heads|tags)\//, ""))}`,
		from: ref === void 0 ? "no ref known" : `ref ${ref}`,
		once: false,
		fallbacks: defaultBranch === void 0 ? [] : [`b${word(defaultBranch)}`]
	})
};
/** The lockfiles' part of a key: 16 hex digits of their hash. */
function lockfilesPart({ lockfiles: { files, sha256 } }) {
	const shown = files.slice(0, 3).join(", ");
	const more = files.length > 3 ? ` and ${files.length - 3} more` : "";
	return {
		part: sha256.slice(0, 16),
		from: files.length === 0 ? "no lockfile found" : `lockfiles ${shown}${more}`
	};
}
/** The UTC date of an instant, as `20261123`. */
function dayOf(ms) {
	return new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");
}
/**
* The ISO week of an instant in UTC, as `2026w48`: the week that holds the year's first Thursday is its first, and the
* year is that of the week's Thursday. https://en.wikipedia.org/wiki/ISO_week_date
*/
function weekOf(ms) {
	const date = new Date(ms);
	const weekday = (date.getUTCDay() + 6) % 7;
	const thursday = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3);
	const year = new Date(thursday).getUTCFullYear();
	const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / 6048e5);
	return `${year}w${String(week).padStart(2, "0")}`;
}
// src/key/key.ts
/** Plans a job's keys: the family, what the strategy adds, and whatever is older or wider to fall back to. */
function planKeys(ingredients, options) {
	const parts = familyParts(ingredients);
	const overlay = planOverlay(ingredients, parts, options);
	if (options.strategy === "custom") return {
		...planCustom(ingredients, parts, options),
		overlay
	};
	const ending = endings[options.strategy](ingredients);
	const all = ordered(parts);
	const first = (count) => join$1(all.slice(0, count));
	const family = first(familyLength);
	const fallbacks = [
		...ending.fallbacks.map((fallback) => `${family}-${fallback}-`),
		`${family}-`,
		`${first(familyLength - 1)}-`,
		`${first(familyLength - 2)}-`
	];
	const primary = `${family}-${ending.part}-`;
	return {
		family,
		primary,
		fallbacks: [...new Set(fallbacks)].filter((fallback) => fallback !== primary),
		overlay,
		custom: false,
		once: ending.once,
		explanation: [...all, {
			part: ending.part,
			from: ending.from
		}]
	};
}
/** The key of a base of which `digest` (12 hex digits) stands for the entries and parents. */
function saveKey({ primary, custom }, digest) {
	return custom ? primary : `${primary}${digest}`;
}
/** Whether `key` names a base as fresh as the plan asks for. */
function isFresh(key, { primary, custom }) {
	const [given, wanted] = [key.toLowerCase(), primary.toLowerCase()];
	return custom ? given === wanted : given.startsWith(wanted);
}
/** Whether `key` names a base of the plan's family. */
function isOfFamily(key, { family }) {
	return family !== null && key.startsWith(`${family}-`) && key.split("-").length === keyLength;
}
/**
* The parts of a key that begins with the input `key-prefix`; undefined for every other key: one with another prefix, a
* custom one, another tool's.
*/
function parseKey$1(key, keyPrefix) {
	const prefix = word(keyPrefix);
	const parts = key.split("-");
	const [head = "", ending = "", digest = ""] = [parts[0], ...parts.slice(familyLength)];
	const isOverlay = head === `${prefix}${overlayMark}`;
	if (parts.length !== keyLength || !(isOverlay || head === prefix)) return void 0;
	if (!/^[0-9a-f]{12}$/.test(digest) || parts.includes("")) return void 0;
	const [os, arch, toolchain, ...jobParts] = parts.slice(1, familyLength);
	const family = [
		prefix,
		os,
		arch,
		toolchain,
		...jobParts
	].join("-");
	const job = [
		prefix,
		os,
		arch,
		...jobParts
	].join("-");
	if (!isOverlay) return {
		prefix,
		kind: "base",
		family,
		job,
		ending,
		digest
	};
	return ending.startsWith("pr") ? {
		prefix,
		kind: "overlay",
		family,
		job,
		ending,
		digest,
		pullRequest: ending.slice(2)
	} : void 0;
}
/** What all keys of a prefix begin with, bases and overlays, for a listing of them. */
function keyBeginnings(keyPrefix) {
	return [`${word(keyPrefix)}-`, `${word(keyPrefix)}${overlayMark}-`];
}
/** What the keys of all matrix jobs of the plan's job begin with. */
function jobBeginning(family) {
	return `${family.split("-").slice(0, familyLength - 1).join("-")}-`;
}
const overlayMark = "+overlay";
const familyLength = 6;
const keyLength = 8;
function ordered({ prefix, os, arch, toolchain, job, matrix }) {
	return [
		prefix,
		os,
		arch,
		toolchain,
		job,
		matrix
	];
}
function planOverlay({ revision }, parts, { pullRequest }) {
	if (revision.pullRequest === void 0 || pullRequest !== "overlay") return null;
	const [prefix, ...rest] = ordered(parts);
	return `${join$1([{
		part: `${prefix?.part}${overlayMark}`,
		from: ""
	}, ...rest])}-pr${word(revision.pullRequest)}-`;
}
function planCustom(ingredients, parts, { key, restoreKeys }) {
	const { revision, nowMs } = ingredients;
	const values = {
		prefix: parts.prefix.part,
		os: parts.os.part,
		arch: parts.arch.part,
		toolchain: parts.toolchain.part,
		lockfiles: lockfilesPart(ingredients).part,
		ref: revision.ref ?? "none",
		sha: revision.sha ?? "none",
		run: revision.run?.id ?? "none",
		date: dayOf(nowMs),
		workflow: word(ingredients.workflow ?? "none"),
		job: word(ingredients.job ?? "none"),
		matrix: parts.matrix.part
	};
	const fill = (template) => fillPlaceholders(template, values).replaceAll(",", "_").slice(0, 512);
	const primary = fill(key ?? "");
	return {
		family: null,
		primary,
		fallbacks: restoreKeys.map(fill),
		custom: true,
		once: false,
		explanation: [{
			part: primary,
			from: `input key ${key}`
		}]
	};
}
function join$1(parts) {
	return parts.map(({ part }) => part).join("-");
}
// node_modules/smol-toml/dist/error.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
function getLineColFromPtr(string, ptr) {
	let lines = string.slice(0, ptr).split(/\r?\n/);
	return [lines.length, lines.pop().length + 1];
}
function makeCodeBlock(string, line, column) {
	let lines = string.split(/\r?\n/);
	let codeblock = "";
	let numberLen = (Math.log10(line + 1) | 0) + 1;
	for (let i = line - 1; i <= line + 1; i++) {
		let l = lines[i - 1];
		if (!l) continue;
		codeblock += i.toString().padEnd(numberLen, " ");
		codeblock += ":  ";
		codeblock += l;
		codeblock += "\n";
		if (i === line) {
			codeblock += " ".repeat(numberLen + column + 2);
			codeblock += "^\n";
		}
	}
	return codeblock;
}
var TomlError = class TomlError extends Error {
	line;
	column;
	codeblock;
	constructor(message, options) {
		const [line, column] = getLineColFromPtr(options.toml, options.ptr);
		const codeblock = makeCodeBlock(options.toml, line, column);
		super(`Invalid TOML document: ${message}\n\n${codeblock}`, options);
		this.line = line;
		this.column = column;
		this.codeblock = codeblock;
	}
	/** @internal */
	static x(message, ctx, ptr) {
		throw new TomlError(message, {
			toml: ctx.s,
			ptr: ptr ?? ctx.p
		});
	}
};
// node_modules/smol-toml/dist/primitive.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
/** @internal */
function parseString(ctx) {
	let startPtr = ctx.p;
	let c = ctx.s.charCodeAt(ctx.p++);
	let first = c;
	let isLiteral = c === 39;
	let isMultiline = c === ctx.s.charCodeAt(ctx.p) && c === ctx.s.charCodeAt(ctx.p + 1);
	if (isMultiline) {
		if ((c = ctx.s.charCodeAt(ctx.p += 2)) === 10) ctx.p++;
		else if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10) ctx.p += 2;
	}
	let parsed = "";
	let sliceStart = ctx.p;
	let state = 0;
	for (; ctx.p < ctx.s.length; ctx.p++) {
		c = ctx.s.charCodeAt(ctx.p);
		if (isMultiline && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)) state = state && 3;
		else if (c < 32 && c !== 9 || c === 127) TomlError.x("control characters are not allowed in strings", ctx);
		else if ((!state || state === 3) && c === first && (!isMultiline || ctx.s.charCodeAt(ctx.p + 1) === first && ctx.s.charCodeAt(ctx.p + 2) === first)) {
			if (isMultiline) {
				if (ctx.s.charCodeAt(ctx.p + 3) === first) ctx.p++;
				if (ctx.s.charCodeAt(ctx.p + 3) === first) ctx.p++;
			}
			if (!state) {
				let s = ctx.s.slice(sliceStart, ctx.p);
				parsed = parsed ? parsed + s : s;
			}
			ctx.p += isMultiline ? 3 : 1;
			return parsed;
		} else if (!state) {
			if (!isLiteral && c === 92) {
				parsed += ctx.s.slice(sliceStart, sliceStart = ctx.p);
				state = 1;
			}
		} else if (state === 1) {
			if (c === 120 || c === 117 || c === 85) {
				let errPtr = ctx.p++ - 1;
				let value = 0;
				let len = c === 120 ? 2 : c === 117 ? 4 : 8;
				for (let j = 0; j < len; j++, ctx.p++) {
					let hex = ctx.s.charCodeAt(ctx.p);
					let digit = hex >= 48 && hex <= 57 ? hex - 48 : hex >= 65 && hex <= 70 ? hex - 65 + 10 : hex >= 97 && hex <= 102 ? hex - 97 + 10 : -1;
					if (digit < 0) TomlError.x("invalid non-hex character in unicode escape", ctx);
					value = value << 4 | digit;
				}
				if (value < 0 || value > 1114111 || value >= 55296 && value <= 57343) TomlError.x("invalid unicode escape", ctx, errPtr);
				parsed += String.fromCodePoint(value);
				sliceStart = ctx.p--;
				state = 0;
			} else if (isMultiline && (c === 32 || c === 9)) state = 2;
			else {
				if (c === 98) parsed += "\b";
				else if (c === 116) parsed += "	";
				else if (c === 110) parsed += "\n";
				else if (c === 102) parsed += "\f";
				else if (c === 114) parsed += "\r";
				else if (c === 101) parsed += "\x1B";
				else if (c === 34) parsed += "\"";
				else if (c === 92) parsed += "\\";
				else TomlError.x("unrecognised escape sequence", ctx);
				sliceStart = ctx.p + 1;
				state = 0;
			}
		} else if (c !== 32 && c !== 9) {
			if (state === 2) TomlError.x("invalid escape: only line-ending whitespace may be escaped", ctx, sliceStart);
			state = !isLiteral && c === 92 ? 1 : 0;
			sliceStart = ctx.p;
		}
	}
	TomlError.x("unfinished string", ctx, startPtr);
}
// node_modules/smol-toml/dist/date.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
let DATE_TIME_RE = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
var TomlDate = class TomlDate extends Date {
	#hasDate = false;
	#hasTime = false;
	#offset = null;
	constructor(date, fasttype, unsafeDelim) {
		let hasDate = true;
		let hasTime = true;
		let offset = "Z";
		let c;
		if (typeof date === "string") {
			if (fasttype) prep: {
				if (fasttype < 3) {
					if (+date.slice(11, 13) > 23) {
						date = "";
						break prep;
					}
					if (fasttype === 2) {
						offset = null;
						date += "Z";
					} else if ((c = date.charCodeAt(date.length - 1)) !== 90 && c !== 122) offset = date.slice(date.length - 6);
					if (unsafeDelim) date = date.slice(0, 10) + "T" + date.slice(11);
				} else if (fasttype === 4) date = +date.slice(0, 2) > 23 ? "" : `0000-01-01T${date}Z`;
				hasDate = fasttype !== 4;
				hasTime = fasttype !== 3;
			}
			else {
				let match = date.match(DATE_TIME_RE);
				if (match) {
					if (!match[1]) {
						hasDate = false;
						date = `0000-01-01T${date}`;
					}
					hasTime = !!match[2];
					hasTime && date[10] === " " && (date = date.replace(" ", "T"));
					if (match[2] && +match[2] > 23) date = "";
					else {
						offset = match[3] || null;
						if (!offset && hasTime) date += "Z";
					}
				} else date = "";
			}
		}
		super(date);
		if (!isNaN(this.getTime())) {
			this.#hasDate = hasDate;
			this.#hasTime = hasTime;
			this.#offset = offset;
		}
	}
	isDateTime() {
		return this.#hasDate && this.#hasTime;
	}
	isLocal() {
		return !this.#hasDate || !this.#hasTime || !this.#offset;
	}
	isDate() {
		return this.#hasDate && !this.#hasTime;
	}
	isTime() {
		return this.#hasTime && !this.#hasDate;
	}
	isValid() {
		return this.#hasDate || this.#hasTime;
	}
	toISOString() {
		let iso = super.toISOString();
		if (this.isDate()) return iso.slice(0, 10);
		if (this.isTime()) return iso.slice(11, 23);
		if (this.#offset === null) return iso.slice(0, -1);
		if (this.#offset === "Z" || this.#offset === "z") return iso;
		let offset = +this.#offset.slice(1, 3) * 60 + +this.#offset.slice(4, 6);
		offset = this.#offset[0] === "-" ? offset : -offset;
		return (/* @__PURE__ */ new Date(this.getTime() - offset * 6e4)).toISOString().slice(0, -1) + this.#offset;
	}
	static wrapAsOffsetDateTime(jsDate, offset = "Z") {
		let date = new TomlDate(jsDate);
		date.#offset = offset;
		return date;
	}
	static wrapAsLocalDateTime(jsDate) {
		let date = new TomlDate(jsDate);
		date.#offset = null;
		return date;
	}
	static wrapAsLocalDate(jsDate) {
		let date = new TomlDate(jsDate);
		date.#hasTime = false;
		date.#offset = null;
		return date;
	}
	static wrapAsLocalTime(jsDate) {
		let date = new TomlDate(jsDate);
		date.#hasDate = false;
		date.#offset = null;
		return date;
	}
};
// node_modules/smol-toml/dist/extract.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
function isDigit(char, base = 10) {
	return base === 16 ? char > 47 && char < 58 || char > 64 && char < 71 || char > 96 && char < 103 : char > 47 && char < 48 + base;
}
function isEndOfValue(char, delim) {
	return char === 32 || char === 9 || char === 10 || char === 13 || delim && (char === delim || char === 44) || char === 35;
}
/** @internal */
function extractValue(ctx, end) {
	let errPtr = ctx.p;
	let c = ctx.s.charCodeAt(ctx.p);
	if (c === 91 || c === 123) {
		ctx.d-- || TomlError.x("document contains excessively nested structures. aborting.", ctx);
		let value = c === 91 ? parseArray(ctx) : parseInlineTable(ctx);
		ctx.d++;
		return value;
	}
	if (c === 34 || c === 39) return parseString(ctx);
	if (c === 116) {
		if (ctx.s.charCodeAt(++ctx.p) !== 114 || ctx.s.charCodeAt(++ctx.p) !== 117 || ctx.s.charCodeAt(++ctx.p) !== 101) TomlError.x("invalid value", ctx, errPtr);
		return ctx.p++, true;
	}
	if (c === 102) {
		if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 108 || ctx.s.charCodeAt(++ctx.p) !== 115 || ctx.s.charCodeAt(++ctx.p) !== 101) TomlError.x("invalid value", ctx, errPtr);
		return ctx.p++, false;
	}
	if (c === 43 || c === 45) return parseNumber(ctx, ctx.p, ctx.s.charCodeAt(++ctx.p), 44 - c, end);
	if (ctx.s.charCodeAt(ctx.p + 4) === 45 && ctx.s.charCodeAt(ctx.p + 7) === 45) return parseDate(ctx, c, end);
	if (ctx.s.charCodeAt(ctx.p + 2) === 58) return parseTime(ctx, c, end);
	return parseNumber(ctx, ctx.p, c, 0, end);
}
function parseNumber(ctx, startPtr, startChr, sign, endChr) {
	let c = startChr;
	let state = 0;
	let hasUnderscores = false;
	if (c === 105) {
		if (ctx.s.charCodeAt(++ctx.p) !== 110 || ctx.s.charCodeAt(++ctx.p) !== 102) TomlError.x("invalid value", ctx, startPtr);
		return ctx.p++, (sign || 1) / 0;
	}
	if (c === 110) {
		if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 110) TomlError.x("invalid value", ctx, startPtr);
		return ctx.p++, NaN;
	}
	if (c === 48) {
		if (++ctx.p >= ctx.s.length || isEndOfValue(c = ctx.s.charCodeAt(ctx.p), endChr)) return ctx.bi === true ? 0n : 0;
		if (!sign) {
			if (c === 120) return parseIntegerBaseN(ctx, startPtr, 16, endChr);
			else if (c === 98) return parseIntegerBaseN(ctx, startPtr, 2, endChr);
			else if (c === 111) return parseIntegerBaseN(ctx, startPtr, 8, endChr);
		}
		if (c === 46) state = 2;
		else if (c === 101 || c === 69) state = 4;
		else TomlError.x("illegal leading zero", ctx, startPtr);
	} else if (!isDigit(c)) TomlError.x("invalid value", ctx, startPtr);
	while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
		if (!state) state = 1;
		if (c === 95) {
			if (!(state & 1)) TomlError.x("illegal underscore", ctx);
			state += 11;
			hasUnderscores = true;
		} else if (state === 1 && c === 46) state = 2;
		else if ((state === 1 || state === 3) && (c === 101 || c === 69)) state = 4;
		else if (state === 4 && (c === 43 || c === 45)) {} else if (!isDigit(c)) TomlError.x(`illegal character in numeric literal`, ctx);
		else if (state > 9) state -= 11;
		else if (!(state & 1)) state++;
	}
	if (!state) {
		let val = (startChr - 48) * (sign || 1);
		return ctx.bi === true ? BigInt(val) : val;
	}
	if (!(state & 1)) TomlError.x("unfinished numeric value", ctx, startPtr);
	let str = ctx.s.slice(startPtr, ctx.p);
	if (hasUnderscores) str = str.replaceAll("_", "");
	return state > 1 ? parseFloat(str) : parseInteger(ctx, str, 10, startPtr);
}
function parseIntegerBaseN(ctx, startPtr, base, endChr) {
	let c, underscore = 1;
	while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) if (c === 95) {
		if (underscore & 1) TomlError.x("illegal underscore", ctx);
		underscore = 3;
	} else if (!isDigit(c, base)) TomlError.x(`illegal character in numeric literal`, ctx);
	else if (underscore & 1) underscore--;
	if (underscore & 1) TomlError.x("unfinished numeric value", ctx);
	let str = ctx.s.slice(startPtr + 2, ctx.p);
	if (underscore) str = str.replaceAll("_", "");
	return parseInteger(ctx, str, base, startPtr);
}
function parseInteger(ctx, str, base, startPtr) {
	if (ctx.bi !== true) int: {
		let val = parseInt(str, base);
		if (!Number.isSafeInteger(val)) {
			if (ctx.bi) break int;
			TomlError.x("integer value cannot be represented losslessly", ctx, startPtr);
		}
		return val;
	}
	return base === 10 ? BigInt(str) : BigInt((base === 2 ? "0b" : base === 8 ? "0o" : "0x") + str);
}
function parseDate(ctx, c, endChr) {
	let startPtr = ctx.p++, unsafeSeparator;
	if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++))) return parseNumber(ctx, ctx.p = startPtr, c, 0, endChr);
	ctx.p += 5;
	if (!isDigit(ctx.s.charCodeAt(ctx.p++))) TomlError.x("invalid date-time: date part is malformed", ctx, startPtr);
	if (ctx.p >= ctx.s.length || ((c = ctx.s.charCodeAt(ctx.p)) !== 32 || (unsafeSeparator = true, !isDigit(ctx.s.charCodeAt(ctx.p + 1)))) && c !== 84 && c !== 116) return readDate(ctx, ctx.s.slice(startPtr, ctx.p), 3, false, startPtr);
	if (ctx.s.charCodeAt(ctx.p += 3) !== 58) TomlError.x("invalid date-time: time part is malformed", ctx, startPtr);
	if (ctx.s.charCodeAt(ctx.p += 3) === 58) ctx.p += 3;
	if (ctx.s.charCodeAt(ctx.p) === 46) while (isDigit(ctx.s.charCodeAt(++ctx.p)));
	if (c = ctx.s.charCodeAt(ctx.p)) {
		if (c === 90 || c === 122) return readDate(ctx, ctx.s.slice(startPtr, ++ctx.p), 1, unsafeSeparator, startPtr, "[+00:00]");
		if (c === 43 || c === 45) return readDate(ctx, ctx.s.slice(startPtr, ctx.p += 6), 1, unsafeSeparator, startPtr, !ctx.ld && "[" + ctx.s.slice(ctx.p - 6, ctx.p) + "]");
	}
	return readDate(ctx, ctx.s.slice(startPtr, ctx.p), 2, unsafeSeparator, startPtr);
}
function parseTime(ctx, c, endChr) {
	let start = ctx.p;
	if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(++ctx.p))) return parseNumber(ctx, --ctx.p, c, 0, endChr);
	if (ctx.s.charCodeAt(ctx.p += 4) === 58) ctx.p += 3;
	if (ctx.s.charCodeAt(ctx.p) === 46) while (isDigit(ctx.s.charCodeAt(++ctx.p)));
	return readDate(ctx, ctx.s.slice(start, ctx.p), 4, false, start);
}
function readDate(ctx, str, type, unsafeDelim, errPtr, temporalSuffix) {
	if (ctx.ld) {
		let date = new TomlDate(str, type, unsafeDelim);
		if (!date.isValid()) TomlError.x("invalid date", ctx, errPtr);
		return date;
	}
	try {
		if (temporalSuffix) str += temporalSuffix;
		switch (type) {
			case 1: return Temporal.ZonedDateTime.from(str);
			case 2: return Temporal.PlainDateTime.from(str);
			case 3: return Temporal.PlainDate.from(str);
			case 4: return Temporal.PlainTime.from(str);
		}
	} catch (e) {
		TomlError.x(e instanceof Error ? e.message : "" + e, ctx, errPtr);
	}
}
// node_modules/smol-toml/dist/util.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
/** @internal */
function skipComment(ctx) {
	for (; ctx.p < ctx.s.length; ctx.p++) {
		let c = ctx.s.charCodeAt(ctx.p);
		if (c === 10) break;
		if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10) {
			ctx.p++;
			break;
		}
		if (c < 32 && c !== 9 || c === 127) TomlError.x("control characters are not allowed in comments", ctx);
	}
}
/** @internal */
function skipVoid(ctx, banNewLines, banComments) {
	let c;
	while (ctx.p < ctx.s.length) {
		while (ctx.p < ctx.s.length && ((c = ctx.s.charCodeAt(ctx.p)) === 32 || c === 9 || !banNewLines && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10))) ctx.p++;
		if (banComments || c !== 35) break;
		skipComment(ctx);
	}
}
// node_modules/smol-toml/dist/struct.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
/** @internal */
function parseKey(ctx, end = 61) {
	let startPtr;
	let state = 0;
	let parsed = [];
	let sliceStart;
	let c = ctx.s.charCodeAt(startPtr = ctx.p);
	do
		if (c === end) {
			if (!state) TomlError.x("unexpected end of key", ctx);
			if (state === 1) parsed.push(ctx.s.slice(sliceStart, ctx.p));
			return ctx.p++, parsed;
		} else if (c === 46) {
			if (!state) TomlError.x("illegal empty bare key", ctx);
			if (state === 1) parsed.push(ctx.s.slice(sliceStart, ctx.p));
			state = 0;
		} else if (!state && (c === 34 || c === 39)) {
			if (c === ctx.s.charCodeAt(ctx.p + 1) && c === ctx.s.charCodeAt(ctx.p + 2)) TomlError.x("illegal quoted key: multiline strings are not allowed", ctx);
			parsed.push(parseString(ctx));
			state = 2;
			ctx.p--;
		} else if (c === 32 || c === 9) {
			if (state === 1) {
				parsed.push(ctx.s.slice(sliceStart, ctx.p));
				state = 2;
			}
		} else if (state === 2 || c < 48 && c !== 45 || c > 57 && c < 65 || c > 90 && c < 97 && c !== 95 || c > 122) TomlError.x("illegal character in key", ctx);
		else if (!state) {
			state = 1;
			sliceStart = ctx.p;
		}
	while (c = ctx.s.charCodeAt(++ctx.p));
	TomlError.x("incomplete key-value: cannot find end of key", ctx, startPtr);
}
/** @internal */
function parseInlineTable(ctx) {
	let startPtr = ctx.p++;
	let res = Object.create(null);
	let seen = /* @__PURE__ */ new Set();
	let c;
	while (ctx.p < ctx.s.length) {
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p)) === 125) {
			ctx.p++;
			return res;
		}
		let k;
		let t = res;
		let hasOwn = false;
		let errPtr = ctx.p;
		let key = parseKey(ctx);
		for (let i = 0; i < key.length; i++) {
			if (i) t = hasOwn ? t[k] : t[k] = Object.create(null);
			k = key[i];
			if ((hasOwn = Object.hasOwn(t, k)) && (typeof t[k] !== "object" || seen.has(t[k]))) TomlError.x("trying to redefine an already defined value", ctx, errPtr);
			let unsafe = k === "__proto__";
			if (ctx.uk && (unsafe || k === "constructor")) {
				t = ctx.uk !== 1 && TomlError.x("document contains an unsafe property", ctx, errPtr);
				break;
			}
			if (!hasOwn && unsafe) Object.defineProperty(t, k, {
				enumerable: true,
				configurable: true,
				writable: true
			});
		}
		if (hasOwn) TomlError.x("trying to redefine an already defined value", ctx, errPtr);
		skipVoid(ctx, true, true);
		let value = extractValue(ctx, 125);
		if (t && typeof (t[k] = value) === "object") seen.add(value);
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p++)) === 125) return res;
		if (c !== 44) TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
	}
	TomlError.x("unfinished table", ctx, startPtr);
}
/** @internal */
function parseArray(ctx) {
	let startPtr = ctx.p++;
	let res = [];
	let c;
	while (ctx.p < ctx.s.length) {
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p)) === 93) {
			ctx.p++;
			return res;
		}
		res.push(extractValue(ctx, 93));
		skipVoid(ctx);
		if ((c = ctx.s.charCodeAt(ctx.p++)) === 93) return res;
		if (c !== 44) TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
	}
	TomlError.x("unfinished array", ctx, startPtr);
}
// node_modules/smol-toml/dist/parse.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
function peekTable(ctx, key, table, meta, type) {
	let t = table;
	let m = meta;
	let k;
	let hasOwn = false;
	let state;
	for (let i = 0; i < key.length; i++) {
		if (i) {
			t = hasOwn ? t[k] : t[k] = Object.create(null);
			m = (state = m[k]).c;
			if (type === 0 && (state.t === 1 || state.t === 2)) return null;
			if (state.t === 2) {
				let l = t.length - 1;
				t = t[l];
				m = m[l].c;
			}
		}
		k = key[i];
		if ((hasOwn = Object.hasOwn(t, k)) && m[k]?.t === 0 && m[k]?.d) return null;
		if (!hasOwn) {
			let unsafe = k === "__proto__";
			if (ctx.uk && (unsafe || k === "constructor")) return false;
			if (unsafe) {
				Object.defineProperty(t, k, {
					enumerable: true,
					configurable: true,
					writable: true
				});
				Object.defineProperty(m, k, {
					enumerable: true,
					configurable: true,
					writable: true
				});
			}
			m[k] = {
				t: i < key.length - 1 && type === 2 ? 3 : type,
				d: false,
				i: 0,
				c: Object.create(null)
			};
		}
	}
	state = m[k];
	if (state.t !== type && !(type === 1 && state.t === 3)) return null;
	if (type === 2) {
		if (!state.d) {
			state.d = true;
			t[k] = [];
		}
		t[k].push(t = Object.create(null));
		state.c[state.i++] = state = {
			t: 1,
			d: false,
			i: 0,
			c: Object.create(null)
		};
	}
	if (state.d) return null;
	state.d = true;
	if (type === 1) t = hasOwn ? t[k] : t[k] = Object.create(null);
	else if (type === 0 && hasOwn) return null;
	return [
		k,
		t,
		state.c
	];
}
function validateTablePeek(ctx, peek, ptr) {
	if (peek === null || ctx.uk === 2) TomlError.x(peek === null ? "trying to redefine an already defined table or value" : "document contains an unsafe property", ctx, ptr);
}
function parse(toml, options = {}) {
	let ctx = {
		s: toml,
		p: 0,
		d: options.maxDepth ?? 1e3,
		bi: options.integersAsBigInt ?? false,
		ld: options.useLegacyDate ?? true,
		uk: options.unsafeKeyBehaviour === "throw" ? 2 : options.unsafeKeyBehaviour === "drop" ? 1 : 0
	};
	let res = Object.create(null);
	let meta = Object.create(null);
	let tmp;
	let skipping = false;
	let tbl = res;
	let m = meta;
	if (toml.charCodeAt(0) === 65279) ctx.p++;
	skipVoid(ctx);
	while (ctx.p < toml.length) {
		if (toml.charCodeAt(ctx.p) === 91) {
			let isTableArray = toml.charCodeAt(++ctx.p) === 91;
			tmp = ctx.p += +isTableArray;
			skipping = false;
			let k = parseKey(ctx, 93);
			if (isTableArray) {
				if (toml.charCodeAt(ctx.p) !== 93) TomlError.x("expected end of table array declaration", ctx);
				ctx.p++;
			}
			let p = peekTable(ctx, k, res, meta, isTableArray ? 2 : 1);
			if (!p) {
				validateTablePeek(ctx, p, tmp);
				skipping = true;
			} else {
				m = p[2];
				tbl = p[1];
			}
		} else {
			tmp = ctx.p;
			let p = peekTable(ctx, parseKey(ctx), tbl, m, 0);
			if (!p && !skipping) validateTablePeek(ctx, p, tmp);
			skipVoid(ctx, true, true);
			let v = extractValue(ctx, void 0);
			if (p && !skipping) p[1][p[0]] = v;
		}
		skipVoid(ctx, true);
		if (ctx.p < toml.length && (tmp = toml.charCodeAt(ctx.p)) !== 10 && (tmp !== 13 || toml.charCodeAt(ctx.p + 1) !== 10)) TomlError.x("each key-value declaration must be followed by an end-of-line", ctx);
		skipVoid(ctx);
	}
	return res;
}
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
"".isWellFormed;
// node_modules/smol-toml/dist/index.js
/*!
* Copyright (c) Squirrel Chat et al., All rights reserved.
* SPDX-License-Identifier: BSD-3-Clause
*
* Redistribution and use in source and binary forms, with or without
* modification, are permitted provided that the following conditions are met:
*
* 1. Redistributions of source code must retain the above copyright notice, this
*    list of conditions and the following disclaimer.
* 2. Redistributions in binary form must reproduce the above copyright notice,
*    this list of conditions and the following disclaimer in the
*    documentation and/or other materials provided with the distribution.
* 3. Neither the name of the copyright holder nor the names of its contributors
*    may be used to endorse or promote products derived from this software without
*    specific prior written permission.
*
* THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
* ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
* WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
* DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
* FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
* DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
* SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
* CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
* OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
* OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
// src/sccache/environment/sccache-config.ts
const none = {
	file: void 0,
	disk: void 0,
	remotes: [],
	chain: void 0
};
const remoteNames = [
	"azure",
	"gcs",
	"gha",
	"memcached",
	"redis",
	"s3",
	"webdav",
	"oss",
	"cos"
];
/** One of these in the environment, and sccache ignores `[cache.disk]` altogether. */
const diskVariables = [
	"SCCACHE_DIR",
	"SCCACHE_CACHE_SIZE",
	"SCCACHE_DIRECT",
	"SCCACHE_LOCAL_RW_MODE"
];
/** Reads the configuration that sccache would read. What cannot be parsed counts as none: sccache will say so itself. */
function readSccacheConfig(place) {
	for (const file of configFiles$1(place)) {
		const text = readText(file);
		if (text !== void 0) return {
			...parseSccacheConfig(text, file.endsWith(".json")),
			file
		};
	}
	return none;
}
/**
* Where the configuration may be, in sccache's order.
* https://github.com/mozilla/sccache/blob/main/src/config.rs `config_file`
*/
function configFiles$1({ env, home, platform }) {
	if (env["SCCACHE_CONF"]) return [env["SCCACHE_CONF"]];
	switch (platform) {
		case "darwin": return ["Application Support", "Preferences"].map((folder) => path.posix.join(home, "Library", folder, "Mozilla.sccache", "config"));
		case "win32": {
			const roaming = env["APPDATA"] || path.win32.join(home, "AppData", "Roaming");
			return [path.win32.join(roaming, "Mozilla", "sccache", "config", "config")];
		}
		default: {
			const xdg = env["XDG_CONFIG_HOME"] ?? "";
			const configs = path.posix.isAbsolute(xdg) ? xdg : path.posix.join(home, ".config");
			return [path.posix.join(configs, "sccache", "config")];
		}
	}
}
function readText(file) {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return;
	}
}
/** The settings in `text`. A size that sccache would refuse is none. */
function parseSccacheConfig(text, isJson = false) {
	const cache = table(parseText(text, isJson)["cache"]);
	const chain = table(cache["multilevel"])["chain"];
	return {
		disk: cache["disk"] === void 0 ? void 0 : diskSettings$1(table(cache["disk"])),
		remotes: remoteNames.filter((name) => cache[name] !== void 0),
		chain: Array.isArray(chain) ? chain.filter((one) => typeof one === "string") : void 0
	};
}
function diskSettings$1(disk) {
	const { dir, size, rw_mode, preprocessor_cache_mode } = disk;
	return {
		directory: typeof dir === "string" && dir !== "" ? dir : void 0,
		sizeBytes: typeof size === "number" ? asBytes(size) : parseCacheSize(typeof size === "string" ? size : ""),
		readOnly: rw_mode === "READ_ONLY",
		preprocessor: table(preprocessor_cache_mode)["use_preprocessor_cache_mode"] !== false
	};
}
/** Bytes, as sccache reads a size: whole, with K, M, G or T of 1024; undefined where it falls back to its default. */
function parseCacheSize(text) {
	const [, digits, unit = ""] = /^(\d+)([KMGT]?)$/i.exec(text) ?? [];
	return digits === void 0 ? void 0 : asBytes(Number(digits) * 1024 ** " KMGT".indexOf(unit.toUpperCase() || " "));
}
/** Whole bytes, at most what a number holds exactly, which no disk has; undefined for what is no number of bytes. */
function asBytes(size) {
	return Number.isInteger(size) && size >= 0 ? Math.min(size, Number.MAX_SAFE_INTEGER) : void 0;
}
function parseText(text, isJson) {
	try {
		return table(isJson ? JSON.parse(text) : parse(text));
	} catch {
		return {};
	}
}
/** The object's own properties; none when `value` is no object. */
function table(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
/**
* By the names that sccache's configuration file gives them; the variables after its own `config_from_env`:
* https://github.com/mozilla/sccache/blob/main/src/config.rs
*/
const remotes = {
	s3: {
		name: "S3",
		by: anyOf("SCCACHE_BUCKET")
	},
	redis: {
		name: "Redis",
		by: anyOf("SCCACHE_REDIS", "SCCACHE_REDIS_ENDPOINT", "SCCACHE_REDIS_CLUSTER_ENDPOINTS")
	},
	memcached: {
		name: "memcached",
		by: anyOf("SCCACHE_MEMCACHED", "SCCACHE_MEMCACHED_ENDPOINT")
	},
	gcs: {
		name: "Google Cloud Storage",
		by: anyOf("SCCACHE_GCS_BUCKET")
	},
	gha: {
		name: "GitHub Actions",
		by: gitHubActions
	},
	azure: {
		name: "Azure Blob",
		by: azure
	},
	webdav: {
		name: "WebDAV",
		by: anyOf("SCCACHE_WEBDAV_ENDPOINT")
	},
	oss: {
		name: "OSS",
		by: anyOf("SCCACHE_OSS_BUCKET")
	},
	cos: {
		name: "COS",
		by: anyOf("SCCACHE_COS_BUCKET")
	}
};
const hindrances = {
	SCCACHE_LOCAL_RW_MODE: (value) => value.toUpperCase() === "READ_ONLY" ? "keeps sccache from adding to its directory" : void 0,
	SCCACHE_RECACHE: () => "makes every compilation a miss",
	SCCACHE_NO_CACHE: () => "keeps sccache from caching at all"
};
/**
* What in `env` and in sccache's configuration file makes sccache pass by its directory, or not fill it: one line each,
* with what to do. Only names of variables are told, never their values, which may be secrets.
*/
function bypassWarnings(env, config) {
	const bypassed = otherPlaces(env, config).map(({ name, todo }) => `sccache will use ${name} and not its directory, so nothing is restored or saved: ${todo}`);
	const hindered = Object.entries(hindrances).flatMap(([variable, effectOf]) => {
		const value = env[variable];
		const effect = value === void 0 ? void 0 : effectOf(value);
		return effect === void 0 ? [] : [`${variable} ${effect}: unset it to fill the cache`];
	});
	return [...bypassed, ...hindered].map((text) => ({
		text,
		topic: "backend"
	}));
}
/** The places that sccache will use and not its directory, each with how to turn it off; none where it uses the directory. */
function otherPlaces(env, config) {
	if ((env["SCCACHE_MULTILEVEL_CHAIN"]?.split(",") ?? config?.chain)?.some((level) => level.trim().toLowerCase() === "disk")) return [];
	const byVariables = Object.values(remotes).flatMap(({ name, by }) => {
		const variables = by(env);
		return variables.length === 0 ? [] : [{
			name,
			todo: `unset ${variables.join(" and ")}`
		}];
	});
	const byFile = (config?.remotes ?? []).map((remote) => ({
		name: remotes[remote]?.name ?? remote,
		todo: `remove [cache.${remote}] from ${config?.file}`
	}));
	return [...byVariables, ...byFile];
}
function anyOf(...variables) {
	return (env) => variables.filter((variable) => isSet(env, variable));
}
/** A version turns it on, whatever SCCACHE_GHA_ENABLED says. */
function gitHubActions(env) {
	const enabled = /^(true|on|1)$/i.test(env["SCCACHE_GHA_ENABLED"] ?? "") ? ["SCCACHE_GHA_ENABLED"] : [];
	return isSet(env, "SCCACHE_GHA_VERSION") ? [...enabled, "SCCACHE_GHA_VERSION"] : enabled;
}
/** A container alone, without a way to log in, leaves it off. */
function azure(env) {
	const used = [
		"SCCACHE_AZURE_CONNECTION_STRING",
		"SCCACHE_AZURE_STORAGE_ACCOUNT",
		"SCCACHE_AZURE_ENDPOINT"
	].filter((variable) => isSet(env, variable));
	return isSet(env, "SCCACHE_AZURE_BLOB_CONTAINER") && used.length > 0 ? ["SCCACHE_AZURE_BLOB_CONTAINER"] : [];
}
function isSet(env, variable) {
	return (env[variable] ?? "") !== "";
}
// src/sccache/environment/surroundings.ts
/** Looks around. What cannot be read is as if it were not there. */
function readSurroundings(place) {
	const cargo = readCargoConfig(place);
	return {
		cargo,
		sccacheConfig: readSccacheConfig(place),
		cmakeNamesSccache: findCmakeWithSccache(place.workspace),
		ccacheAsCompiler: findCcache(place.env["PATH"] ?? ""),
		crossSigns: findCrossSigns(place, cargo)
	};
}
/** CMakeLists.txt of the root, and what lies in its `cmake` folder. */
function findCmakeWithSccache(workspace) {
	return [
		"CMakeLists.txt",
		"CMakePresets.json",
		...namesIn$1(path.join(workspace, "cmake")).filter((name) => name.endsWith(".cmake")).map((name) => path.join("cmake", name))
	].find((file) => /\bsccache\b/i.test(textOf(path.join(workspace, file))));
}
function findCcache(searchPath) {
	const file = searchPath.split(path.delimiter).filter(path.isAbsolute).map((folder) => path.join(folder, "cc")).find(isExecutable$1);
	if (file === void 0) return void 0;
	try {
		return path.basename(realpathSync(file)) === "ccache" ? file : void 0;
	} catch {
		return;
	}
}
function findCrossSigns({ env, home }, cargo) {
	const names = /^(CROSS_COMPILE|CARGO_BUILD_TARGET|TARGET_CC|(CC|CXX)_.*[-_].*[-_].*|CARGO_TARGET_.*_LINKER)$/;
	const variables = Object.keys(env).filter((name) => names.test(name) && env[name]);
	const configured = cargo.targets.map((target) => `build.target = ${target}`);
	return [
		...variables,
		...configured,
		...installedTargets(env, home)
	];
}
/** rustup's toolchains that can build for more than one target. */
function installedTargets(env, home) {
	const toolchains = path.join(env["RUSTUP_HOME"] || path.join(home, ".rustup"), "toolchains");
	return namesIn$1(toolchains).flatMap((toolchain) => {
		const library = path.join(toolchains, toolchain, "lib", "rustlib");
		return namesIn$1(library).filter((name) => !toolchain.endsWith(name) && !name.startsWith("wasm")).filter((name) => namesIn$1(path.join(library, name, "lib")).length > 0).map((target) => `rustup target ${target}`);
	});
}
function isExecutable$1(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
function textOf(file) {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
}
function namesIn$1(folder) {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
/**
* Reads the files that cargo, started in the workspace, would read: `.cargo/config.toml` there and in every folder above,
* then the one in CARGO_HOME; the first that sets a value wins. What cannot be parsed counts as not there.
* https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure
*/
function readCargoConfig(place) {
	const builds = configFiles(place).flatMap((file) => {
		const build = readBuild(file);
		return build === void 0 ? [] : [{
			file,
			build
		}];
	});
	const first = (key) => {
		const found = builds.find(({ build }) => typeof build[key] === "string");
		return found && {
			value: String(found.build[key]),
			file: found.file
		};
	};
	const target = builds.find(({ build }) => build["target"] !== void 0)?.build["target"];
	return {
		rustcWrapper: first("rustc-wrapper"),
		rustcWorkspaceWrapper: first("rustc-workspace-wrapper"),
		targets: [target].flat().filter((one) => typeof one === "string")
	};
}
/** In each folder the name without an ending comes before the other. */
function configFiles({ workspace, env, home }) {
	const folders = [];
	for (let folder = workspace;; folder = dirname(folder)) {
		folders.push(join(folder, ".cargo"));
		if (dirname(folder) === folder) break;
	}
	const all = [...folders, env["CARGO_HOME"] || join(home, ".cargo")];
	return [...new Set(all)].flatMap((folder) => [join(folder, "config"), join(folder, "config.toml")]);
}
function readBuild(file) {
	try {
		const { build } = parse(readFileSync(file, "utf8"));
		return typeof build === "object" && build !== null ? { ...build } : void 0;
	} catch {
		return;
	}
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
/**
* The address that the user has set, or undefined: a port that sccache cannot read, for which it takes its default, is
* none; nor is a relative path, since the server leaves the folder it was started in.
*/
function givenAddress(env, platform) {
	const address = serverAddress(env, platform);
	const isDefault = address.kind === "port" && env["SCCACHE_SERVER_PORT"] !== String(address.port);
	const isRelative = address.kind === "socket" && !/^[/\0]/.test(address.path);
	return isDefault || isRelative ? void 0 : address;
}
/** The variables with which sccache finds its server at `address`, whatever else the environment says. */
function addressVariables(address) {
	if (address.kind === "port") return { SCCACHE_SERVER_PORT: String(address.port) };
	return { SCCACHE_SERVER_UDS: address.path };
}
/** A port of this machine that nobody listens on now. */
async function freePort() {
	const server = createServer();
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === "string") throw new Error("the system gives no port");
	return address.port;
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
		socket.once("timeout", () => setImmediate(() => answer(false)));
		socket.once("error", () => answer(false));
	});
}
function connectOptions(address) {
	return address.kind === "port" ? {
		host: "127.0.0.1",
		port: address.port
	} : { path: address.path };
}
/** sccache sets it for the process that becomes the server: its clients, which know the same address, do not have it. */
const serverMark = "SCCACHE_START_SERVER=1";
/**
* Ends the server that was started for `address` and answers nobody, as on a machine that is too busy or one that was frozen.
* Only a process that was itself started as the server of this very address is ended. Returns whether there was one; where
* there is no /proc, nobody knows.
*/
async function endByForce(address) {
	const wanted = [serverMark, ...Object.entries(addressVariables(address)).map((pair) => pair.join("="))];
	const ids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
	return (await Promise.all(ids.map(async (id) => {
		const environment = await readFile(`/proc/${id}/environ`, "utf8").catch(() => "");
		const variables = new Set(environment.split("\0"));
		return wanted.every((one) => variables.has(one)) && kill(Number(id));
	}))).includes(true);
}
function kill(id) {
	try {
		return process.kill(id, "SIGKILL");
	} catch {
		return false;
	}
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
/**
* Runs a program that leaves another one running in the background, and returns how it ended: "exit 0", another code, or
* that it took too long. What is left running holds none of this process's files, pipes and locks, so nobody who reads
* from such a pipe waits for it.
*/
async function runDetached(file, args, { env, limitMs, outputFile }) {
	const output = openSync(outputFile, "w", 384);
	const nothing = openSync(process.platform === "win32" ? "NUL" : "/dev/null", "r+");
	const stdio = [
		"ignore",
		output,
		output
	];
	for (const descriptor of inheritable()) stdio[descriptor] = nothing;
	try {
		return await new Promise((resolve) => {
			const child = spawn(file, [...args], {
				env: { ...env },
				stdio: Array.from(stdio, (one) => one ?? "ignore"),
				detached: process.platform !== "win32",
				windowsHide: true,
				timeout: limitMs,
				killSignal: "SIGKILL"
			});
			child.once("error", (error) => resolve(error.message));
			child.once("exit", (code) => resolve(code === null ? `not done after ${limitMs / 1e3} s` : `exit ${code}`));
		});
	} finally {
		closeSync(output);
		closeSync(nothing);
	}
}
/**
* Descriptors beyond the standard ones that a child would inherit: Node itself opens none so, but its parent may have
* left it some, and Node looks at the first 16 alone. Known on Linux only.
*/
function inheritable() {
	const closeOnExec = 524288;
	try {
		return readdirSync("/proc/self/fdinfo").map(Number).filter((descriptor) => descriptor > 2 && descriptor < 1024).filter((descriptor) => {
			const flags = /^flags:\s*([0-7]+)/m.exec(readInfo(descriptor))?.[1];
			return flags !== void 0 && (Number.parseInt(flags, 8) & closeOnExec) === 0;
		});
	} catch {
		return [];
	}
}
function readInfo(descriptor) {
	try {
		return readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8");
	} catch {
		return "";
	}
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
/** The place that `cacheLocation` names. */
function placeOf({ cacheLocation }) {
	if (cacheLocation === "") return { kind: "unknown" };
	if (/^Multi-?level\b/i.test(cacheLocation)) return { kind: "levels" };
	const quoted = /^Local disk: (".*")$/s.exec(cacheLocation)?.[1];
	const path = quoted === void 0 ? void 0 : parseJson(quoted);
	return typeof path === "string" ? {
		kind: "directory",
		path
	} : { kind: "elsewhere" };
}
/** The directory in `cacheLocation`, or undefined when sccache's server does not use the disk alone. */
function localDirectory(statistics) {
	const place = placeOf(statistics);
	return place.kind === "directory" ? place.path : void 0;
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
const LIMITS$1 = {
	connectMs: 2e3,
	callMs: 1e4,
	goneMs: 5e3
};
const POLL_MS$1 = 20;
/** The sccache at `path`. Does nothing by itself. */
function openSccache(options) {
	const { path, env, platform = process.platform } = options;
	const limits = {
		...LIMITS$1,
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
			const said = await call("--show-stats", "--stats-format=json").catch(nothing$1);
			return said === void 0 ? void 0 : parseStatistics(said.stdout);
		},
		async stop() {
			if (!await isServerAlive()) return { kind: "not-running" };
			const failure = await call("--stop-server").then(nothing$1, oneLine);
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
function nothing$1() {}
function oneLine(error) {
	return error instanceof Error ? error.message : String(error);
}
async function waitUntil(done, limitMs) {
	for (const end = Date.now() + limitMs; !await done(); await setTimeout(POLL_MS$1)) if (Date.now() >= end) return false;
	return true;
}
/** The server that a restore of the same job started. Does nothing by itself and starts no other. */
function openServer(server, { callMs = 1e4 } = {}) {
	const env = {
		...addressVariables(server.address),
		HOME: "/",
		SCCACHE_CONF: "/nonexistent/sccache-config"
	};
	const sccache = openSccache({
		path: server.sccachePath,
		env,
		limits: { callMs }
	});
	return {
		statistics: () => sccache.statistics(),
		async zero() {
			await run(server.sccachePath, ["--zero-stats"], {
				env,
				limitMs: callMs
			});
		},
		async stop() {
			if (!server.isOurs) return { kind: "not-running" };
			const stopped = await sccache.stop();
			if (stopped.kind === "stopped") return stopped;
			return await endByForce(server.address) ? { kind: "stopped" } : stopped;
		}
	};
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
// src/sccache/install/download.ts
var import_tar_stream = (/* @__PURE__ */ __commonJSMin(((exports) => {
	exports.extract = require_extract();
	exports.pack = require_pack();
})))();
const LIMITS = {
	answerMs: 8e3,
	stillMs: 15e3
};
const POLL_MS = 250;
/**
* Downloads with @actions/tool-cache, which knows the runner's proxies and tries three times when it is worth it.
* It needs none of the runner's variables, as the place is always given; outside a runner its debug lines show on
* stdout. An attempt that a time limit cut off goes on in the background, and what it writes is nobody's.
*/
function toolCacheDownload(limits = {}) {
	return async (url, into) => {
		const { downloadTool } = await import("./chunk-tool-cache.js");
		const done = new AbortController();
		const { address, authorization } = splitCredentials(url);
		const download = downloadTool(address, into, authorization).finally(() => done.abort());
		await Promise.race([download, standstill(into, {
			...LIMITS,
			...limits
		}, done.signal)]);
	};
}
/** The address without its user and password, which the client would neither use nor keep out of its log. */
function splitCredentials(url) {
	const parsed = new URL(url);
	const { username, password } = parsed;
	if (username === "" && password === "") return {
		address: url,
		authorization: void 0
	};
	parsed.username = "";
	parsed.password = "";
	const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	return {
		address: parsed.href,
		authorization: `Basic ${Buffer.from(pair).toString("base64")}`
	};
}
/** Rejects when the file has stopped growing for too long; stays open once `done`. */
async function standstill(file, limits, done) {
	for (let bytes = 0, sinceMs = Date.now();;) {
		await setTimeout(POLL_MS, void 0, { signal: done }).catch(() => new Promise(() => {}));
		const now = await sizeOf(file);
		if (now !== bytes) sinceMs = Date.now();
		bytes = now;
		const limitMs = bytes === 0 ? limits.answerMs : limits.stillMs;
		if (Date.now() - sinceMs < limitMs) continue;
		const what = bytes === 0 ? "no answer" : `nothing more after ${bytes} bytes`;
		throw new Error(`${what} for ${limitMs / 1e3} s`);
	}
}
function sizeOf(file) {
	return stat(file).then(({ size }) => size, () => 0);
}
/**
* The file `file` in `folder`, which `make` fills when it is not there yet. `make` works in an empty sibling that is
* renamed into place when it is done: a folder is whole or absent, also when two processes make it at once.
* Gives the file's absolute path. @throws what `make` throws, and then leaves nothing behind.
*/
async function provide(folder, file, make) {
	const wanted = path.resolve(folder, file);
	if (await exists$1(wanted)) return wanted;
	await mkdir(path.dirname(folder), { recursive: true });
	const empty = await mkdtemp(`${folder}.`);
	try {
		await make(empty);
		await chmod(empty, 493);
		await rename(empty, folder);
	} catch (error) {
		if (!await exists$1(wanted)) throw error;
	} finally {
		await rm(empty, {
			recursive: true,
			force: true
		});
	}
	return wanted;
}
async function exists$1(file) {
	return access(file).then(() => true, () => false);
}
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
/** sccache cannot be had, so nothing can be cached. Builds go on without; whoever catches this says so once. */
var SccacheUnavailable = class extends Error {
	name = "SccacheUnavailable";
	/** What was tried and why it did not work, one line each, in order. */
	tried;
	constructor(tried, options) {
		super(`sccache not found: ${tried.join("; ")}`, options);
		this.tried = tried;
	}
};
/** The name of sccache's file. */
function binaryName(platform) {
	return platform === "win32" ? "sccache.exe" : "sccache";
}
// src/sccache/install/release.ts
/** Where the project publishes its releases; a mirror has the same files in the same folders below its own address. */
const RELEASES = "https://github.com/mozilla/sccache/releases/download";
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
	const url = `${(mirror ?? RELEASES).replace(/\/+$/, "")}/v${version}/${name}`;
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
function sourcesFor({ policy, version, sha256, mirror }, deps) {
	const { machine, download = toolCacheDownload() } = deps;
	const onPath = pathSource(machine.env, machine.platform, version);
	const release = () => releaseSource(machine, {
		version: version ?? "0.16.0",
		sha256,
		mirror,
		download
	});
	switch (policy) {
		case "auto": return [onPath, release()];
		case "path": return [onPath];
		case "install": return [release()];
	}
}
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
		why: "not there"
	};
	return {
		kind: "absent",
		why: wanted === void 0 ? seen.join(", ") : `${seen.join(", ")}, not ${wanted}`
	};
}
/**
* The folder to put in front of PATH so that `sccache` is the one at `binary`, or undefined when it is already. The folder
* holds nothing else: the one in which a system keeps its sccache would bring its other programs, too, before those that
* the job has chosen. It is made in `folder` where there is none.
*/
async function folderForPath(binary, env, folder, platform = process.platform) {
	const real = (file) => realpath(file).catch(() => file);
	for (const candidate of candidates(env, platform)) {
		if (!await isExecutable(candidate)) continue;
		if (await real(candidate) === await real(binary)) return void 0;
		break;
	}
	if ((await readdir(path.dirname(binary))).length === 1) return path.dirname(binary);
	const own = path.join(folder, "bin");
	await mkdir(own, { recursive: true });
	const file = path.join(own, binaryName(platform));
	if (platform === "win32") await copyFile(binary, file);
	else await symlink(binary, file);
	return own;
}
/** Where sccache may be, in PATH's order. Only absolute folders: a relative one is whatever the build put there. */
function candidates(env, platform) {
	const { delimiter, isAbsolute, join } = platform === "win32" ? path.win32 : path.posix;
	const folders = pathVariable(env, platform).split(delimiter).filter(isAbsolute);
	return [...new Set(folders.map((folder) => join(folder, binaryName(platform))))];
}
/** Windows spells it `Path`, and a copy of its environment minds the case. */
function pathVariable(env, platform) {
	if (platform !== "win32") return env["PATH"] ?? "";
	const name = Object.keys(env).find((variable) => variable.toUpperCase() === "PATH");
	return name === void 0 ? "" : env[name] ?? "";
}
async function isExecutable(file) {
	try {
		await access(file, constants$1.X_OK);
		return (await stat(file)).isFile();
	} catch {
		return false;
	}
}
// src/store/guard.ts
/** A longer wait, should a service ask for it, costs a job more than what the store is for. */
const longestWaitMs = 8e3;
const firstPauseMs = 1e3;
/**
* What is done about every call of a store and of its catalog, which share one: it is tried again after errors that a
* StoreError calls retryable, it is given up when nothing moves, and after that the service is not asked again for a while.
* So a service that is down costs a step of a job one wait and not one for each call.
*/
function guard(options) {
	const { label, clock } = options;
	const limits = {
		...patience,
		...options.patience
	};
	let restsUntilMs = 0;
	return async (kind, work, outer) => {
		if (clock() < restsUntilMs) throw new StoreError(`${label}: it did not answer before, so it is not asked again for now`, { reason: "unavailable" });
		const until = clock() + (kind === "question" ? limits.questionMs : limits.slowMs);
		try {
			return await withinLimits(kind, (call) => withRetries(() => work(call), until, call, options), {
				label,
				limits,
				clock,
				outer
			});
		} catch (error) {
			if ((error instanceof GivenUpError || error instanceof StoreError && error.retryable) && error.reason === "unavailable") restsUntilMs = clock() + limits.restMs;
			throw error;
		}
	};
}
/** Pauses between tries grow, and differ from job to job; no try begins after `until`. The last error is thrown as it came. */
async function withRetries(work, until, { signal }, { log, sleep, clock, random, tries = 4 }) {
	for (let attempt = 1;; attempt += 1) try {
		return await work();
	} catch (error) {
		if (!(error instanceof StoreError) || !error.retryable || attempt >= tries || signal?.aborted) throw error;
		const pauseMs = firstPauseMs * 2 ** (attempt - 1) * (1 + random()) * .5;
		const waitMs = Math.round(error.retryAfterMs ?? pauseMs);
		if (waitMs > longestWaitMs || clock() + waitMs > until) throw error;
		log.info(`${error.message}: trying again in ${(waitMs / 1e3).toFixed(1)} s`);
		await sleep(waitMs);
		signal?.throwIfAborted();
	}
}
/** For what is given up to remove its files. */
const tidyMs = 500;
/** The error of a call that was given up. */
var GivenUpError = class extends StoreError {};
/**
* Waits for the work as long as it moves. What is given up is told to end; should it go on, as on a share that hangs, then
* nobody waits for it.
*/
async function withinLimits(kind, work, { label, limits, clock, outer }) {
	const stop = new AbortController();
	const signal = outer?.signal === void 0 ? stop.signal : AbortSignal.any([stop.signal, outer.signal]);
	const activity = httpActivity();
	const everyMs = Math.min(250, limits.silentMs / 4);
	const time = ownTime(clock, everyMs);
	const watch = silenceWatch(kind, limits, time.nowMs);
	const timer = setInterval(() => {
		time.look();
		const bytes = activity.bytes();
		if (bytes > 0) outer?.onBytes?.(bytes);
		const why = watch.check(bytes, activity.isWaiting());
		if (why !== void 0) stop.abort(new GivenUpError(`${label}: ${why}`, { reason: "unavailable" }));
	}, everyMs);
	const over = Promise.withResolvers();
	const end = () => over.reject(signal.reason);
	signal.addEventListener("abort", end, { once: true });
	try {
		signal.throwIfAborted();
		const call = {
			signal,
			onProgress: watch.progress,
			onBytes: outer?.onBytes
		};
		const running = activity.run(() => work(call));
		running.finally(activity.stop).catch(() => {});
		try {
			return await Promise.race([running, over.promise]);
		} catch (error) {
			if (signal.aborted) await Promise.race([running.catch(() => {}), setTimeout(tidyMs, void 0, { ref: false })]);
			throw error;
		}
	} finally {
		clearInterval(timer);
		signal.removeEventListener("abort", end);
	}
}
/** The store, each call of which is run by the guard. */
function guardedStore(store, guard) {
	return {
		label: store.label,
		traits: store.traits,
		lookup: (keys, outer) => guard("question", (call) => store.lookup(keys, call), outer),
		fetch: (keys, into, outer) => guard("transfer", (call) => toOwnFile(into, call.signal, (own) => store.fetch(keys, own, call)), outer),
		put: (key, from, outer) => guard("transfer", (call) => store.put(key, from, call), outer)
	};
}
/** The catalog, each call of which is run by the guard. */
function guardedCatalog(catalog, guard) {
	return {
		label: catalog.label,
		tellsReads: catalog.tellsReads,
		list: (prefix, outer) => guard("question", (call) => catalog.list(prefix, {
			...outer,
			...call
		}), outer),
		remove: (bundle, outer) => guard("question", (call) => catalog.remove(bundle, call), outer)
	};
}
/** The repository, each call of which is run by the guard. */
function guardedRepository(repository, guard) {
	return {
		survey: () => guard("question", () => repository.survey()),
		usage: () => guard("question", () => repository.usage()),
		leastRecent: () => guard("question", () => repository.leastRecent())
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
// src/store/levels.ts
/**
* Several stores as one, the nearest first. The first that has any match answers, and the levels before it that
* had none get the bundle, too. A put goes to all at once and succeeds when any level has the bundle then; whether it was
* stored or taken is for the furthest level that answers to say, since that one is shared by most. A level that fails is named in a
* warning and passed over; only when no level gives an answer is there an error.
*/
function levelled(levels, { log, isOwn = () => true, fillMs = 6e4 }) {
	const label = levels.map((level) => level.label).join(",");
	/** The first level that answers with a hit; on the way it notes which levels had a clean miss. */
	async function firstHit(ask) {
		const missed = [];
		const errors = [];
		for (const level of levels) {
			const answer = await orError(level, () => ask(level));
			if (answer instanceof StoreError) errors.push(answer);
			else if (answer.kind === "hit") return {
				answer,
				level,
				missed
			};
			else missed.push(level);
		}
		if (missed.length === 0) throw allFailed(errors);
	}
	async function orError(level, ask) {
		try {
			return await ask();
		} catch (error) {
			if (!(error instanceof StoreError)) throw error;
			if (levels.at(-1) !== level) log.warning(`${error.message}: going on with the next level`, "lookup");
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
			log.notice(`${why}: it was not filled with ${key}`);
		}
	}
	return {
		label,
		traits: traitsOf(levels),
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
			const errors = [];
			for (const one of ended) {
				if (one.status === "fulfilled") continue;
				if (!(one.reason instanceof StoreError)) throw one.reason;
				errors.push(one.reason);
			}
			if (stored.length === 0) throw allFailed(errors);
			for (const { message } of errors) log.warning(`${message}: the bundle is in the other levels only`, "upload");
			return stored.findLast(({ kind }) => kind !== "reserved") ?? { kind: "reserved" };
		}
	};
}
/** A near level may have the base while a further one has the overlay. What is saved is to fit all levels. */
function traitsOf(levels) {
	const bounds = levels.flatMap(({ traits: { maxBytes } }) => maxBytes === void 0 ? [] : [maxBytes]);
	return {
		findsAllInOneLookup: false,
		maxBytes: bounds.length === 0 ? void 0 : Math.min(...bounds)
	};
}
/** One error for all, of the reason of the first. */
function allFailed(errors) {
	const [first] = errors;
	return new StoreError(errors.map(({ message }) => message).join("; "), {
		reason: first?.reason ?? "unavailable",
		retryable: false,
		cause: first
	});
}
/**
* The catalogs of several levels as one: a bundle that more than one level holds is listed once, and is removed from all. Its
* times are the latest of any level. A level that does not answer makes the listing incomplete.
*/
function levelsCatalog(levels, { log }) {
	const catalogs = levels.flatMap((catalog, level) => catalog === void 0 ? [] : [{
		catalog,
		level
	}]);
	return {
		label: catalogs.map(({ catalog }) => catalog.label).join(","),
		tellsReads: catalogs.every(({ catalog }) => catalog.tellsReads),
		async list(prefix, options) {
			const ended = await Promise.allSettled(catalogs.map(({ catalog }) => catalog.list(prefix, options)));
			const failures = ended.flatMap((one) => one.status === "rejected" ? [one.reason] : []);
			const isOver = failures.length === ended.length || options?.signal?.aborted === true;
			for (const failure of failures) {
				if (!(failure instanceof StoreError) || isOver) throw failure;
				log.notice(`${failure.message}: its bundles are not listed`);
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
			const ids = parseIds(id);
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
/** The ids by level, as `merged` wrote them. */
function parseIds(id) {
	return new Map(JSON.parse(id ?? "[]"));
}
// src/store/local/entries.ts
/** At once; a process may have some 1000 files open. */
const mostOpen = 32;
const bundleFile = "bundle.tar.zst";
const entryFile = "entry.json";
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
/**
* What has to be removed so that the rest takes at most `maxBytes`: the least recently read first, never the newest.
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
	const names = (await namesIn(root)).filter((name) => !name.startsWith("."));
	const reads = await readsOfOthers(root);
	const entries = [];
	for (let first = 0; first < names.length; first += mostOpen) {
		const some = names.slice(first, first + mostOpen);
		const read = await Promise.all(some.map((name) => readEntry(join(root, name), reads)));
		entries.push(...read.filter((entry) => entry !== void 0));
	}
	return entries.sort((one, other) => one.savedMs - other.savedMs || (one.key < other.key ? -1 : 1));
}
/** The entry of one bundle's folder; undefined when it is not there, not of this format, or not for us to read. */
async function readEntry(home, reads) {
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
/** Where they note it, a file for each bundle and user: only the owner of a file may set its time. */
const readsFolder = ".reads";
/** Notes that the bundle in `home` was read. Where that is not possible, as on a read-only share, nothing is noted. */
async function noteRead(home, nowMs) {
	const time = new Date(nowMs);
	if (await utimes(join(home, "entry.json"), time, time).then(() => true, () => false)) return;
	const mark = join(dirname(home), readsFolder, `${basename(home)}.${process.getuid?.() ?? 0}`);
	await writeFile(mark, "").catch(() => {});
	await utimes(mark, time, time).catch(() => {});
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
	for (const name of await namesIn(join(root, readsFolder)).catch(() => [])) {
		const folder = name.replace(/\.\d+$/, "");
		const found = await stat(join(root, readsFolder, name)).catch(() => void 0);
		reads.set(folder, Math.max(reads.get(folder) ?? 0, found?.mtimeMs ?? 0));
	}
	return reads;
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
// src/store/local/files.ts
const temporaryPrefix = ".tmp-";
const dayMs = 864e5;
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
	return join(root, temporaryName(temporaryPrefix));
}
/** Removes what writers that have ended left behind; of other machines' that are younger than a day, which may be at work. */
async function removeStale(root, nowMs) {
	await sweep(root, {
		start: temporaryPrefix,
		mostAgeMs: dayMs
	}, nowMs);
	const folders = new Set(await namesIn(root));
	for (const name of await namesIn(join(root, readsFolder)).catch(() => [])) {
		if (folders.has(name.replace(/\.\d+$/, ""))) continue;
		await rm(join(root, readsFolder, name), { force: true }).catch(() => {});
	}
}
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
	}).catch(() => {});
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
		if (await exists(home)) return false;
		throw error;
	}
}
function exists(path) {
	return stat(path).then(() => true, () => false);
}
/** A share may answer only when all has reached its disk. */
const copyMs = 6e4;
/** Copies a file, without its bytes where the disk allows, and tells whenever the copy has grown. */
async function copy(from, to, { onProgress, onBytes }) {
	onProgress?.(copyMs);
	let size = 0;
	const timer = setInterval(() => {
		stat(to).then((found) => {
			if (found.size > size) onProgress?.(copyMs);
			onBytes?.(found.size);
			size = found.size;
		}, () => {});
	}, 1e3);
	try {
		await copyFile(from, to, constants$1.COPYFILE_FICLONE);
	} finally {
		clearInterval(timer);
	}
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
/** Copies the bundle to the file `into`; false, and no such file, unless all its bytes came. */
async function copyOut(home, { bytes, into, call }) {
	try {
		await copy(join(home, bundleFile), into, call);
		await chmod(into, 384);
		if ((await stat(into)).size === bytes) return true;
	} catch (error) {
		await rm(into, { force: true });
		if (!hasCode(error, "ENOENT")) throw error;
	}
	await rm(into, { force: true });
	return false;
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
	async function fetch(keys, into, call) {
		for (let look = 1;; look += 1) {
			const found = await find(keys);
			if (found === void 0) return { kind: "miss" };
			const { key, bytes } = found;
			if (await copyOut(homeOf(key), {
				bytes,
				into,
				call
			})) {
				await noteRead(homeOf(key), now());
				return {
					kind: "hit",
					key,
					bytes
				};
			}
			if (look < mostLooks && !await exists(homeOf(key))) continue;
			throw new StoreError(`${label}: the bundle ${key} is not as it was saved`, { reason: "broken" });
		}
	}
	async function put(key, from, call) {
		const { size } = await stat(from);
		if (maxBytes !== void 0 && size > maxBytes) {
			const sizes = `a bundle of ${formatSize(size)}, and the folder may hold ${formatSize(maxBytes)}`;
			throw new StoreError(`${label}: ${sizes}: raise its max-size, or lower that of bundles`, { reason: "full" });
		}
		await mkdir(root, {
			recursive: true,
			mode: 448
		});
		await prepareReads(root);
		const { mode } = await stat(root);
		await removeStale(root, now());
		const home = homeOf(key);
		if (await isWhole(home)) return { kind: "taken" };
		const temporary = temporaryIn(root);
		try {
			await mkdir(temporary);
			await copy(from, join(temporary, bundleFile), call);
			const { size: bytes } = await stat(join(temporary, bundleFile));
			await writeFile(join(temporary, entryFile), JSON.stringify({
				format: 1,
				key,
				bytes,
				savedMs: now()
			}));
			await giveMode(temporary, mode);
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
	/** Removes what `planRemoval` says; returns the first trouble, for what cannot be removed keeps nothing else. */
	async function keepWithin(most) {
		const troubles = [];
		for (const { key } of planRemoval(await listEntries(root), most)) await removeHome(root, homeOf(key)).catch((error) => troubles.push(error));
		return troubles[0];
	}
	/** Never fails: the bundle is saved by then, and the next put tidies again. */
	async function tidy(most) {
		const trouble = await keepWithin(most).catch((error) => error);
		if (trouble !== void 0) log?.notice(`${label}: it holds more than max-size: ${String(trouble)}`);
	}
	return {
		label,
		traits: {
			...plainTraits,
			maxBytes
		},
		tellsReads: true,
		async lookup(keys) {
			const found = await orDiskError(label, find(keys));
			return found === void 0 ? { kind: "miss" } : {
				kind: "hit",
				key: found.key
			};
		},
		fetch: (keys, into, call = {}) => orDiskError(label, fetch(keys, into, call)),
		put: (key, from, call = {}) => orDiskError(label, put(key, from, call)),
		async list(prefix) {
			return {
				bundles: (await orDiskError(label, listEntries(root))).filter(({ key }) => key.startsWith(prefix)).map(({ key, bytes, savedMs, lastReadMs }) => ({
					key,
					id: String(savedMs),
					bytes,
					savedAtMs: savedMs,
					lastReadAtMs: lastReadMs
				})).sort(byAge),
				complete: true
			};
		},
		remove: ({ key, id, lastReadAtMs }) => orDiskError(label, (async () => {
			const there = await readEntry(homeOf(key));
			if (there === void 0 || id !== void 0 && id !== String(there.savedMs)) return "gone";
			if (there.lastReadMs > (lastReadAtMs ?? Number.POSITIVE_INFINITY)) return "gone";
			return await removeHome(root, homeOf(key)) ? "removed" : "gone";
		})())
	};
}
// src/store/open.ts
/** The store that was asked for, with all that is wrapped around it. Nothing is contacted or loaded yet. */
function openStore(spec, deps) {
	const { log, scopes, env = processEnv } = deps;
	const notice = proxyNotice(env, process.versions.node);
	if (notice !== void 0 && spec.kind !== "local") log.notice(notice);
	if (spec.kind !== "levels") return openOne(spec, deps);
	const levels = spec.levels.map((level) => openOne(level, deps));
	const catalogs = levels.map(({ catalog }) => catalog);
	return {
		store: levelled(levels.map(({ store }) => store), {
			log,
			isOwn: isOwn(scopes)
		}),
		catalog: catalogs.every((one) => one === void 0) ? void 0 : levelsCatalog(catalogs, { log }),
		repository: repositoryInLevels(levels.map(({ repository }) => repository))
	};
}
/** A single store: guarded, and each ref apart. GitHub keeps them apart itself. */
function openOne(spec, deps) {
	const { log, scopes, env = processEnv, token } = deps;
	const bare = openBare(spec, {
		log,
		env
	});
	const run = guardOf(spec.kind === "github" ? "GitHub's cache" : bare.store.label, spec.kind === "local", deps);
	const store = guardedStore(bare.store, run);
	if (spec.kind !== "github") {
		const catalog = bare.catalog && scopedCatalog(guardedCatalog(bare.catalog, run));
		return {
			store: scoped(store, scopes),
			catalog,
			repository: void 0
		};
	}
	const rest = openRepository(env, token);
	const restRun = guardOf("GitHub's REST interface", false, deps);
	return {
		store,
		catalog: rest && guardedCatalog(rest, restRun),
		repository: rest && guardedRepository(rest, restRun)
	};
}
function guardOf(label, isLocal, { log, clock = () => performance.now() }) {
	return guard({
		label,
		log,
		sleep: setTimeout,
		clock,
		random: Math.random,
		patience: isLocal ? { quietMs: 9e3 } : {}
	});
}
/** Whether a bundle of `ref` is of the scope that the job writes; GitHub's client does not tell whose it found. */
function isOwn(scopes) {
	const isOnly = readableRefs(scopes).length === 1;
	return (ref) => ref === void 0 ? isOnly : ref === scopes.own;
}
/**
* The store itself, and its catalog where the same service has one. Their client is loaded by the first call: clients are
* large, and most jobs need one of them.
*/
function openBare(spec, { log, env }) {
	const label = labelOf(spec);
	const withCatalog = (load) => {
		const loaded = once$1(load);
		return {
			store: lazyStore(label, loaded),
			catalog: lazyCatalog(label, { tellsReads: false }, loaded)
		};
	};
	switch (spec.kind) {
		case "github": return { store: lazyStore(label, async () => (await import("./chunk-github.js")).githubStore({ log })) };
		case "local": {
			const store = localStore({
				...spec,
				log
			});
			return {
				store,
				catalog: store
			};
		}
		case "s3": return withCatalog(async () => (await import("./chunk-s3.js")).s3Store(spec, { env }));
		case "azure": return withCatalog(async () => (await import("./chunk-azure.js")).azureStore(spec, { env }));
		case "vercel": return { store: lazyStore(label, async () => (await import("./chunk-vercel.js")).vercelStore(spec, { env })) };
	}
}
/** GitHub's catalog and the repository as a whole; undefined where there is no token, or no repository. */
function openRepository(env, token) {
	const repository = env["GITHUB_REPOSITORY"];
	if (!token || !repository) return void 0;
	const access = {
		apiUrl: env["GITHUB_API_URL"] || "https://api.github.com",
		repository,
		token,
		env
	};
	const loaded = once$1(async () => (await import("./chunk-repository.js")).githubRepository(access));
	return {
		...lazyCatalog("github", { tellsReads: true }, loaded),
		survey: async () => (await loaded()).survey(),
		usage: async () => (await loaded()).usage(),
		leastRecent: async () => (await loaded()).leastRecent()
	};
}
function lazyStore(label, load) {
	const loaded = once$1(load);
	return {
		label,
		traits: plainTraits,
		lookup: async (keys, call) => (await loaded()).lookup(keys, call),
		fetch: async (keys, into, call) => (await loaded()).fetch(keys, into, call),
		put: async (key, from, call) => (await loaded()).put(key, from, call)
	};
}
function lazyCatalog(label, { tellsReads }, load) {
	const loaded = once$1(load);
	return {
		label,
		tellsReads,
		list: async (prefix, options) => (await loaded()).list(prefix, options),
		remove: async (bundle, options) => (await loaded()).remove(bundle, options)
	};
}
function once$1(load) {
	let loading;
	return () => {
		loading ??= load();
		return loading;
	};
}
// src/sccache/environment/wrappers.ts
/** What makes cargo, C and C++ builds and CMake call sccache, for each of `wrap`. What the user has set decides. */
function planWrappings(options) {
	const { wrap } = options;
	const c = wrap.includes("c") ? wrapC(options) : void 0;
	return {
		...wrap.includes("rust") ? { rust: wrapRust(options) } : {},
		...c ? { c } : {},
		...wrap.includes("cmake") ? { cmake: wrapCmake(options, c) } : {}
	};
}
const nothing = {
	variables: {},
	proof: void 0,
	reaches: false,
	notices: [],
	warnings: []
};
/**
* Cargo's wrapper. Cargo takes RUSTC_WRAPPER before CARGO_BUILD_RUSTC_WRAPPER before its files, and an empty one as "no
* wrapper". The `cc` crate follows RUSTC_WRAPPER too, so C in build scripts is cached as well.
*/
function wrapRust({ sccachePath, env, surroundings: { cargo } }) {
	const wrapper = told(env, "RUSTC_WRAPPER") ?? told(env, "CARGO_BUILD_RUSTC_WRAPPER") ?? fromFile("build.rustc-wrapper", cargo.rustcWrapper);
	const workspace = told(env, "RUSTC_WORKSPACE_WRAPPER") ?? told(env, "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER") ?? fromFile("build.rustc-workspace-wrapper", cargo.rustcWorkspaceWrapper);
	const rustc = env["RUSTC"] || "rustc";
	const between = workspace?.value ? [workspace.value] : [];
	if (wrapper !== void 0 && isSccache(wrapper.value)) return {
		...nothing,
		reaches: true
	};
	if (wrapper !== void 0) {
		const isNone = wrapper.value === "";
		const said = `${wrapper.name} is ${isNone ? "empty" : wrapper.value}${wrapper.where}, so cargo does not call sccache: remove ${wrapper.name} to cache Rust`;
		return isNone ? {
			...nothing,
			notices: [said]
		} : {
			...nothing,
			warnings: [left(said)]
		};
	}
	if ([...between, rustc].some(isSccache)) return {
		...nothing,
		reaches: true
	};
	return {
		...nothing,
		variables: { RUSTC_WRAPPER: sccachePath },
		proof: [
			...between,
			rustc,
			"-vV"
		],
		reaches: true
	};
}
function left(text) {
	return {
		text,
		topic: "wrapper"
	};
}
function told(env, name) {
	const value = env[name];
	return value === void 0 ? void 0 : {
		name,
		value,
		where: ""
	};
}
function fromFile(name, setting) {
	return setting && {
		name,
		value: setting.value,
		where: ` in ${setting.file}`
	};
}
/** Programs that stand before a compiler as sccache does: two of them in a row do not work. */
const launchers = /(^|[\\/])(ccache|distcc|icecc|buildcache|recc|fastbuild)(\.exe)?$/i;
/**
* CC and CXX with sccache in front of the compiler: make, autotools, meson, Go, CMake and the `cc` crate understand that.
* Not so on Windows, where MSVC is found in other ways and there is no `cc`.
*/
function wrapC(options) {
	const { platform, sccachePath, env, wrap, surroundings } = options;
	const refuse = (why) => ({
		...nothing,
		warnings: [left(`CC and CXX are left alone: ${why}`)]
	});
	if (platform === "win32") return refuse("wrap: c has no effect on Windows; use cmake, or call sccache before cl");
	const { ccacheAsCompiler, cmakeNamesSccache, crossSigns } = surroundings;
	if (cmakeNamesSccache !== void 0) return {
		...nothing,
		reaches: true,
		notices: [`CC and CXX are left alone: ${cmakeNamesSccache} calls sccache`]
	};
	if (ccacheAsCompiler !== void 0 && !env["CC"]) return refuse(`${ccacheAsCompiler} is ccache`);
	if (crossSigns.length > 0) {
		const instead = wrap.includes("rust") ? "; C in build scripts is cached by way of RUSTC_WRAPPER" : "";
		return refuse(`they would reach compilers for other targets too (${crossSigns[0]})${instead}`);
	}
	const command = /\s/.test(sccachePath) ? "sccache" : sccachePath;
	const [cc = nothing, cxx = nothing] = Object.entries({
		CC: "cc",
		CXX: "c++"
	}).map(([name, compiler]) => {
		const theirs = (env[name] ?? "").trim();
		const words = (theirs || compiler).split(/\s+/);
		const [first = ""] = words;
		if (isSccache(first)) return {
			...nothing,
			reaches: true
		};
		if (launchers.test(first)) return {
			...nothing,
			warnings: [left(`${name} calls ${first}, so it does not call sccache: unset ${name}`)]
		};
		if (/["'`$;&|<>(){}*?\\]/.test(theirs)) return {
			...nothing,
			warnings: [left(`${name} is left alone, as it is more than a command with words: ${theirs}`)]
		};
		const value = [command, ...words].join(" ");
		return {
			variables: { [name]: value },
			proof: [...words, "--version"],
			reaches: true,
			notices: theirs === "" ? [] : [`${name} was ${theirs} and is now ${value}`],
			warnings: []
		};
	});
	return {
		variables: {
			...cc.variables,
			...cxx.variables
		},
		proof: cc.proof ?? cxx.proof,
		reaches: cc.reaches || cxx.reaches,
		notices: [...cc.notices, ...cxx.notices],
		warnings: [...cc.warnings, ...cxx.warnings]
	};
}
/** The languages that CMake can launch a compiler for and sccache knows. */
const languages = [
	"C",
	"CXX",
	"OBJC",
	"OBJCXX",
	"CUDA",
	"HIP"
];
/**
* Compiler launchers, which CMake reads when it first configures a build folder. CMake puts a launcher before what CC
* names, and `sccache sccache cc` fails: where CC and CXX call sccache already, they need none.
* https://cmake.org/cmake/help/latest/envvar/CMAKE_LANG_COMPILER_LAUNCHER.html
*/
function wrapCmake({ sccachePath, env, surroundings }, c) {
	const { cmakeNamesSccache } = surroundings;
	if (cmakeNamesSccache !== void 0) {
		const notices = c ? [] : [`CMake's launchers are left alone: ${cmakeNamesSccache} calls sccache`];
		return {
			...nothing,
			reaches: true,
			notices
		};
	}
	const variables = {};
	const warnings = [];
	let reaches = false;
	for (const language of languages) {
		const name = `CMAKE_${language}_COMPILER_LAUNCHER`;
		const compiler = {
			C: "CC",
			OBJC: "CC",
			CXX: "CXX",
			OBJCXX: "CXX",
			CUDA: "CUDACXX",
			HIP: "HIPCXX"
		}[language];
		const [first = ""] = (c?.variables[compiler] ?? env[compiler] ?? "").trim().split(/\s+/);
		const theirs = env[name] ?? "";
		if (isSccache(first) || isSccache(theirs)) reaches = true;
		else if (launchers.test(first)) warnings.push(`${compiler} calls ${first}, so CMake does not call sccache`);
		else if (theirs !== "") warnings.push(`${name} is ${theirs}, so CMake does not call sccache: unset it`);
		else variables[name] = sccachePath;
	}
	const compiler = (env["CC"] ?? "").trim().split(/\s+/)[0] || "cc";
	const isOpen = "CMAKE_C_COMPILER_LAUNCHER" in variables;
	return {
		variables,
		proof: isOpen ? [compiler, "--version"] : void 0,
		reaches: reaches || isOpen,
		notices: [],
		warnings: [...new Set(warnings)].map(left)
	};
}
function isSccache(command) {
	return /(^|[\\/])sccache(\.exe)?$/i.test(command);
}
// src/sccache/environment/environment.ts
/** An idle server ends after so many seconds: longer than a step without compilations, and an abandoned one ends the same day. */
const idleSeconds = 21600;
/** What a user sets below this would end the server while restore still proves it, or before the build begins. */
const leastIdleSeconds = 60;
/**
* The variables with which a build uses sccache and the restored directory. What the user has set is kept, unless sccache
* would fail the build by it or write its entries elsewhere; then a notice says what was changed.
*/
function buildEnvironment(options) {
	const { env, surroundings, refused = /* @__PURE__ */ new Map() } = options;
	const passed = Object.entries(planWrappings(options)).filter(([wrapper]) => !refused.has(wrapper));
	const wrappings = passed.map(([, wrapping]) => wrapping);
	const kept = [];
	const settings = {
		...serverSettings(options, kept),
		...Object.assign({}, ...wrappings.map((w) => w.variables))
	};
	const incremental = noIncremental(options, wrappings, passed);
	const wanted = {
		...settings,
		...incremental.variables
	};
	return {
		exports: Object.entries(wanted).filter(([name, value]) => env[name] !== value).map(([name, value]) => ({
			name,
			value
		})),
		notices: [
			...kept,
			...incremental.notices,
			...wrappings.flatMap(({ notices }) => notices)
		],
		warnings: [
			...bypassWarnings(env, surroundings.sccacheConfig),
			...sizeWarnings(env),
			...wrappings.flatMap(({ warnings }) => warnings),
			...[...refused].map(([wrapper, why]) => ({
				text: `wrap: ${wrapper} is left out, since sccache refuses the compiler: ${why}`,
				topic: "compiler-refused"
			}))
		],
		proofs: passed.flatMap(([wrapper, { proof }]) => proof ? [{
			wrapper,
			call: proof
		}] : []),
		reaches: options.wrap.length === 0 || wrappings.some(({ reaches }) => reaches)
	};
}
/**
* sccache refuses to run while one of these is 1, and cannot cache what a compiler did incrementally. Cargo's own
* settings, profiles included, give way to CARGO_INCREMENTAL.
*/
function noIncremental({ env }, wrappings, passed) {
	if (!wrappings.some(({ reaches }) => reaches)) return {
		variables: {},
		notices: []
	};
	const reachesRust = passed.some(([wrapper, { reaches }]) => wrapper === "rust" && reaches);
	const variables = {};
	if (reachesRust || env["CARGO_INCREMENTAL"] === "1") variables["CARGO_INCREMENTAL"] = "0";
	if (env["CARGO_BUILD_INCREMENTAL"] === "1") variables["CARGO_BUILD_INCREMENTAL"] = "false";
	return {
		variables,
		notices: Object.keys(variables).filter((name) => env[name] && env[name] !== variables[name]).map((name) => `${name} was ${env[name]} and is now ${variables[name]}: sccache refuses incremental compilation`)
	};
}
function serverSettings(options, notices) {
	const { env, compressionLevel, surroundings } = options;
	const settings = {
		SCCACHE_IGNORE_SERVER_IO_ERROR: "1",
		SCCACHE_IDLE_TIMEOUT: String(idleSeconds),
		...compressionLevel === void 0 ? {} : { SCCACHE_CACHE_ZSTD_LEVEL: String(compressionLevel) }
	};
	const idle = Number(env["SCCACHE_IDLE_TIMEOUT"]);
	const endsEarly = idle > 0 && idle < leastIdleSeconds;
	if (endsEarly) {
		settings["SCCACHE_IDLE_TIMEOUT"] = String(leastIdleSeconds);
		notices.push(`SCCACHE_IDLE_TIMEOUT was ${idle} and is now ${leastIdleSeconds}: the server must not end before the build begins`);
	}
	for (const [name, value] of Object.entries(settings)) {
		if (!env[name] || endsEarly && name === "SCCACHE_IDLE_TIMEOUT") continue;
		delete settings[name];
		if (env[name] !== value) notices.push(`${name} is kept as it was set`);
	}
	const disk = effectiveDisk(env, surroundings);
	if (disk && !options.isAsked) {
		notices.push(`sccache's own configuration is kept: ${surroundings.sccacheConfig.file}`);
		return settings;
	}
	return {
		...settings,
		...diskSettings(options, disk, notices)
	};
}
/** `[cache.disk]` of sccache's configuration file, where it has one and no variable makes sccache ignore it. */
function effectiveDisk(env, surroundings) {
	return diskVariables.some((name) => env[name] !== void 0) ? void 0 : surroundings.sccacheConfig.disk;
}
/** What the user lets sccache fill on disk, in bytes, by variable or file; undefined where nobody has said. */
function userCacheBytes(env, surroundings) {
	return parseCacheSize(env["SCCACHE_CACHE_SIZE"] ?? "") ?? effectiveDisk(env, surroundings)?.sizeBytes;
}
/** One variable of these and sccache no longer looks at the file's other settings, so all of them follow. */
function diskSettings({ env, directory, cacheSizeBytes }, file, notices) {
	const theirs = env["SCCACHE_DIR"] ?? "";
	const isSame = theirs !== "" && theirs.replace(/(?<=.)[\\/]+$/, "") === directory;
	if (theirs !== "" && !isSame) notices.push(`SCCACHE_DIR was ${theirs} and is now ${directory}`);
	return {
		...isSame ? {} : { SCCACHE_DIR: directory },
		...env["SCCACHE_CACHE_SIZE"] ? {} : { SCCACHE_CACHE_SIZE: String(file?.sizeBytes ?? cacheSizeBytes) },
		...file?.readOnly ? { SCCACHE_LOCAL_RW_MODE: "READ_ONLY" } : {},
		...file?.preprocessor === false ? { SCCACHE_DIRECT: "false" } : {}
	};
}
/** https://github.com/mozilla/sccache/blob/main/src/config.rs `parse_size` */
function sizeWarnings(env) {
	const size = env["SCCACHE_CACHE_SIZE"] ?? "";
	if (size === "") return [];
	const bytes = parseCacheSize(size);
	if (bytes !== void 0 && bytes > 0) return [];
	return [{
		text: bytes === 0 ? `SCCACHE_CACHE_SIZE is ${size}, so sccache keeps no entry and nothing is restored: unset it, or set a size such as 10G` : "SCCACHE_CACHE_SIZE is no size that sccache knows, so it takes 10G: write whole bytes, or K, M, G, T",
		topic: "cache-size"
	}];
}
/** A level of zstd at which it only ever writes raw blocks; the least that it knows. */
const rawLevel = -131072;
/**
* The level that lets sccache write its new entries raw, or undefined where that is not known to work. sccache documents
* 1 to 22; the versions from 0.16 to 0.19 were seen to take this one too, and to hit what they wrote with it: less work
* for their server, four times the disk, and the same bundle.
*/
function rawLevelOf(version) {
	const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version ?? "") ?? [];
	if (major !== "0" || minor === void 0) return void 0;
	return Number(minor) >= 16 && Number(minor) <= 19 ? rawLevel : void 0;
}
// src/flow/job/ci.ts
/** What the CI whose variables are set tells of this job; undefined where none is known. */
function askCi(env) {
	const ci = cis.find(({ isHere }) => isHere(env));
	if (!ci) return void 0;
	const told = Object.fromEntries(Object.entries(ci.read(env)).filter(([, value]) => value));
	if (!told.pullRequest) return told;
	return {
		...told,
		event: "pull_request",
		ref: `refs/pull/${told.pullRequest}/merge`
	};
}
const cis = [
	{
		isHere: (env) => env["GITHUB_ACTIONS"] === "true",
		read: (env) => ({
			repository: env["GITHUB_REPOSITORY"],
			workspace: env["GITHUB_WORKSPACE"],
			workflow: workflowFile(env["GITHUB_WORKFLOW_REF"]) || env["GITHUB_WORKFLOW"],
			job: env["GITHUB_JOB"],
			event: env["GITHUB_EVENT_NAME"],
			ref: env["GITHUB_REF"],
			baseRef: branch(env["GITHUB_BASE_REF"]),
			defaultBranch: env["GITHUB_EVENT_NAME"] === "schedule" ? env["GITHUB_REF_NAME"] : defaultBranchOf(env),
			sha: env["GITHUB_SHA"],
			run: env["GITHUB_RUN_ID"],
			pullRequest: /^refs\/pull\/(\d+)\//.exec(env["GITHUB_REF"] ?? "")?.[1],
			jobId: joined(env, "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB", "RUNNER_TRACKING_ID")
		})
	},
	{
		isHere: (env) => env["GITLAB_CI"] === "true",
		read: (env) => ({
			repository: env["CI_PROJECT_PATH"],
			workspace: env["CI_PROJECT_DIR"],
			...gitlabJob(env["CI_JOB_NAME"] ?? ""),
			event: env["CI_PIPELINE_SOURCE"] === "schedule" ? "schedule" : "push",
			ref: tag(env["CI_COMMIT_TAG"]) || branch(env["CI_COMMIT_REF_NAME"]),
			baseRef: branch(env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] || env["CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"]),
			defaultBranch: env["CI_DEFAULT_BRANCH"],
			sha: env["CI_COMMIT_SHA"],
			run: env["CI_PIPELINE_ID"],
			pullRequest: env["CI_MERGE_REQUEST_IID"] || env["CI_EXTERNAL_PULL_REQUEST_IID"] || gitlabUnnumbered(env),
			jobId: env["CI_JOB_ID"]
		})
	},
	{
		isHere: (env) => env["CI"] === "woodpecker",
		read: (env) => ({
			repository: env["CI_REPO"],
			workspace: env["CI_WORKSPACE"],
			workflow: env["CI_WORKFLOW_NAME"],
			job: env["CI_STEP_NAME"],
			event: env["CI_PIPELINE_EVENT"] === "cron" ? "schedule" : "push",
			ref: tag(env["CI_COMMIT_TAG"]) || env["CI_COMMIT_REF"],
			baseRef: branch(env["CI_COMMIT_TARGET_BRANCH"]),
			defaultBranch: env["CI_REPO_DEFAULT_BRANCH"],
			sha: env["CI_COMMIT_SHA"],
			run: joined(env, "CI_REPO", "CI_PIPELINE_NUMBER"),
			pullRequest: env["CI_COMMIT_PULL_REQUEST"],
			jobId: joined(env, "CI_REPO", "CI_PIPELINE_NUMBER", "CI_WORKFLOW_NUMBER")
		})
	},
	{
		isHere: (env) => env["DRONE"] === "true",
		read: (env) => ({
			repository: env["DRONE_REPO"],
			workspace: env["DRONE_WORKSPACE"],
			workflow: env["DRONE_STAGE_NAME"],
			job: env["DRONE_STEP_NAME"],
			event: env["DRONE_BUILD_EVENT"] === "cron" ? "schedule" : "push",
			ref: env["DRONE_COMMIT_REF"],
			baseRef: branch(env["DRONE_TARGET_BRANCH"]),
			defaultBranch: env["DRONE_REPO_BRANCH"],
			sha: env["DRONE_COMMIT_SHA"],
			run: joined(env, "DRONE_REPO", "DRONE_BUILD_NUMBER"),
			pullRequest: env["DRONE_PULL_REQUEST"],
			jobId: joined(env, "DRONE_REPO", "DRONE_BUILD_NUMBER", "DRONE_STAGE_NUMBER")
		})
	},
	{
		isHere: (env) => Boolean(env["JENKINS_URL"]),
		read: (env) => ({
			repository: env["GIT_URL"],
			workspace: env["WORKSPACE"],
			workflow: env["BRANCH_NAME"] ? env["JOB_NAME"]?.replace(/\/[^/]*$/, "") : env["JOB_NAME"],
			job: env["STAGE_NAME"] || "build",
			event: "push",
			ref: tag(env["TAG_NAME"]) || branch(env["BRANCH_NAME"] || env["GIT_BRANCH"]?.replace(/^origin\//, "")),
			baseRef: branch(env["CHANGE_TARGET"]),
			defaultBranch: env["BRANCH_IS_PRIMARY"] === "true" ? env["BRANCH_NAME"] : void 0,
			sha: env["GIT_COMMIT"],
			run: env["BUILD_TAG"],
			pullRequest: env["CHANGE_ID"],
			jobId: joined(env, "BUILD_TAG", "WORKSPACE")
		})
	},
	{
		isHere: (env) => env["BUILDKITE"] === "true",
		read: (env) => ({
			repository: env["BUILDKITE_REPO"],
			workspace: env["BUILDKITE_BUILD_CHECKOUT_PATH"],
			workflow: env["BUILDKITE_PIPELINE_SLUG"],
			job: env["BUILDKITE_STEP_KEY"] || env["BUILDKITE_LABEL"],
			matrix: env["BUILDKITE_PARALLEL_JOB"],
			event: env["BUILDKITE_SOURCE"] === "schedule" ? "schedule" : "push",
			ref: tag(env["BUILDKITE_TAG"]) || branch(env["BUILDKITE_BRANCH"]),
			baseRef: branch(env["BUILDKITE_PULL_REQUEST_BASE_BRANCH"]),
			defaultBranch: env["BUILDKITE_PIPELINE_DEFAULT_BRANCH"],
			sha: env["BUILDKITE_COMMIT"],
			run: env["BUILDKITE_BUILD_ID"],
			pullRequest: unlessFalse(env["BUILDKITE_PULL_REQUEST"]),
			jobId: env["BUILDKITE_JOB_ID"]
		})
	},
	{
		isHere: (env) => env["CIRCLECI"] === "true",
		read: (env) => ({
			repository: joined(env, "CIRCLE_PROJECT_USERNAME", "CIRCLE_PROJECT_REPONAME"),
			workspace: env["CIRCLE_WORKING_DIRECTORY"]?.replace(/^~(?=\/|$)/, env["HOME"] ?? "~"),
			job: env["CIRCLE_JOB"],
			matrix: env["CIRCLE_NODE_TOTAL"] === "1" ? void 0 : env["CIRCLE_NODE_INDEX"],
			event: "push",
			ref: tag(env["CIRCLE_TAG"]) || branch(env["CIRCLE_BRANCH"]),
			sha: env["CIRCLE_SHA1"],
			run: env["CIRCLE_WORKFLOW_ID"],
			pullRequest: env["CIRCLE_PR_NUMBER"] || numberAtEnd(env["CIRCLE_PULL_REQUEST"]) || numberAtEnd(env["CIRCLE_BRANCH"]?.match(/^pull\/\d+$/)?.[0]),
			jobId: env["CIRCLE_WORKFLOW_JOB_ID"]
		})
	},
	{
		isHere: (env) => env["TF_BUILD"] === "True",
		read: (env) => ({
			repository: env["BUILD_REPOSITORY_NAME"],
			workspace: env["BUILD_SOURCESDIRECTORY"],
			workflow: env["BUILD_DEFINITIONNAME"],
			job: env["SYSTEM_PHASENAME"] || env["SYSTEM_JOBNAME"],
			matrix: env["SYSTEM_PHASENAME"] && env["SYSTEM_JOBNAME"],
			event: env["BUILD_REASON"] === "Schedule" ? "schedule" : "push",
			ref: branch(env["BUILD_SOURCEBRANCH"]),
			baseRef: branch(env["SYSTEM_PULLREQUEST_TARGETBRANCH"]),
			sha: env["BUILD_SOURCEVERSION"],
			run: env["BUILD_BUILDID"],
			pullRequest: env["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER"] || env["SYSTEM_PULLREQUEST_PULLREQUESTID"],
			jobId: joined(env, "BUILD_BUILDID", "SYSTEM_JOBID")
		})
	},
	{
		isHere: (env) => Boolean(env["BITBUCKET_BUILD_NUMBER"]),
		read: (env) => ({
			repository: env["BITBUCKET_REPO_FULL_NAME"],
			workspace: env["BITBUCKET_CLONE_DIR"],
			matrix: env["BITBUCKET_PARALLEL_STEP"],
			event: "push",
			ref: tag(env["BITBUCKET_TAG"]) || branch(env["BITBUCKET_BRANCH"]),
			baseRef: branch(env["BITBUCKET_PR_DESTINATION_BRANCH"]),
			sha: env["BITBUCKET_COMMIT"],
			run: env["BITBUCKET_PIPELINE_UUID"],
			pullRequest: env["BITBUCKET_PR_ID"],
			jobId: env["BITBUCKET_STEP_UUID"]
		})
	}
];
/** `ci` of `octo/repo/.github/workflows/ci.yml@refs/heads/main`. */
function workflowFile(ref) {
	return /\/([^/@]+?)(\.ya?ml)?@/.exec(ref ?? "")?.[1];
}
/** From the event that started the run; only the policy `default-branch` needs it, and says when it is missing. */
function defaultBranchOf({ GITHUB_EVENT_PATH: path }) {
	if (!path) return void 0;
	try {
		const name = JSON.parse(readFileSync(path, "utf8")).repository?.default_branch;
		return typeof name === "string" ? name : void 0;
	} catch {
		return;
	}
}
/** GitLab tells a matrix job by its name alone: `build: [linux, stable]`, `build 2/5`. */
function gitlabJob(name) {
	const [, job, list, part] = /^(.+?)(?:: \[(.*)\]| (\d+\/\d+))$/s.exec(name) ?? [];
	return job === void 0 ? { job: name } : {
		job,
		matrix: list ?? part
	};
}
/** A merge request whose number is missing is one all the same, and is called after its branch. */
function gitlabUnnumbered(env) {
	const source = env["CI_PIPELINE_SOURCE"];
	return source === "merge_request_event" || source === "external_pull_request_event" ? env["CI_COMMIT_REF_NAME"] || "unknown" : void 0;
}
function branch(name) {
	return name && (name.startsWith("refs/") ? name : `refs/heads/${name}`);
}
function tag(name) {
	return name && `refs/tags/${name}`;
}
function unlessFalse(text) {
	return text === "false" ? void 0 : text;
}
function numberAtEnd(address) {
	return /\/(\d+)$/.exec(address ?? "")?.[1];
}
function joined(env, ...names) {
	const values = names.map((name) => env[name] ?? "");
	return values[0] === "" ? void 0 : values.join(".");
}
// src/flow/job/context.ts
/** Which job this is: from what the user says, from the CI whose variables are set, and else from the checkout. */
async function readContext({ env, workingDirectory, overrides = {} }) {
	const ci = askCi(env);
	const known = {
		...ci,
		...saidBy(overrides)
	};
	const workspace = known.workspace || workingDirectory;
	const git = await askGit(workspace, known);
	const ref = known.ref ?? git.ref;
	return {
		repository: env["SCCACHE_BUNDLE_REPOSITORY"] || known.repository,
		workspace,
		os: osName(process.platform),
		arch: process.arch,
		workflow: known.workflow,
		job: known.job,
		matrix: known.matrix,
		event: ref === void 0 && (ci || env["CI"]) ? "unknown" : known.event,
		ref,
		baseRef: known.baseRef,
		defaultBranch: known.defaultBranch ?? git.defaultBranch,
		sha: known.sha ?? git.sha,
		run: known.run === void 0 ? void 0 : { id: known.run },
		pullRequest: known.pullRequest,
		jobId: known.jobId
	};
}
function saidBy({ matrix, baseRef, pullRequest, ...others }) {
	const said = {
		...others,
		...matrix && !["null", "{}"].includes(matrix) && { matrix },
		...baseRef && { baseRef: baseRef.startsWith("refs/") ? baseRef : `refs/heads/${baseRef}` },
		...pullRequest && {
			pullRequest,
			event: "pull_request",
			ref: `refs/pull/${pullRequest}/merge`
		}
	};
	return Object.fromEntries(Object.entries(said).filter(([, value]) => value));
}
/** As GitHub's runners call systems, so that the action and the command line have the same keys. */
function osName(platform) {
	return {
		darwin: "macos",
		win32: "windows"
	}[platform] ?? platform;
}
/** What git tells of the checkout, as far as it is not known; nothing where there is no git or no checkout. */
async function askGit(workspace, known) {
	const ask = async (...args) => {
		try {
			const { stdout } = await promisify(execFile)("git", args, {
				cwd: workspace,
				timeout: 1e4
			});
			return stdout.trim() || void 0;
		} catch {
			return;
		}
	};
	const [ref, sha, remoteHead] = await Promise.all([
		known.ref ?? ask("symbolic-ref", "--quiet", "HEAD"),
		known.sha ?? ask("rev-parse", "--verify", "--quiet", "HEAD"),
		known.defaultBranch ? void 0 : ask("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
	]);
	return {
		ref,
		sha,
		defaultBranch: remoteHead?.replace(/^refs\/remotes\/origin\//, "")
	};
}
/** Whether the machine was new when the job began, so that whatever lies in sccache's directory is this job's. */
function isNewMachine(env) {
	return env["RUNNER_ENVIRONMENT"] === "github-hosted";
}
/**
* Where sccache keeps its entries in this job, absolute: as the input says, else SCCACHE_DIR, else sccache's configuration
* file, else its default. A `~` is the home directory and a relative path begins at the workspace, although sccache itself
* knows neither: nobody means the folders that it would make of them.
*/
function chooseDirectory(asked, place) {
	const { workspace, env, home, platform, sccacheConfig } = place;
	const configured = effectiveDisk(env, { sccacheConfig })?.directory;
	const chosen = asked ?? (env["SCCACHE_DIR"] || configured || defaultDirectory(platform, env, home));
	return resolve(workspace, chosen.replace(/^~(?=$|[\\/])/, home));
}
// src/flow/job/ingredients.ts
/** Asks the compilers and reads the lockfiles; what cannot be had is left open, never an error. */
async function gatherIngredients(config, context, { env, home, log, nowMs }) {
	const { workspace } = context;
	const { cmdFormat } = config;
	const wrapsC = config.wrap.includes("c") || config.wrap.includes("cmake");
	const folder = rustFolder(workspace);
	if (folder !== workspace) log.info(`Using the toolchain of ${relative(workspace, folder)} for the key`);
	const [rustc, compiler, lockfiles] = await Promise.all([
		ask(callThrough(cmdFormat, ["rustc", "-vV"]), {
			folder,
			env,
			log
		}),
		wrapsC ? ask(callThrough(cmdFormat, [cCompiler(env), "--version"]), {
			folder: workspace,
			env,
			log
		}) : void 0,
		hashLockfiles(workspace, config.lockfiles)
	]);
	const toolchain = rustc === void 0 ? void 0 : parseToolchain(rustc);
	if (!toolchain && config.wrap.includes("rust")) log.notice("No working rustc was found, so the key does not tell compilers apart. Put this step after the one that installs the toolchain.");
	const cpu = findNativeCpu(folder, env, home);
	if (cpu) log.info(`Bundles are kept apart by CPU (${cpu.model}): ${cpu.why}`);
	return {
		prefix: config.keyPrefix,
		os: context.os,
		arch: context.arch,
		toolchain,
		compiler: compiler?.split("\n")[0]?.trim(),
		cpu,
		sharedKey: config.sharedKey,
		workflow: context.workflow,
		job: context.job,
		matrix: context.matrix,
		lockfiles,
		revision: context,
		nowMs
	};
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
async function ask([program, ...args], { folder, env, log }) {
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
	const answer = new Promise((resolve) => {
		let text = "";
		child.stdout.setEncoding("utf8").on("data", (chunk) => {
			text += text.length < 1e5 ? chunk : "";
		});
		child.on("error", () => resolve(void 0));
		child.on("close", (code) => resolve(code === 0 ? text : void 0));
	});
	const controller = new AbortController();
	const after = (ms) => setTimeout(ms, "late", { signal: controller.signal }).catch(() => "late");
	try {
		const first = await Promise.race([answer.then((text) => ({ text })), after(patienceMs.silent)]);
		if (first !== "late") return first.text;
		log.info(`Waiting for \`${call}\`; rustup may be installing the toolchain`);
		const second = await Promise.race([answer.then((text) => ({ text })), after(patienceMs.most)]);
		if (second !== "late") return second.text;
		child.unref();
		return;
	} finally {
		controller.abort();
	}
}
/** The C compiler that the build calls: the user's CC without wrappers and flags, else `cc`. */
function cCompiler(env) {
	const wrappers = /(^|[\\/])s?ccache(\.exe)?$/;
	return (env["CC"] ?? "").trim().split(/\s+/).find((word) => word !== "" && !wrappers.test(word)) ?? "cc";
}
/**
* The folder whose toolchain builds the workspace: the workspace itself, or the only folder with both a toolchain file and a
* Cargo.toml where the workspace has no Cargo.toml, such as `src-tauri`.
*/
function rustFolder(workspace) {
	if (existsSync(join(workspace, "Cargo.toml"))) return workspace;
	const found = [];
	for (const folder of folders(workspace, 2)) {
		const names = new Set(readdirSync(folder));
		if ((names.has("rust-toolchain.toml") || names.has("rust-toolchain")) && names.has("Cargo.toml")) found.push(folder);
	}
	const [only] = found;
	return found.length === 1 && only !== void 0 ? only : workspace;
}
/**
* The machine's CPU where a setting makes compilers produce code for it alone, else undefined. sccache's own keys hold the
* flag and not the CPU, so a bundle from another model could bring code that this one cannot run.
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
/** https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure */
function nativeFile(folder, env, home) {
	return [...parents(resolve(folder)).map((one) => join(one, ".cargo")), env["CARGO_HOME"] || join(home, ".cargo")].flatMap((place) => [join(place, "config.toml"), join(place, "config")]).find((file) => wantsNativeCode(withoutComments(read(file))));
}
function parents(folder) {
	const above = dirname(folder);
	return above === folder ? [folder] : [folder, ...parents(above)];
}
/** Good enough for a search: a `#` within a string hides the rest of its line. */
function withoutComments(toml) {
	return toml.replace(/#.*$/gm, "");
}
function read(file) {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return "";
	}
}
/** As the system names it; on ARM, where it does not, what tells models apart in /proc/cpuinfo. */
function cpuModel() {
	const model = cpus()[0]?.model.trim() ?? "";
	if (model !== "" && model !== "unknown") return model;
	const lines = read("/proc/cpuinfo").match(/^(CPU implementer|CPU part|Features)\s*:.*$/gm) ?? [];
	return [...new Set(lines)].join(" ") || "unknown CPU";
}
// src/flow/job/job.ts
/** The job that this process belongs to. */
async function openJob(config, { env, workingDirectory, home }, overrides = {}) {
	const context = await readContext({
		env,
		workingDirectory,
		overrides
	});
	const place = {
		workspace: context.workspace,
		env,
		home,
		platform: process.platform
	};
	const build = readSurroundings(place);
	const { sccacheConfig } = build;
	return {
		context,
		directory: chooseDirectory(config.sccacheDir, {
			...place,
			sccacheConfig
		}),
		build
	};
}
/** Plans the keys of a job. Asks the compilers and reads the lockfiles, so it can take as long as rustup does. */
async function openKeys(config, { context }, { env, home, log }) {
	const ingredients = await gatherIngredients(config, context, {
		env,
		home,
		log,
		nowMs: Date.now()
	});
	return {
		keys: planKeys(ingredients, config),
		toolchain: ingredients.toolchain?.title ?? null
	};
}
/** Finds or installs the sccache of a job. */
async function openSccacheOf(config, surroundings) {
	const { env, toolsFolder, log } = surroundings;
	const wanted = {
		policy: config.sccache,
		version: config.sccacheVersion,
		sha256: config.sccacheSha256,
		mirror: config.sccacheMirror
	};
	const machine = {
		platform: process.platform,
		arch: process.arch,
		env,
		toolsFolder
	};
	try {
		return await findSccache(wanted, {
			machine,
			log
		});
	} catch (error) {
		if (!(error instanceof SccacheUnavailable)) throw error;
		return { why: error.message };
	}
}
/** Everything that the use cases need. Without `sccachePath` they work without an sccache. */
function openDeps({ config, context, sccachePath, tempDirectory }, { env, log, token, signingKeys, showProgress }) {
	const { zstd, fallbackReason } = openZstd();
	if (fallbackReason) log.notice(`Packing will be slower: ${fallbackReason}`);
	const scopes = scopesOf(context);
	return {
		log,
		...openStore(config.store, {
			log,
			env,
			token,
			scopes
		}),
		signing: openSigning(signingKeys, {
			repository: context.repository,
			scopes
		}),
		zstd,
		threads: threadsFor(config),
		now: Date.now,
		showProgress,
		tempDirectory,
		sccache: sccachePath === void 0 ? void 0 : openSccache({
			path: sccachePath,
			env
		})
	};
}
/** The listing of the configured store with the bundles of all refs, where it has one. */
function openCatalogOf({ store }, { env, log, token }) {
	return openStore(store, {
		log,
		env,
		token,
		scopes: {
			own: void 0,
			base: void 0,
			defaultBranch: void 0
		}
	}).catalog;
}
/** Makes a folder that only this user can read. */
function makeTempDirectory(parent) {
	return mkdtempSync(join(parent, "sccache-bundle-"));
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
async function continueJob(restored, own, job, surroundings) {
	const changed = Object.keys(inputs).filter((field) => {
		const isSame = JSON.stringify(own.config[field]) === JSON.stringify(restored.config[field]);
		return own.isGiven(field) && !isSame && field !== "sccacheDir";
	});
	if (changed.length === 0) return restored;
	const names = changed.map((field) => inputs[field].name).join(", ");
	surroundings.log.notice(`This save has other settings than the restore of the same job, and uses its own: ${names}`);
	const config = {
		...restored.config,
		...Object.fromEntries(changed.map((field) => [field, own.config[field]]))
	};
	const keys = changed.some((field) => ofKeys.has(field)) ? await openKeys(config, job, surroundings) : {};
	return {
		...restored,
		config,
		...keys
	};
}
/** The handoff for the save of a job in which no restore step ran: every entry counts as new, and as used. */
async function startCold(config, { job, sccache }, surroundings) {
	const skipped = {
		kind: "skipped",
		why: "no restore step ran in this job"
	};
	return {
		format: 2,
		config,
		context: job.context,
		directory: job.directory,
		...await openKeys(config, job, surroundings),
		readyAtMs: isNewMachine(surroundings.env) ? 0 : null,
		sccache: sccache && "path" in sccache ? {
			path: sccache.path,
			version: null
		} : null,
		server: null,
		rawAtSource: false,
		base: skipped,
		overlay: skipped,
		restoreMs: 0,
		restorePhases: []
	};
}
export { jobBeginning as A, givenAddress as C, parseCacheSize as D, otherPlaces as E, parseKey$1 as M, saveKey as N, isFresh as O, fingerprint as P, freePort as S, serverAddress as T, placeOf as _, openJob as a, addressVariables as b, startCold as c, rawLevelOf as d, userCacheBytes as f, localDirectory as g, openServer as h, openDeps as i, keyBeginnings as j, isOfFamily as k, askCi as l, openSccache as m, makeTempDirectory as n, openKeys as o, folderForPath as p, openCatalogOf as r, openSccacheOf as s, continueJob as t, buildEnvironment as u, run as v, isListening as w, endByForce as x, runDetached as y };
