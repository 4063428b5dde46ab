import { n as fillPlaceholders } from "./chunk-parsers.js";
import { n as byAge } from "./chunk-store.js";
import { S as mostContent, c as kindOf, d as limits, f as mostFrameBytes, i as memberBytes, n as endOfTar, p as mostManifest, x as ZstdError } from "./chunk-tar.js";
import { t as ConfigError } from "./chunk-config.js";
import { n as quote, t as BundleError } from "./chunk-bundle-error.js";
import { connect, createServer } from "node:net";
import { promisify } from "node:util";
import { once } from "node:events";
import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify } from "node:crypto";
import { closeSync, openSync, read, readFileSync, readdirSync, readlinkSync } from "node:fs";
import path, { basename, join } from "node:path";
import { lstat, mkdir, mkdtemp, open, readFile, readdir, rm, stat } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { hostname } from "node:os";
import { execFile, spawn } from "node:child_process";
// src/key/parts.ts
/** Stands for a job or a matrix job where there is none. */
const any = "any";
/** In the place of the matrix where `shared-key` is in the place of the job; no matrix job is called so. */
const noMatrix = "shared";
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
			part: noMatrix,
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
	const all = Object.values(parts);
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
	return family.slice(0, family.lastIndexOf("-") + 1);
}
const overlayMark = "+overlay";
const familyLength = 6;
const keyLength = 8;
function planOverlay({ revision }, parts, { pullRequest }) {
	if (revision.pullRequest === void 0 || pullRequest !== "overlay") return null;
	const marked = {
		...parts.prefix,
		part: `${parts.prefix.part}${overlayMark}`
	};
	return `${join$1(Object.values({
		...parts,
		prefix: marked
	}))}-pr${word(revision.pullRequest)}-`;
}
function planCustom(ingredients, parts, { key, restoreKeys }) {
	const { revision, nowMs, workflow = "none", job = "none" } = ingredients;
	const { prefix, os, arch, toolchain, matrix } = parts;
	const values = {
		prefix: prefix.part,
		os: os.part,
		arch: arch.part,
		toolchain: toolchain.part,
		lockfiles: lockfilesPart(ingredients).part,
		ref: revision.ref ?? "none",
		sha: revision.sha ?? "none",
		run: revision.run?.id ?? "none",
		date: dayOf(nowMs),
		workflow: word(workflow),
		job: word(job),
		matrix: matrix.part
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
const none$1 = {
	file: void 0,
	disk: void 0,
	remotes: [],
	chain: void 0
};
/** One of these in the environment, and sccache ignores `[cache.disk]` altogether. */
const diskVariables = [
	"SCCACHE_DIR",
	"SCCACHE_CACHE_SIZE",
	"SCCACHE_DIRECT",
	"SCCACHE_LOCAL_RW_MODE"
];
/** Reads the configuration that sccache would read. What cannot be parsed counts as none: sccache will say so itself. */
function readSccacheConfig(place) {
	for (const file of configFiles(place)) {
		const text = readText(file);
		if (text !== void 0) return {
			...parseSccacheConfig(text, file.endsWith(".json")),
			file
		};
	}
	return none$1;
}
/**
* Where the configuration may be, in sccache's order.
* https://github.com/mozilla/sccache/blob/main/src/config.rs `config_file`
*/
function configFiles({ env, home, platform }) {
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
/** The text of a file; undefined where it cannot be read. */
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
		disk: cache["disk"] === void 0 ? void 0 : diskSettings(table(cache["disk"])),
		remotes: Object.keys(remotes).filter((name) => cache[name] !== void 0),
		chain: Array.isArray(chain) ? chain.filter((one) => typeof one === "string") : void 0
	};
}
function diskSettings(disk) {
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
/** What a file of settings says; nothing where it is of another form. */
function parseText(text, isJson = false) {
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
// src/left-over.ts
/** What is not known to belong to a process of this machine is left over when nothing has touched it for so long. */
const forgottenAfterMs$1 = 216e5;
/**
* A new name for a temporary file or folder: `start`, this process, `end`. Whoever finds it later can tell whether its process
* has ended, by a crash or by a signal that cannot be caught.
*/
function temporaryName(start, end = "") {
	return `${start}${owner()}-${randomBytes(4).toString("hex")}${end}`;
}
/** Makes a folder of such a name in `folder` that only this user can read, and removes what earlier ones left there. */
async function makeTemporary(folder, start) {
	await sweep(folder, { start });
	const made = join(folder, temporaryName(start));
	await mkdir(made, { mode: 448 });
	return made;
}
/**
* Removes from `folder` what such processes left under names of `temporaryName(start, end)`. What may be in use is kept, and
* what cannot be removed: it takes room and does no other harm.
*/
async function sweep(folder, { start, end = "", mostAgeMs = forgottenAfterMs$1, isInUse = async () => false }, nowMs = Date.now()) {
	const names = await readdir(folder).catch(() => []);
	for (const name of names) {
		if (!name.startsWith(start) || !name.endsWith(end)) continue;
		if (name.slice(start.length).startsWith(`${owner()}-`)) continue;
		const path = join(folder, name);
		try {
			if ((hasEnded(name.slice(start.length)) || nowMs - (await stat(path)).mtimeMs > mostAgeMs) && !await isInUse(path)) await rm(path, {
				recursive: true,
				force: true
			});
		} catch {}
	}
}
/** Whether the process that made the temporary name at `path` ran on this machine and has ended. */
function isOwnerGone(path) {
	const found = /[0-9a-f]{6}p\d+-[0-9a-f]{8}/.exec(basename(path));
	return found !== null && hasEnded(found[0]);
}
function hasEnded(named) {
	const [, machine, id] = /^([0-9a-f]{6})p(\d{1,10})-/.exec(named) ?? [];
	return machine !== void 0 && machine === machineId() && !isRunning(Number(id));
}
function isRunning(id) {
	try {
		process.kill(id, 0);
		return true;
	} catch (error) {
		return error.code !== "ESRCH";
	}
}
function owner() {
	return `${machineId()}p${process.pid}`;
}
/** Stands for the numbers of processes that this process can see: containers that share a folder do not share those. */
function machineId() {
	const parts = [hostname(), read$1(() => readlinkSync("/proc/self/ns/pid"))];
	const boot = read$1(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
	return createHash("sha256").update([...parts, boot].join("\n")).digest("hex").slice(0, 6);
}
/** Empty on systems that have no such file. */
function read$1(from) {
	try {
		return from();
	} catch {
		return "";
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
/** What a server's socket is called in the folder of a job. */
const socketName = "sccache.sock";
const folderStart = "sccache-server-";
/** As long as the path of such a folder within its parent. */
const serverFolderName = `${folderStart}123456`;
/** A shell that is still open may build again, and finds the place for a server. */
const forgottenAfterMs = 6048e5;
/**
* Makes a folder for a server's socket that outlives this process, and removes those of this user that are a week old and in
* which no server listens.
*/
async function makeServerFolder(parent) {
	const isInUse = async (path) => {
		const { uid } = await lstat(path);
		return uid !== process.getuid?.() || isListening({
			kind: "socket",
			path: join(path, "sccache.sock")
		}, 500);
	};
	if (process.getuid) await sweep(parent, {
		start: folderStart,
		mostAgeMs: forgottenAfterMs,
		isInUse
	});
	return mkdtemp(join(parent, folderStart));
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
	const answer = record(parseJson$1(text));
	if (answer["stats"] === void 0) return void 0;
	const stats = record(answer["stats"]);
	const hits = counted(stats["cache_hits"]);
	return {
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
		maxCacheSizeBytes: optionalCount(answer["max_cache_size"])
	};
}
/** The place that `cacheLocation` names. */
function placeOf({ cacheLocation }) {
	if (cacheLocation === "") return { kind: "unknown" };
	if (/^Multi-?level\b/i.test(cacheLocation)) return { kind: "levels" };
	const quoted = /^Local disk: (".*")$/s.exec(cacheLocation)?.[1];
	const path = quoted === void 0 ? void 0 : parseJson$1(quoted);
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
function parseJson$1(text) {
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
		async zero() {
			await call("--zero-stats");
		},
		async stop() {
			if (!await isServerAlive()) return { kind: "not-running" };
			const failure = await call("--stop-server").then(nothing, ({ message }) => message);
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
async function waitUntil(done, limitMs) {
	for (const end = Date.now() + limitMs; !await done(); await setTimeout(POLL_MS)) if (Date.now() >= end) return false;
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
		...sccache,
		async stop() {
			if (!server.isOurs) return { kind: "not-running" };
			const stopped = await sccache.stop();
			if (stopped.kind === "stopped") return stopped;
			return await endByForce(server.address) ? { kind: "stopped" } : stopped;
		}
	};
}
// src/store/scopes.ts
/**
* The scopes of a job. A pull request has one of its own, on every CI: some call its ref after the branch that it comes from,
* and a fork's branch may be called `main`.
*/
function scopesOf({ ref, event, pullRequest, baseRef, defaultBranch }) {
	const full = (name) => name === void 0 || name.startsWith("refs/") ? name : `refs/heads/${name}`;
	const isPull = pullRequest !== void 0 || (event ?? "").startsWith("pull_request");
	const isNamed = ref?.startsWith("refs/pull/") === true;
	const number = pullRequest ?? `of-${(ref ?? "unknown").replace(/^refs\/heads\//, "")}`;
	return {
		own: isPull && !isNamed ? `refs/pull/${number}/merge` : full(ref),
		base: isPull ? full(baseRef) : void 0,
		defaultBranch: full(defaultBranch)
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
			});
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
		tellsReads: catalog.tellsReads,
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
const noRef = "-";
// src/bundle/format/json-checks.ts
/** What JSON `text` says. It is not parsed when it is deep, or of very many values. @throws {BundleError} */
function parseJson(text) {
	boundJson(text);
	try {
		return JSON.parse(text);
	} catch (cause) {
		throw new BundleError("damaged", "the manifest is not JSON", cause);
	}
}
const quoteMark = 34;
const backslash = 92;
const comma = 44;
const colon = 58;
/** Refuses text of which a parser would make much more memory than it takes itself. @throws {BundleError} */
function boundJson(text) {
	let depth = 0;
	let values = 1;
	let fields = 0;
	let quoted = false;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code === quoteMark) quoted = !quoted;
		else if (quoted) at += code === backslash ? 1 : 0;
		else if (code === comma) values += 1;
		else if (code === colon) fields += 1;
		else if (code === 91 || code === 123) {
			depth += 1;
			values += 1;
			if (depth > limits.manifestDepth) throw new BundleError("too-large", "the manifest is too deep");
		} else if (code === 93 || code === 125) depth -= 1;
	}
	if (values <= limits.manifestValues && fields <= limits.manifestFields) return;
	throw new BundleError("too-large", `the manifest holds ${values} values and ${fields} fields`);
}
/** The list `name`, each of its values checked. */
function column(columns, name, check, length) {
	const values = columns[name];
	if (!Array.isArray(values)) throw disagrees$1(name, "a list");
	if (length !== void 0 && values.length !== length) throw disagrees$1(name, `a list of ${length}`);
	return values.map((value) => check(value, name));
}
/** The value of a row that every column has. */
function at(values, index) {
	return values[index];
}
function asRecord(value, where) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) throw disagrees$1(where, "an object");
	return value;
}
const whole = (value, where) => {
	if (!Number.isSafeInteger(value) || value < 0) throw disagrees$1(where, "a whole number");
	return value;
};
function wholeUpTo(most) {
	return (value, where) => {
		const number = whole(value, where);
		if (number > most) throw new BundleError("too-large", `the manifest's ${where} claims ${number}`);
		return number;
	};
}
function textUpTo(most) {
	return (value, where) => {
		if (!(typeof value === "string" && value.length <= most && !/[\x00-\x1f\x7f]/.test(value))) throw disagrees$1(where, "a short printable text");
		return value;
	};
}
const shortText = textUpTo(limits.text);
const longText = textUpTo(512);
const hexDigest = (value, where) => {
	if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) throw disagrees$1(where, "a SHA-256");
	return value;
};
function nullable(check) {
	return (value, where) => value === null ? null : check(value, where);
}
function disagrees$1(where, wanted) {
	return new BundleError("disagrees", `the manifest's ${where} is not ${wanted}`);
}
// src/bundle/format/prints.ts
/**
* The fingerprints of arguments as the manifest's JSON has them: compilations share most of their arguments, so a table
* with numbers into it takes a tenth. Nothing where no entry has any. What exceeds the limits is left out, the last
* entries first.
*/
function printsToJson(entries) {
	const numbers = /* @__PURE__ */ new Map();
	let characters = 0;
	const numberOf = (print) => {
		const known = numbers.get(print) ?? numbers.size;
		numbers.set(print, known);
		return known;
	};
	const prints = entries.map((entry) => {
		const own = entry.prints;
		if (!own?.length || own.length > limits.prints || !own.every((print) => pattern.test(print))) return null;
		if (numbers.size + own.length > limits.arguments) return null;
		if (characters + own.length * (String(limits.arguments).length + 1) > limits.printsText) return null;
		const text = own.map(numberOf).join(" ");
		characters += text.length;
		return text;
	});
	return numbers.size === 0 ? {} : {
		arguments: [...numbers.keys()],
		prints
	};
}
/** The fingerprints for each of `count` entries; null where the manifest has none. @throws {BundleError} */
function readPrints(root, columns, count) {
	if (root["arguments"] === void 0 || columns["prints"] === void 0) return Array.from({ length: count }, () => null);
	const table = column(root, "arguments", print);
	if (table.length > limits.arguments) throw tooMany(`${table.length} arguments`);
	const texts = column(columns, "prints", nullable(numberList), count);
	const characters = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
	if (characters > limits.printsText) throw tooMany(`${characters} characters of prints`);
	return texts.map((text) => {
		if (text === null) return null;
		const numbers = text.split(" ").map(Number);
		if (numbers.length > limits.prints) throw tooMany(`${numbers.length} prints of an entry`);
		return numbers.map((number) => {
			const found = table[number];
			if (found === void 0) throw disagrees(`print ${number}, which it does not list`);
			return found;
		});
	});
}
/** The name of an option, or nothing, and six digits of a hash. */
const pattern = /^[\w.-]{0,35}#[0-9a-f]{6}$/;
const print = (value) => {
	if (typeof value === "string" && pattern.test(value)) return value;
	throw disagrees("an argument that is no fingerprint");
};
const numberList = (value) => {
	if (typeof value === "string" && /^\d{1,6}( \d{1,6})*$/.test(value)) return value;
	throw disagrees("prints that are no numbers");
};
function disagrees(what) {
	return new BundleError("disagrees", `the manifest has ${what}`);
}
function tooMany(what) {
	return new BundleError("too-large", `the manifest lists ${what}`);
}
/**
* The manifest as JSON text. Entries and segments are written as columns, which compress better and parse
* faster than rows: docs/format.md.
*/
function manifestToJson(manifest) {
	const { segments, entries, ...rest } = manifest;
	const { prints, ...table } = printsToJson(entries);
	return JSON.stringify({
		...rest,
		...table,
		segments: {
			bytes: segments.map((segment) => segment.bytes),
			rawBytes: segments.map((segment) => segment.rawBytes),
			sha256: segments.map((segment) => segment.sha256),
			entries: countBySegment(manifest)
		},
		entries: {
			name: entries.map((entry) => entry.name),
			bytes: entries.map((entry) => entry.bytes),
			storedBytes: entries.map((entry) => entry.storedBytes),
			lastUse: entries.map((entry) => entry.lastUse),
			runs: entries.map((entry) => entry.runs),
			lastRun: entries.map((entry) => entry.lastRun),
			label: entries.map((entry) => entry.label),
			language: entries.map((entry) => entry.language),
			costMs: entries.map((entry) => entry.costMs),
			...prints && { prints }
		}
	});
}
/**
* The manifest that `text` holds, with every name, number and count checked; unknown fields are passed over.
* What format 1 did not record is filled in: see `upgrade`.
* @throws {BundleError} on anything that no writer of this format makes.
*/
function manifestFromJson(text, major = 2) {
	const parsed = asRecord(parseJson(text), "manifest");
	const root = major === 1 ? upgrade(parsed) : parsed;
	const segmentColumns = asRecord(root["segments"], "segments");
	const entryColumns = asRecord(root["entries"], "entries");
	const counts = column(segmentColumns, "entries", wholeUpTo(limits.entries));
	const segments = readSegments(segmentColumns, counts.length);
	const entries = readEntries(entryColumns, counts, readPrints(root, entryColumns, counts.reduce((sum, n) => sum + n, 0)));
	compareSizes(segments, entries);
	return {
		creator: shortText(root["creator"], "creator"),
		created: whole(root["created"], "created"),
		sccacheVersion: nullable(shortText)(root["sccacheVersion"], "sccacheVersion"),
		toolchain: nullable(shortText)(root["toolchain"], "toolchain"),
		base: nullable(longText)(root["base"], "base"),
		ref: nullable(longText)(root["ref"], "ref"),
		parents: texts(root, "parents", limits.parents),
		ancestors: texts(root, "ancestors", limits.ancestors),
		run: readRun(root["run"]),
		history: readHistory(root["history"]),
		environment: readEnvironment(root["environment"]),
		...readEvicted(root["evicted"]),
		level: whole(root["level"], "level"),
		segments,
		entries
	};
}
function countBySegment({ segments, entries }) {
	const counts = segments.map(() => 0);
	for (const { segment } of entries) counts[segment] = (counts[segment] ?? 0) + 1;
	return counts;
}
function readSegments(columns, count) {
	if (count > limits.segments) throw new BundleError("too-large", `the manifest lists ${count} segments`);
	const bytes = column(columns, "bytes", wholeUpTo(mostFrameBytes), count);
	const rawBytes = column(columns, "rawBytes", wholeUpTo(limits.segmentRawBytes), count);
	const sha256 = column(columns, "sha256", hexDigest, count);
	let offset = 0;
	return sha256.map((digest, i) => {
		const segment = {
			offset,
			bytes: at(bytes, i),
			rawBytes: at(rawBytes, i),
			sha256: digest
		};
		if (segment.rawBytes > mostContent(segment.bytes)) {
			const claim = `${segment.rawBytes} bytes in a frame of ${segment.bytes}`;
			throw new BundleError("too-large", `the manifest's segment ${i} claims ${claim}`);
		}
		offset += segment.bytes;
		return segment;
	});
}
function readEntries(columns, counts, prints) {
	const count = counts.reduce((sum, n) => sum + n, 0);
	if (count > limits.entries) throw new BundleError("too-large", `the manifest lists ${count} entries`);
	const names = column(columns, "name", entryName, count);
	if (new Set(names).size !== names.length) throw new BundleError("disagrees", "the manifest lists an entry twice");
	const bytes = column(columns, "bytes", wholeUpTo(limits.segmentRawBytes), count);
	const storedBytes = column(columns, "storedBytes", whole, count);
	const lastUse = column(columns, "lastUse", wholeUpTo(limits.seconds), count);
	const runs = column(columns, "runs", tally, count);
	const lastRun = column(columns, "lastRun", tally, count);
	const label = column(columns, "label", nullable(shortText), count);
	const language = column(columns, "language", nullable(shortText), count);
	const costMs = column(columns, "costMs", nullable(tally), count);
	const segments = counts.flatMap((n, segment) => Array.from({ length: n }, () => segment));
	return names.map((name, i) => ({
		name,
		bytes: at(bytes, i),
		storedBytes: at(storedBytes, i),
		lastUse: at(lastUse, i),
		runs: at(runs, i),
		lastRun: at(lastRun, i),
		label: at(label, i),
		language: at(language, i),
		costMs: at(costMs, i),
		prints: at(prints, i),
		segment: at(segments, i)
	}));
}
/** Segments hold their entries and nothing else, so that an entry's size cannot be a mere claim. */
function compareSizes(segments, entries) {
	const sums = segments.map(() => 0);
	for (const { segment, bytes } of entries) sums[segment] = (sums[segment] ?? 0) + memberBytes(bytes);
	const odd = segments.findIndex(({ rawBytes }, i) => rawBytes !== sums[i] || rawBytes === 0);
	if (odd < 0) return;
	throw new BundleError("disagrees", `the manifest's segment ${odd} is not of the size of its entries`);
}
/**
* A manifest of format 1 as one of format 2. Of what it does not tell, the use by the last run alone matters: the `used`
* entries that were used last have age 0, the others age 1.
*/
function upgrade(root) {
	const columns = asRecord(root["entries"], "entries");
	const lastUse = column(columns, "lastUse", wholeUpTo(limits.seconds));
	const used = whole(root["used"], "used");
	const newestFirst = lastUse.map((_, i) => i).sort((a, b) => at(lastUse, b) - at(lastUse, a) || a - b);
	const lastRun = lastUse.map(() => 0);
	for (const i of newestFirst.slice(0, used)) lastRun[i] = 1;
	const unknown = lastUse.map(() => null);
	return {
		...root,
		parents: [],
		ancestors: [],
		run: {
			id: null,
			clock: 1,
			complete: false
		},
		history: [],
		entries: {
			...columns,
			lastRun,
			language: unknown,
			costMs: unknown
		}
	};
}
function texts(root, name, most) {
	const list = column(root, name, longText);
	if (list.length <= most) return list;
	throw new BundleError("too-large", `the manifest lists ${list.length} ${name}`);
}
function readRun(value) {
	const { id, clock, complete } = asRecord(value, "run");
	return {
		id: nullable(shortText)(id, "run"),
		clock: tally(clock, "run"),
		complete: truth(complete, "run")
	};
}
function readHistory(value) {
	const rows = column({ history: value }, "history", asRecord);
	if (rows.length > limits.history) throw new BundleError("too-large", `the manifest remembers ${rows.length} runs`);
	const known = nullable(tally);
	const size = nullable(whole);
	return rows.map((row) => ({
		id: nullable(shortText)(row["id"], "history"),
		endedAt: wholeUpTo(limits.seconds)(row["endedAt"], "history"),
		complete: truth(row["complete"], "history"),
		used: tally(row["used"], "history"),
		hits: known(row["hits"], "history"),
		misses: known(row["misses"], "history"),
		compileFails: known(row["compileFails"], "history"),
		savedMs: size(row["savedMs"], "history"),
		restoreMs: known(row["restoreMs"], "history"),
		bundleBytes: size(row["bundleBytes"], "history")
	}));
}
function readEvicted(value) {
	if (value === void 0) return {};
	const byRule = asRecord(value, "evicted");
	const rules = Object.keys(byRule).map((rule) => shortText(rule, "evicted"));
	return { evicted: Object.fromEntries(rules.map((rule) => [rule, texts(byRule, rule, limits.evicted)])) };
}
function readEnvironment(value) {
	const pairs = Object.entries(asRecord(value, "environment"));
	return Object.fromEntries(pairs.map(([name, hash]) => [shortText(name, "environment"), shortText(hash, "environment")]));
}
const tally = wholeUpTo(limits.count);
const truth = (value, where) => {
	if (typeof value === "boolean") return value;
	throw new BundleError("disagrees", `the manifest's ${where} is not true or false`);
};
const entryName = (value) => {
	if (typeof value === "string" && kindOf(value) !== void 0) return value;
	throw new BundleError("unsafe-name", `the manifest names ${quote(value)}, which sccache never writes`);
};
// src/bundle/format/frames.ts
/**
* The frames at a bundle's end, which plain zstd tools pass over: the manifest in one skippable frame, and a
* seek table in another. docs/format.md describes every byte.
* Source of the seek table: contrib/seekable_format/zstd_seekable_compression_format.md of facebook/zstd.
*/
const manifestMagic = 407710301;
const seekTableMagic = 407710302;
const seekableMagic = 2408770225;
const seekEntry = 8;
const seekFooter = 9;
/** Identifies the manifest's frame among other users' skippable frames. */
const mark = Buffer.from("sccache-bundle\0\0", "latin1");
const markHeader = mark.length + 8;
/**
* What is written. A reader refuses a newer major version; a minor one only adds fields that may be passed over, and
* version 1 is still read.
*/
const formatVersion = {
	major: 2,
	minor: 1
};
/** What a bundle becomes when it is signed; its JSON is that of the version above. */
const signedVersion = {
	major: 3,
	minor: 0
};
/** The two frames that end a bundle whose frames so far are `frames`, in file order. */
function encodeTail(manifest, frames, zstd) {
	const json = Buffer.from(manifestToJson(manifest));
	const packed = zstd.compress(json, {
		level: 9,
		checksum: true
	});
	const header = Buffer.alloc(markHeader);
	mark.copy(header);
	header.writeUInt16LE(formatVersion.major, mark.length);
	header.writeUInt16LE(formatVersion.minor, mark.length + 2);
	header.writeUInt32LE(json.length, mark.length + 4);
	const manifestFrame = skippable(manifestMagic, Buffer.concat([header, packed]));
	return Buffer.concat([manifestFrame, seekTable([...frames, {
		bytes: manifestFrame.length,
		rawBytes: 0
	}])]);
}
/** Size of the seek table's frame, from the last `footerBytes` of a file or more. @throws {BundleError} */
function seekTableSize(end) {
	const footer = end.subarray(-9);
	if (footer.length < seekFooter || footer.readUInt32LE(5) !== seekableMagic) throw new BundleError("not-a-bundle", "the file does not end with a seek table: it is cut short, or no bundle");
	const count = footer.readUInt32LE(0);
	if (footer.readUInt8(4) !== 0) throw new BundleError("not-a-bundle", "the seek table is of another kind");
	if (count > limits.segments + 2) throw new BundleError("too-large", `the seek table lists ${count} frames`);
	return 8 + count * seekEntry + seekFooter;
}
/** The compressed and uncompressed sizes of all frames before the seek table. @throws {BundleError} */
function parseSeekTable(frame) {
	if (frame.readUInt32LE(0) !== 407710302 || frame.readUInt32LE(4) !== frame.length - 8) throw new BundleError("damaged", "the seek table's header is damaged");
	const count = (frame.length - 8 - seekFooter) / seekEntry;
	return Array.from({ length: count }, (_, i) => ({
		bytes: frame.readUInt32LE(8 + i * seekEntry),
		rawBytes: frame.readUInt32LE(8 + i * seekEntry + 4)
	}));
}
/** The manifest in its skippable frame. Its signature is not looked at. @throws {BundleError} */
function parseManifestFrame(frame, zstd) {
	const major = majorOf(frame);
	const body = frame.subarray(8);
	const signature = major === signedVersion.major ? signatureBytes(body, markHeader) : 0;
	const size = body.readUInt32LE(mark.length + 4);
	if (size > mostManifest(body.length)) throw new BundleError("too-large", `the manifest claims ${size} bytes in a frame of ${body.length}`);
	const json = decompress(body.subarray(markHeader + signature), size, zstd);
	return manifestFromJson(Buffer.from(json).toString(), major);
}
/** The major version of a bundle with this manifest. @throws {BundleError} when it is none that is read */
function majorOf(frame) {
	const body = frame.subarray(8);
	if (!(body.length >= markHeader && frame.readUInt32LE(0) === 407710301 && frame.readUInt32LE(4) === body.length && body.subarray(0, mark.length).equals(mark))) throw new BundleError("not-a-bundle", "there is no manifest where one belongs");
	const major = body.readUInt16LE(mark.length);
	if (major >= 1 && major <= signedVersion.major) return major;
	const known = `this version reads formats 1 to ${signedVersion.major}`;
	throw new BundleError("unknown-version", `the bundle has format ${major}; ${known}`);
}
/** The last frames of a bundle, `bytes`, of which the seek table is the last. @throws {BundleError} */
function asTail(bytes) {
	const tableBytes = seekTableSize(bytes);
	const manifestBytes = parseSeekTable(bytes.subarray(-tableBytes)).at(-1)?.bytes ?? 0;
	const manifestAt = bytes.length - tableBytes - manifestBytes;
	const isSigned = majorOf(bytes.subarray(manifestAt, -tableBytes)) === signedVersion.major;
	const signatureAt = manifestAt + 8 + markHeader;
	if (isSigned) signatureBytes(bytes.subarray(0, -tableBytes), signatureAt);
	return {
		bytes,
		manifestBytes,
		tableBytes,
		signatureAt,
		isSigned
	};
}
/** No signature takes more. */
const mostSignatureBytes = 4096;
/** Bytes of the signature that begins at `at`. @throws {BundleError} when it is cut short */
function signatureBytes(frame, at) {
	if (frame.length >= at + 64 + 2) {
		const bytes = 66 + frame.readUInt16LE(at + 64);
		if (bytes <= 4096 && at + bytes <= frame.length) return bytes;
	}
	throw new BundleError("damaged", "the signature is damaged");
}
/** The same last frames with this signature in place of the one that they have, if any. */
function withSignature(tail, signature) {
	const { bytes, signatureAt, tableBytes } = tail;
	const table = Buffer.from(bytes.subarray(-tableBytes));
	const headerAt = signatureAt - markHeader;
	const header = Buffer.from(bytes.subarray(headerAt, signatureAt));
	header.writeUInt16LE(signedVersion.major, mark.length);
	header.writeUInt16LE(signedVersion.minor, mark.length + 2);
	const rest = signatureAt + (tail.isSigned ? signatureBytes(bytes, signatureAt) : 0);
	const json = bytes.subarray(rest, -tableBytes);
	const manifest = skippable(manifestMagic, Buffer.concat([
		header,
		signature,
		json
	]));
	table.writeUInt32LE(manifest.length, tableBytes - seekFooter - seekEntry);
	return {
		...tail,
		bytes: Buffer.concat([
			bytes.subarray(0, headerAt - 8),
			manifest,
			table
		]),
		manifestBytes: manifest.length,
		isSigned: true
	};
}
function decompress(packed, size, zstd) {
	try {
		return zstd.decompress(packed, size);
	} catch (cause) {
		throw new BundleError("damaged", "the manifest is damaged", cause);
	}
}
function skippable(magic, body) {
	const header = Buffer.alloc(8);
	header.writeUInt32LE(magic, 0);
	header.writeUInt32LE(body.length, 4);
	return Buffer.concat([header, body]);
}
function seekTable(frames) {
	const body = Buffer.alloc(frames.length * seekEntry + seekFooter);
	for (const [i, { bytes, rawBytes }] of frames.entries()) {
		body.writeUInt32LE(bytes, i * seekEntry);
		body.writeUInt32LE(rawBytes, i * seekEntry + 4);
	}
	body.writeUInt32LE(frames.length, frames.length * seekEntry);
	body.writeUInt8(0, frames.length * seekEntry + 4);
	body.writeUInt32LE(seekableMagic, frames.length * seekEntry + 5);
	return skippable(seekTableMagic, body);
}
// src/bundle/format/signature.ts
/** Of a bundle that is in no store. */
const noName = {
	repository: null,
	ref: null,
	key: null
};
/** The last frames of a bundle, signed by the private key `key`. A signature that is there already is replaced. */
function signTail(tail, name, key) {
	const text = Buffer.from(JSON.stringify(name));
	const block = Buffer.alloc(66 + text.length);
	if (block.length > 4096) throw new BundleError("too-large", `the name to sign takes ${text.length} bytes`);
	block.writeUInt16LE(text.length, 64);
	text.copy(block, 66);
	const signed = withSignature(tail, block);
	sign(null, messageOf(signed), key).copy(signed.bytes, signed.signatureAt);
	return signed.bytes;
}
/** For what a bundle says it is signed, which nothing has proved; undefined when it is not signed. @throws {BundleError} */
function nameIn({ bytes, signatureAt, isSigned }) {
	if (!isSigned) return void 0;
	const end = signatureAt + signatureBytes(bytes, signatureAt);
	const { repository, ref, key } = asRecord(parseJson(bytes.subarray(signatureAt + 64 + 2, end).toString()), "signature");
	const known = nullable(longText);
	return {
		repository: known(repository, "signature"),
		ref: known(ref, "signature"),
		key: known(key, "signature")
	};
}
/** Returns when the bundle is signed by a key that counts, for a name that is not refused. @throws {BundleError} */
function checkSignature(tail, { keys, refuses }) {
	const { bytes, signatureAt, isSigned } = tail;
	if (!isSigned) throw new BundleError("not-signed", "it is not signed, and only signed bundles are taken here");
	const value = bytes.subarray(signatureAt, signatureAt + 64);
	const message = messageOf(tail);
	if (!keys.some((key) => verify(null, message, key, value))) throw new BundleError("not-signed", "it is signed with another key, or was changed after it was signed");
	const name = nameIn(tail);
	const why = name && refuses?.(name);
	if (name && why !== void 0) throw new BundleError("not-signed", `it is signed for ${describeName(name)}, and ${why}`);
}
/** `"KEY" of "refs/heads/main" in "owner/name"`, for messages. */
function describeName({ key, ref, repository }) {
	return [
		key === null ? "no name" : quote(key),
		...ref === null ? [] : [`of ${quote(ref)}`],
		...repository === null ? [] : [`in ${quote(repository)}`]
	].join(" ");
}
/** So that what was signed for another purpose with the same key is no signature of a bundle. */
const domain = Buffer.from("sccache-bundle signature 1\n");
/** What is signed: all bytes of the last frames, with zeros in place of the signature. */
function messageOf({ bytes, signatureAt }) {
	const at = domain.length + signatureAt;
	return Buffer.concat([domain, bytes]).fill(0, at, at + 64);
}
// src/bundle/format/read-manifest.ts
/**
* The manifest of the bundle `from`, a file or what comes of one, held against the seek table and the file's size; waits for
* and reads only the file's end. With `trust`, nothing is read of a bundle before its signature is found to be valid.
* @throws {BundleError} when the file is no sound bundle of a known version, or not signed as it must be.
*/
async function readManifest(from, zstd, trust) {
	return (await readContents(from, zstd, trust)).manifest;
}
/** As `readManifest`, with what else there is. */
async function readContents(from, zstd, trust) {
	const outline = await readOutline(from, zstd, trust);
	checkEnd(outline.end, zstd);
	return outline;
}
/** Whether the frame ends the tar, as plain tools need it. @throws {BundleError} */
function checkEnd(end, zstd) {
	try {
		if (Buffer.compare(zstd.decompress(end, endOfTar.length), endOfTar) === 0) return;
	} catch (cause) {
		if (!(cause instanceof ZstdError)) throw cause;
	}
	throw new BundleError("damaged", "the end of the tar is damaged");
}
/** As `readContents`, with the frame that ends the tar as it is. */
async function readOutline(from, zstd, trust) {
	const { tail, frames } = await (typeof from === "string" ? readTailOf(from) : readTail(from));
	if (trust) checkSignature(tail, trust);
	const { bytes, manifestBytes, tableBytes } = tail;
	const manifest = parseManifestFrame(bytes.subarray(-tableBytes - manifestBytes, -tableBytes), zstd);
	compareFrames(manifest, frames);
	return {
		manifest,
		end: bytes.subarray(0, -tableBytes - manifestBytes),
		signedFor: nameIn(tail)
	};
}
async function readTailOf(path) {
	const file = await open(path, "r");
	try {
		return await readTail(wholeFile(file.fd, (await file.stat()).size));
	} finally {
		await file.close();
	}
}
/** A bundle of which all has come. */
function wholeFile(descriptor, bytes) {
	return {
		descriptor,
		bytes,
		ready: async () => void 0
	};
}
/** Signs the bundle in the file `path`, or signs it anew, and returns its size. @throws {BundleError}, or what writing throws */
async function signFile(path, name, key) {
	const file = await open(path, "r+");
	try {
		const { size } = await file.stat();
		const { tail } = await readTail(wholeFile(file.fd, size));
		const signed = signTail(tail, name, key);
		const at = size - tail.bytes.length;
		await file.truncate(at);
		for (let done = 0; done < signed.length;) done += (await file.write(signed, done, signed.length - done, at + done)).bytesWritten;
		return at + signed.length;
	} finally {
		await file.close();
	}
}
async function readTail(bundle) {
	const tableBytes = seekTableSize(await readEnd(bundle, 9));
	const frames = parseSeekTable(await readEnd(bundle, tableBytes));
	const total = frames.reduce((sum, frame) => sum + frame.bytes, tableBytes);
	if (total !== bundle.bytes) throw new BundleError("truncated", `the seek table tells of ${total} bytes, the file has ${bundle.bytes}`);
	const manifestBytes = frames.at(-1)?.bytes ?? 0;
	if (manifestBytes > limits.manifestBytes) throw new BundleError("too-large", `the manifest takes ${manifestBytes} bytes`);
	const endBytes = frames.at(-2)?.bytes ?? 0;
	if (endBytes > mostEndBytes) throw new BundleError("disagrees", `the end of the tar takes ${endBytes} bytes`);
	return {
		tail: asTail(await readEnd(bundle, tableBytes + manifestBytes + endBytes)),
		frames
	};
}
/** More than zstd makes of 1024 zeros at any level. */
const mostEndBytes = 2048;
/** Behind the segments there are the frame that ends the tar, and the manifest, and nothing else. */
function compareFrames({ segments }, frames) {
	for (const [i, segment] of segments.entries()) if (frames[i]?.bytes !== segment.bytes || frames[i]?.rawBytes !== segment.rawBytes) throw new BundleError("disagrees", `the manifest and the seek table differ about segment ${i}`);
	const count = segments.length + 2;
	if (frames.length === count && frames[count - 2]?.rawBytes === endOfTar.length) return;
	throw new BundleError("disagrees", "the seek table lists frames that the manifest does not know");
}
const readAt = promisify(read);
async function readEnd({ descriptor, bytes, ready }, count) {
	if (count > bytes) throw new BundleError("truncated", `the file has ${bytes} bytes and needs ${count} at the least`);
	await ready(bytes - count, bytes);
	const buffer = Buffer.alloc(count);
	const { bytesRead } = await readAt(descriptor, buffer, 0, count, bytes - count);
	if (bytesRead !== count) throw new BundleError("truncated", "the file became shorter while it was read");
	return buffer;
}
// src/config/signing-keys.ts
const signing = "SCCACHE_BUNDLE_SIGNING_KEY";
const verifying = "SCCACHE_BUNDLE_VERIFY_KEYS";
/** More keys than these are a mistake: each signature is held against all of them. */
const mostKeys = 16;
/**
* The keys that the environment names, or undefined where it names none: then nothing is signed, and no signature is
* looked at. Empty counts as not set. @throws {ConfigError} that names the variables with a bad value
*/
function parseSigningKeys(env) {
	const problems = [];
	const read = (name, parse, allowed) => {
		const keys = keyTexts(env[name] ?? "").map(parse);
		const most = name === signing ? 1 : mostKeys;
		const found = keys.filter((key) => key !== void 0);
		const isSound = found.length === keys.length && keys.length <= most;
		if (!isSound) problems.push({
			name,
			value: "",
			why: `is not ${allowed}`
		});
		return isSound ? found : [];
	};
	const form = "as PEM or as the line within the PEM";
	const [signingKey] = read(signing, privateKey, `an Ed25519 private key, ${form}`);
	const others = read(verifying, publicKey, `a list of 1 to ${mostKeys} Ed25519 public keys, each ${form}`);
	if (problems.length > 0) throw new ConfigError(problems);
	const verifyKeys = [...signingKey ? [createPublicKey(signingKey)] : [], ...others];
	return verifyKeys.length === 0 ? void 0 : {
		signingKey,
		verifyKeys
	};
}
/** The key to sign a bundle with that is written, or undefined where none is set. @throws {ConfigError} where there are public keys alone */
function parseSigningKey(env) {
	const keys = parseSigningKeys(env);
	if (!keys || keys.signingKey) return keys?.signingKey;
	throw new ConfigError([{
		name: signing,
		value: "",
		why: `is required to write a bundle where ${verifying} is set`
	}]);
}
/** The environment for programs that we start: without the private key, which a build could read there. */
function withoutSigningKey(env) {
	return {
		...env,
		[signing]: void 0
	};
}
/** The Base64 of each key: without the lines around it, and whether its line ends are line ends, spaces or `\\n`. */
function keyTexts(text) {
	return text.replaceAll("\\n", "\n").replace(/-----[A-Z ]+-----/g, " ").split(/[\s,]+/).filter((word) => word !== "");
}
function privateKey(text) {
	return keyOf(text, (key) => createPrivateKey({
		key,
		format: "der",
		type: "pkcs8"
	}));
}
function publicKey(text) {
	return keyOf(text, (key) => createPublicKey({
		key,
		format: "der",
		type: "spki"
	}));
}
function keyOf(text, create) {
	if (!/^[A-Za-z0-9+/]{40,}={0,2}$/.test(text)) return void 0;
	try {
		const key = create(Buffer.from(text, "base64"));
		return key.asymmetricKeyType === "ed25519" ? key : void 0;
	} catch {
		return;
	}
}
// src/flow/trust.ts
/**
* Why this job restores nothing, or undefined when it does. A tag or a release is where code is published: whoever could write
* to the cache once could put code into it. https://docs.zizmor.sh/audits/#cache-poisoning
*/
function whyNotRestore({ restore }, { event, ref }) {
	if (restore === "never") return "restore is false";
	const isPublished = event === "release" || ref?.startsWith("refs/tags/") === true;
	if (restore === "always" || !isPublished) return void 0;
	return `restore is auto, and this is a ${event === "release" ? "release" : "tag"}: what is published should not come from a cache (restore: true allows it)`;
}
/**
* Events whose jobs run the repository's own code. Others can run a stranger's in the scope of the default branch, where
* a bundle would be everybody's: https://docs.github.com/en/actions/reference/security/secure-use
*/
const trustedEvents = /* @__PURE__ */ new Set([
	"push",
	"schedule",
	"workflow_dispatch",
	"repository_dispatch",
	"release",
	"create"
]);
/**
* Decides by policy, event and ref alone. Failed and cancelled jobs may save: sccache writes whole files, so whatever is
* there was compiled to its end, and a job that always reaches its time limit gets faster from run to run.
*/
function maySave({ save, pullRequest }, context) {
	const { event, ref, defaultBranch } = context;
	if (save === "never") return none("save is never");
	if (save === "default-branch" && (defaultBranch === void 0 || ref !== `refs/heads/${defaultBranch}`)) return none(`save is default-branch, and this is ${ref ?? "no branch"}`);
	if (event === "pull_request") {
		if (pullRequest === "none") return none("pull-request is none, and this is a pull request");
		return { kind: pullRequest === "overlay" ? "overlay" : "base" };
	}
	if (save === "always") return { kind: "base" };
	if (event !== void 0 && !trustedEvents.has(event)) return none(`save is ${save}, and the event is ${event}`);
	return ref?.startsWith("refs/tags/") ? none(`save is ${save}, and this is a tag`) : { kind: "base" };
}
function none(why) {
	return {
		kind: "none",
		why
	};
}
/** Why a job without a signing key saves nothing. */
const cannotSign = "bundles must be signed (SCCACHE_BUNDLE_VERIFY_KEYS), and this job has no SCCACHE_BUNDLE_SIGNING_KEY";
/** What is left of a budget for the bundle itself, where it is going to be signed. */
function unsignedBytes(budgetBytes, signing) {
	return Math.max(0, budgetBytes - (signing ? mostSignatureBytes : 0));
}
/** The signing of a job, or undefined where there are no keys. A signature is for one key, ref and repository. */
function openSigning(keys, { repository = null, scopes }) {
	if (!keys) return void 0;
	const { signingKey, verifyKeys } = keys;
	return {
		canSign: signingKey !== void 0,
		trust: (found) => ({
			keys: verifyKeys,
			refuses: (name) => whyOther(name, found, {
				repository,
				scopes
			})
		}),
		async sign(file, key) {
			if (!signingKey) throw new Error("there is no key to sign with");
			return signFile(file, {
				repository,
				ref: scopes.own ?? null,
				key
			}, signingKey);
		}
	};
}
/**
* Whose signature a file must have that somebody names, for whatever name; undefined where the environment has no keys.
* @throws {ConfigError}
*/
function trustFrom(env) {
	const keys = parseSigningKeys(env);
	return keys && { keys: keys.verifyKeys };
}
/** Why a signature for `name` is none for the bundle that was found, or undefined when it is. */
function whyOther(name, found, { repository, scopes }) {
	if (name.key?.toLowerCase() !== found.key.toLowerCase()) return "was found under another key";
	if (name.repository !== repository) return `this job is of ${repository ?? "no repository that is known"}`;
	if ((found.ref === void 0 ? readableRefs(scopes) : [found.ref]).some((ref) => (ref ?? null) === name.ref)) return void 0;
	return "this job does not read that ref, or found the bundle under another";
}
// src/flow/handoff.ts
/** The bundle that a part restored, if it did. */
function restoredBy(part) {
	return part.kind === "restored" ? part.bundle : null;
}
/** The handoff that `text` holds, or undefined when it is none of this version's. */
function parseHandoff(text) {
	try {
		return asHandoff(JSON.parse(text));
	} catch {
		return;
	}
}
/** The handoff that `value` is, or undefined when it is none of this version's. */
function asHandoff(value) {
	return isHandoff(value) ? value : void 0;
}
function isHandoff(value) {
	if (typeof value !== "object" || value === null) return false;
	const { config, context, directory, keys, readyAtMs, sccache, server, ...rest } = value;
	return rest.format === 2 && typeof config === "object" && config !== null && typeof context?.workspace === "string" && typeof directory === "string" && typeof keys?.primary === "string" && (readyAtMs === null || typeof readyAtMs === "number") && (sccache === null || typeof sccache?.path === "string") && (server === null || typeof server?.address?.kind === "string") && Array.isArray(rest.restorePhases) && isPart(rest.base) && isPart(rest.overlay);
}
function isPart(part) {
	switch (part?.kind) {
		case "restored": return typeof part.bundle?.manifestFile === "string" && typeof part.bundle.key === "string";
		case "failed":
		case "skipped": return typeof part.why === "string";
		default: return part?.kind === "missed";
	}
}
export { parseCacheSize as $, scopesOf as A, givenAddress as B, parseManifestFrame as C, readableRefs as D, manifestToJson as E, run as F, socketName as G, makeServerFolder as H, runDetached as I, sweep as J, isOwnerGone as K, addressVariables as L, openServer as M, localDirectory as N, scoped as O, placeOf as P, otherPlaces as Q, endByForce as R, manifestMagic as S, manifestFromJson as T, serverAddress as U, isListening as V, serverFolderName as W, bypassWarnings as X, temporaryName as Y, diskVariables as Z, describeName as _, maySave as a, isOfFamily as at, asTail as b, unsignedBytes as c, parseKey$1 as ct, parseSigningKeys as d, fingerprint as dt, parseText as et, withoutSigningKey as f, parseToolchain as ft, readOutline as g, readManifest as h, cannotSign as i, isFresh as it, openSccache as j, scopedCatalog as k, whyNotRestore as l, planKeys as lt, readContents as m, parseHandoff as n, readText as nt, openSigning as o, jobBeginning as ot, checkEnd as p, wantsNativeCode as pt, makeTemporary as q, restoredBy as r, table as rt, trustFrom as s, keyBeginnings as st, asHandoff as t, readSccacheConfig as tt, parseSigningKey as u, saveKey as ut, noName as v, seekTableMagic as w, encodeTail as x, signTail as y, freePort as z };
