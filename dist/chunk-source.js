import { a as makeFolder } from "./chunk-directory.js";
import { t as openSccache, y as textOf } from "./chunk-server.js";
import path, { dirname, isAbsolute, join, resolve } from "node:path";
import { access, constants, copyFile, readdir, realpath, stat, symlink } from "node:fs/promises";
import { existsSync, readdirSync } from "node:fs";
// src/sccache/environment/checkout.ts
/** Folders that hold copies and products, never the project's own files. */
const leftOut = /* @__PURE__ */ new Set([
	".git",
	"target",
	"node_modules",
	"vendor",
	".cargo"
]);
/** Yields `root` and its folders, those above the folders within them; with `levels` so deep, and no hidden ones. */
function* walk(root, levels = Number.POSITIVE_INFINITY, path = "") {
	const children = childrenOf(join(root, path));
	yield {
		path,
		children
	};
	if (levels === 0) return;
	for (const child of children) {
		const isPassed = leftOut.has(child.name) || Number.isFinite(levels) && child.name.startsWith(".");
		if (child.isDirectory() && !isPassed) yield* walk(root, levels - 1, below(path, child.name));
	}
}
function below(path, name) {
	return path === "" ? name : `${path}/${name}`;
}
/** What lies in a folder; nothing where it may not be read, as that is no part of the build. */
function childrenOf(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		return [];
	}
}
/** Deep enough for `crates/NAME-sys/NAME/CMakeLists.txt`. */
const cmakeLevels = 4;
/** Whether a CMakeLists.txt is in the workspace. */
function usesCMake(workspace) {
	for (const { children } of walk(workspace, cmakeLevels)) if (children.some(({ name }) => name === "CMakeLists.txt")) return true;
	return false;
}
/**
* The folder whose toolchain builds the workspace: the workspace itself, or the only one of its Rust folders with a toolchain file,
* such as `src-tauri`. Undefined where there is no Rust.
*/
function rustFolder(workspace) {
	const folders = rustFolders(workspace);
	if (folders.length === 0) return void 0;
	const named = folders.filter((folder) => folder !== workspace && ["rust-toolchain.toml", "rust-toolchain"].some((name) => existsSync(join(folder, name))));
	return named.length === 1 ? named[0] : workspace;
}
/**
* Where cargo may be started: in the workspace if it has a Cargo.toml, else in the folders that have one, at most two folders deep.
* Absolute; none where there is no Rust. Submodules do not count: they may ask for a toolchain that this build never uses.
*/
function rustFolders(workspace) {
	const found = [];
	const submodules = [];
	for (const { path, children } of walk(workspace, 2)) {
		if (path !== "" && children.some((child) => child.name === ".git" && child.isFile())) submodules.push(path);
		if (submodules.some((submodule) => path === submodule || path.startsWith(`${submodule}/`))) continue;
		if (!children.some(({ name }) => name === "Cargo.toml")) continue;
		if (path === "") return [workspace];
		found.push(join(workspace, path));
	}
	return found;
}
const cmakeFile = /^CMakeLists\.txt$|^CMakePresets\.json$|\.cmake$/;
const named = [/\bset\s*\(\s*CMAKE_(?:C|CXX)_COMPILER\s+"?([\w./+:-]+)"?[\s)]/gi, /"CMAKE_(?:C|CXX)_COMPILER"\s*:\s*(?:\{[^{}]*"value"\s*:\s*)?"([\w./+:-]+)"/g];
const usual = /(^|[-/])(g?cc|[gc]\+\+|clang(\+\+|-cl)?|cl)(-?\d[\d.]*)?(\.exe)?$/i;
const mostCompilers = 8;
/** Reads CMakeLists.txt, CMakePresets.json and `*.cmake`. */
function readCmake(workspace) {
	let namesSccache;
	const compilers = /* @__PURE__ */ new Set();
	for (const { path, children } of walk(workspace, cmakeLevels)) {
		const names = children.filter((child) => child.isFile()).map(({ name }) => name);
		for (const name of names.filter((one) => cmakeFile.test(one))) {
			const isOfRoot = path === "cmake" || path === "" && !name.endsWith(".cmake");
			const text = textOf(join(workspace, path, name)) ?? "";
			if ((isOfRoot || text.includes("RULE_LAUNCH_COMPILE")) && /\bsccache\b/i.test(text)) namesSccache ??= join(path, name);
			for (const match of named.flatMap((pattern) => [...text.matchAll(pattern)])) {
				const [, compiler = ""] = match;
				if (!usual.test(compiler)) compilers.add(compiler);
			}
		}
	}
	return {
		namesSccache,
		compilers: [...compilers].slice(0, mostCompilers)
	};
}
// src/sccache/environment/launcher-names.ts
/** Programs that stand before a compiler as sccache does: two of them in a row do not work. */
const launchers = /(^|[\\/])(ccache|distcc|icecc|buildcache|recc|fastbuild)(\.exe)?$/i;
/** Whether a program of a command is sccache itself. */
function isSccache(command) {
	return /(^|[\\/])sccache(\.exe)?$/i.test(command);
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
/** One of these in the environment, and sccache ignores `[cache.disk]` altogether. */
const diskVariables = [
	"SCCACHE_DIR",
	"SCCACHE_CACHE_SIZE",
	"SCCACHE_DIRECT",
	"SCCACHE_LOCAL_RW_MODE"
];
/** `[cache.disk]` of sccache's configuration file, where it has one and no variable makes sccache ignore it. */
function effectiveDisk(env, { disk }) {
	return diskVariables.some((name) => env[name] !== void 0) ? void 0 : disk;
}
/** What the user lets sccache fill on disk, in bytes, by variable or file; undefined where nobody has said. */
function userCacheBytes(env, config) {
	return parseCacheSize(env["SCCACHE_CACHE_SIZE"] ?? "") ?? effectiveDisk(env, config)?.sizeBytes;
}
/** Reads the configuration that sccache would read. What cannot be parsed counts as none: sccache will say so itself. */
function readSccacheConfig(place) {
	for (const file of configFiles(place)) {
		const text = textOf(file);
		if (text !== void 0) return {
			...parseSccacheConfig(text, file.endsWith(".json")),
			file
		};
	}
	return {
		...parseSccacheConfig(""),
		file: void 0
	};
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
/** The settings in `text`. A size that sccache would refuse is none. */
function parseSccacheConfig(text, isJson = false) {
	const cache = tableOf(parseText(text, isJson)["cache"]);
	const chain = tableOf(cache["multilevel"])["chain"];
	return {
		disk: cache["disk"] === void 0 ? void 0 : diskSettings(tableOf(cache["disk"])),
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
		preprocessor: tableOf(preprocessor_cache_mode)["use_preprocessor_cache_mode"] !== false
	};
}
/** Bytes, as sccache reads a size: whole, with K, M, G or T of 1024; undefined where it falls back to its default. */
function parseCacheSize(text) {
	const [, digits, unit = ""] = /^(\d+)([KMGT]?)$/i.exec(text) ?? [];
	if (digits === void 0) return void 0;
	return asBytes(Number(digits) * 1024 ** " KMGT".indexOf(unit.toUpperCase() || " "));
}
/** Whole bytes, at most what a number holds exactly, which no disk has; undefined for what is no number of bytes. */
function asBytes(size) {
	return Number.isInteger(size) && size >= 0 ? Math.min(size, Number.MAX_SAFE_INTEGER) : void 0;
}
/** What a file of settings says; nothing where it is of another form. */
function parseText(text, isJson = false) {
	try {
		return tableOf(isJson ? JSON.parse(text) : parse(text));
	} catch {
		return {};
	}
}
/** The object's own properties; none when `value` is no object. */
function tableOf(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
/**
* By the names that sccache's configuration file gives them; the variables after its own `config_from_env`:
* https://github.com/mozilla/sccache/blob/main/src/config.rs
*/
const remotes = {
	s3: {
		name: "S3",
		by: ["SCCACHE_BUCKET"]
	},
	redis: {
		name: "Redis",
		by: [
			"SCCACHE_REDIS",
			"SCCACHE_REDIS_ENDPOINT",
			"SCCACHE_REDIS_CLUSTER_ENDPOINTS"
		]
	},
	memcached: {
		name: "memcached",
		by: ["SCCACHE_MEMCACHED", "SCCACHE_MEMCACHED_ENDPOINT"]
	},
	gcs: {
		name: "Google Cloud Storage",
		by: ["SCCACHE_GCS_BUCKET"]
	},
	gha: {
		name: "GitHub Actions",
		by: ["SCCACHE_GHA_ENABLED", "SCCACHE_GHA_VERSION"]
	},
	azure: {
		name: "Azure Blob",
		by: ["SCCACHE_AZURE_BLOB_CONTAINER"],
		and: [
			"SCCACHE_AZURE_CONNECTION_STRING",
			"SCCACHE_AZURE_STORAGE_ACCOUNT",
			"SCCACHE_AZURE_ENDPOINT"
		]
	},
	webdav: {
		name: "WebDAV",
		by: ["SCCACHE_WEBDAV_ENDPOINT"]
	},
	oss: {
		name: "OSS",
		by: ["SCCACHE_OSS_BUCKET"]
	},
	cos: {
		name: "COS",
		by: ["SCCACHE_COS_BUCKET"]
	}
};
/** Variables, the values of them that count, and what they do. */
const hindrances = [
	[
		"SCCACHE_LOCAL_RW_MODE",
		/^READ_ONLY$/i,
		"keeps sccache from adding to its directory"
	],
	[
		"SCCACHE_RECACHE",
		/^/,
		"makes every compilation a miss"
	],
	[
		"SCCACHE_NO_CACHE",
		/^/,
		"keeps sccache from caching at all"
	]
];
/**
* What in `env` and in sccache's configuration file makes sccache pass by its directory, or not fill it: one line each,
* with what to do. Only names of variables are told, never their values, which may be secrets.
*/
function bypassWarnings(env, config) {
	const bypassed = otherPlaces(env, config).map(({ name, todo }) => `sccache will use ${name} and not its directory, so nothing is restored or saved: ${todo}`);
	const hindered = hindrances.filter(([variable, values]) => env[variable] !== void 0 && values.test(env[variable])).map(([variable, _values, effect]) => `${variable} ${effect}: unset it to fill the cache`);
	return [...bypassed, ...hindered].map((text) => ({
		text,
		topic: "backend"
	}));
}
/** The places that sccache will use and not its directory, each with how to turn it off; none where it uses the directory. */
function otherPlaces(env, config) {
	if ((env["SCCACHE_MULTILEVEL_CHAIN"]?.split(",") ?? config?.chain)?.some((level) => level.trim().toLowerCase() === "disk")) return [];
	const byVariables = Object.values(remotes).flatMap((remote) => {
		const variables = variablesOf(remote, env);
		return variables.length > 0 ? [{
			name: remote.name,
			todo: `unset ${variables.join(" and ")}`
		}] : [];
	});
	const byFile = (config?.remotes ?? []).map((remote) => ({
		name: remotes[remote]?.name ?? remote,
		todo: `remove [cache.${remote}] from ${config?.file}`
	}));
	return [...byVariables, ...byFile];
}
/** The variables of `env` that turn a place on; none where it is off. */
function variablesOf({ by, and }, env) {
	const isSet = (variable) => (variable === "SCCACHE_GHA_ENABLED" ? /^(true|on|1)$/i : /./s).test(env[variable] ?? "");
	return and === void 0 || and.some(isSet) ? by.filter(isSet) : [];
}
/**
* Whether sccache is told to use a place, by variables, by its file or as one of several levels. The place has the name that
* sccache's file gives it; builds of sccache by others know more of them.
*/
function usesPlace(name, env, config) {
	const remote = remotes[name];
	const own = `SCCACHE_${name.toUpperCase()}_`;
	const chain = env["SCCACHE_MULTILEVEL_CHAIN"]?.split(",") ?? config.chain ?? [];
	return config.remotes.includes(name) || chain.some((level) => level.trim().toLowerCase() === name) || (remote === void 0 ? Object.keys(env).some((variable) => variable.startsWith(own)) : variablesOf(remote, env).length > 0);
}
// src/sccache/environment/cargo-config.ts
/**
* What cargo reads in the folders of the workspace where it may be started, as one: variables are the same for all of them, so a
* wrapper of one folder's own counts for all, and sccache as a wrapper counts only where every folder has it.
*/
function readCargoConfig(place) {
	const folders = rustFolders(place.workspace);
	const all = (folders.length > 0 ? folders : [place.workspace]).map((workspace) => readIn({
		...place,
		workspace
	}));
	const wrappers = all.map(({ rustcWrapper }) => rustcWrapper);
	return {
		rustcWrapper: wrappers.find((wrapper) => wrapper !== void 0 && !isSccache(wrapper.value)) ?? (wrappers.includes(void 0) ? void 0 : wrappers[0]),
		rustcWorkspaceWrapper: all.map((one) => one.rustcWorkspaceWrapper).find((one) => one !== void 0),
		targets: [...new Set(all.flatMap(({ targets }) => targets))],
		compilers: all.flatMap(({ compilers }) => compilers)
	};
}
/** What cargo reads that is started in the workspace itself. What cannot be parsed counts as not there. */
function readIn(place) {
	const all = cargoConfigFiles(place).map((file) => {
		const settings = parseText(textOf(file) ?? "");
		return {
			file,
			build: tableOf(settings["build"]),
			env: tableOf(settings["env"])
		};
	});
	const first = (key) => {
		const found = all.find(({ build }) => typeof build[key] === "string");
		return found && {
			value: String(found.build[key]),
			file: found.file
		};
	};
	const target = all.find(({ build }) => build["target"] !== void 0)?.build["target"];
	const compilers = all.flatMap(({ file, env }) => ["CC", "CXX"].flatMap((name) => {
		const value = typeof env[name] === "string" ? env[name] : tableOf(env[name])["value"];
		return typeof value === "string" ? [{
			name,
			value,
			file
		}] : [];
	}));
	return {
		rustcWrapper: first("rustc-wrapper"),
		rustcWorkspaceWrapper: first("rustc-workspace-wrapper"),
		targets: [target].flat().filter((one) => typeof one === "string"),
		compilers
	};
}
/**
* The wrappers that the user's settings give cargo. Cargo takes RUSTC_WRAPPER before CARGO_BUILD_RUSTC_WRAPPER before its files, and
* an empty one as "no wrapper".
*/
function cargoWrappers(env, cargo) {
	return {
		wrapper: told(env, "RUSTC_WRAPPER") ?? told(env, "CARGO_BUILD_RUSTC_WRAPPER") ?? fromFile("build.rustc-wrapper", cargo.rustcWrapper),
		workspace: told(env, "RUSTC_WORKSPACE_WRAPPER") ?? told(env, "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER") ?? fromFile("build.rustc-workspace-wrapper", cargo.rustcWorkspaceWrapper)
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
/**
* The files that cargo, started in the workspace, would read, those whose values win first: `.cargo/config.toml` there and in every
* folder above, then the one in CARGO_HOME, and behind each what it includes. In each folder the name without an ending
* comes before the other. https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure
*/
function cargoConfigFiles({ workspace, env, home }) {
	const folders = [];
	for (let folder = workspace;; folder = dirname(folder)) {
		folders.push(join(folder, ".cargo"));
		if (dirname(folder) === folder) break;
	}
	const all = [...folders, env["CARGO_HOME"] || join(home, ".cargo")];
	const files = [...new Set(all)].flatMap((folder) => [join(folder, "config"), join(folder, "config.toml")]);
	return [...new Set(files.flatMap((file) => [file, ...includedBy(file)]))];
}
/** More than anybody nests; a file that includes itself ends here. */
const mostNested = 5;
/** What a configuration includes (cargo 1.94), the last first, as that one's values win. Each may include more. */
function includedBy(file, levels = mostNested) {
	const text = textOf(file) ?? "";
	if (levels === 0 || !text.includes("include")) return [];
	return [parseText(text)["include"]].flat().map((one) => typeof one === "string" ? one : tableOf(one)["path"]).filter((one) => typeof one === "string").reverse().map((one) => isAbsolute(one) ? one : resolve(dirname(file), one)).flatMap((one) => [one, ...includedBy(one, levels - 1)]);
}
// src/sccache/install/source.ts
/**
* The sccache of the first source that has one; later ones are not asked.
* @throws {SccacheUnavailable} that says of each source why it has none
*/
async function firstFound(sources, log) {
	const tried = [];
	for (const source of sources) try {
		return {
			...await source.find(),
			from: source.label
		};
	} catch (error) {
		if (error instanceof SccacheUnavailable || !(error instanceof Error)) throw error;
		log.debug(`sccache: ${source.label}: ${error.message}`);
		tried.push(`${source.label}: ${error.message}`);
	}
	throw new SccacheUnavailable(tried);
}
/** sccache cannot be had, so nothing can be cached. Builds go on without; whoever catches this says so once. */
var SccacheUnavailable = class extends Error {
	name = "SccacheUnavailable";
	/** `tried`: what was tried and why it did not work, one line each, in order. */
	constructor(tried) {
		super(`sccache not found: ${tried.join("; ")}`);
	}
};
/** The name of sccache's file. */
function binaryName(platform) {
	return platform === "win32" ? "sccache.exe" : "sccache";
}
/** The sccache that a shell would find: the first on PATH that runs, of any version unless one is `wanted`. */
function pathSource({ env, platform }, wanted) {
	const find = async () => {
		const seen = [];
		for (const candidate of placesOnPath(env, platform)) {
			if (!await isExecutable(candidate)) continue;
			const version = await openSccache({
				path: candidate,
				env
			}).version().catch(() => void 0);
			if (version !== void 0 && (wanted === void 0 || version === wanted)) return {
				path: candidate,
				version
			};
			seen.push(version === void 0 ? `${candidate} does not run` : `${candidate} is ${version}`);
		}
		const not = seen.length === 0 || wanted === void 0 ? "" : `, not ${wanted}`;
		throw new Error(`${seen.join(", ") || "not there"}${not}`);
	};
	return {
		label: "PATH",
		find
	};
}
/**
* The folder to put in front of PATH so that `sccache` is the one at `binary`, or undefined when it is already. The folder
* holds nothing else: the one in which a system keeps its sccache would bring its other programs, too, before those that
* the job has chosen. It is made in `folder` where there is none.
*/
async function folderForPath(binary, env, folder) {
	const { platform } = process;
	const real = (file) => realpath(file).catch(() => file);
	for (const candidate of placesOnPath(env, platform)) {
		if (!await isExecutable(candidate)) continue;
		if (await real(candidate) === await real(binary)) return void 0;
		break;
	}
	if ((await readdir(path.dirname(binary))).length === 1) return path.dirname(binary);
	const own = path.join(folder, "bin");
	await makeFolder(own);
	const file = path.join(own, binaryName(platform));
	if (platform === "win32") await copyFile(binary, file);
	else await symlink(binary, file);
	return own;
}
/** Where sccache may be, in PATH's order. Only absolute folders: a relative one is whatever the build put there. */
function placesOnPath(env, platform) {
	const { delimiter, isAbsolute, join } = platform === "win32" ? path.win32 : path.posix;
	const isPath = (name) => name === "PATH" || platform === "win32" && name.toUpperCase() === "PATH";
	const folders = (env[Object.keys(env).find(isPath) ?? "PATH"] ?? "").split(delimiter).filter(isAbsolute);
	return [...new Set(folders.map((folder) => join(folder, binaryName(platform))))];
}
/** Whether there is an sccache at `program`, as settings name it: on PATH, or a file. */
function hasSccache(program, { env, platform, workspace }) {
	return (/[\\/]/.test(program) ? [path.resolve(workspace, program)] : placesOnPath(env, platform)).some((place) => existsSync(place));
}
async function isExecutable(file) {
	try {
		await access(file, constants.X_OK);
		return (await stat(file)).isFile();
	} catch {
		return false;
	}
}
export { usesCMake as C, rustFolder as S, isSccache as _, hasSccache as a, childrenOf as b, cargoWrappers as c, effectiveDisk as d, otherPlaces as f, usesPlace as g, userCacheBytes as h, folderForPath as i, readCargoConfig as l, readSccacheConfig as m, binaryName as n, pathSource as o, parseCacheSize as p, firstFound as r, cargoConfigFiles as s, SccacheUnavailable as t, bypassWarnings as u, launchers as v, walk as w, readCmake as x, below as y };
