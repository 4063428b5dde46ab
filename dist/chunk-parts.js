import { createHash } from "node:crypto";
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
	const one = matrix === void 0 ? void 0 : {
		part: `m${fingerprint(matrix)}`,
		from: matrix
	};
	return {
		job: jobPart(workflow, job),
		matrix: one ?? {
			part: any,
			from: "no matrix"
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
		from: "no compiler found"
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
		tellsContent: true
	}),
	"lockfile-once": (ingredients) => ({
		...lockfilesPart(ingredients),
		once: true,
		tellsContent: true
	}),
	rolling: () => ({
		part: "rolling",
		from: "strategy rolling",
		once: false
	}),
	daily: ({ nowMs }) => ({
		part: `d${dayOf(nowMs)}`,
		from: "UTC date",
		once: true
	}),
	weekly: ({ nowMs }) => ({
		part: weekOf(nowMs),
		from: "ISO week, UTC",
		once: true
	}),
	commit: ({ revision }) => ({
		part: `c${(revision.sha ?? "none").slice(0, 12)}`,
		from: revision.sha === void 0 ? "no commit known" : `commit ${revision.sha}`,
		once: revision.sha !== void 0
	}),
	branch: ({ revision: { ref, defaultBranch } }) => ({
		part: `b${word((ref ?? "none").replace(/^refs\/(heads|tags)\//, ""))}`,
		from: ref === void 0 ? "no ref known" : `ref ${ref}`,
		once: false,
		fallback: defaultBranch === void 0 ? void 0 : `b${word(defaultBranch)}`
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
export { lockfilesPart as a, fingerprint as i, endings as n, parseToolchain as o, familyParts as r, word as s, dayOf as t };
