import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
// src/left-over.ts
/** What is not known to belong to a process of this machine is left over when nothing has touched it for so long. */
const forgottenAfterMs = 216e5;
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
async function sweep(folder, { start, end = "", mostAgeMs = forgottenAfterMs }, nowMs = Date.now()) {
	const names = await readdir(folder).catch(() => []);
	for (const name of names) {
		if (!name.startsWith(start) || !name.endsWith(end)) continue;
		const path = join(folder, name);
		try {
			if (hasEnded(name.slice(start.length)) || nowMs - (await stat(path)).mtimeMs > mostAgeMs) await rm(path, {
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
	const parts = [hostname(), read(() => readlinkSync("/proc/self/ns/pid"))];
	const boot = read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
	return createHash("sha256").update([...parts, boot].join("\n")).digest("hex").slice(0, 6);
}
/** Empty on systems that have no such file. */
function read(from) {
	try {
		return from();
	} catch {
		return "";
	}
}
export { temporaryName as i, makeTemporary as n, sweep as r, isOwnerGone as t };
