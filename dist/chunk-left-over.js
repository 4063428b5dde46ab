import { createHash, randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { readFileSync, readlinkSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
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
/**
* What `work` returns. It gets a folder of such a name in `folder` that only this user can read, and that is removed when it
* ends. What earlier ones left there is removed at the start.
*/
async function inTemporary(folder, start, work) {
	await sweep(folder, { start });
	const made = join(folder, temporaryName(start));
	await mkdir(made, { mode: 448 });
	try {
		return await work(made);
	} finally {
		await rm(made, {
			recursive: true,
			force: true
		});
	}
}
/**
* Removes from `folder` what such processes left under names of `temporaryName(start, end)`, and looks at no other name: what
* only begins and ends like one may be a user's. What may be in use is kept, and what cannot be removed: it takes room and
* does no other harm.
*/
async function sweep(folder, { start, end = "", between = made, mostAgeMs = forgottenAfterMs, isInUse = async () => false, partsAt = () => [""] }, nowMs = Date.now()) {
	const names = await readdir(folder).catch(() => []);
	for (const name of names) {
		if (!name.startsWith(start) || !name.endsWith(end)) continue;
		const middle = name.slice(start.length, name.length - end.length);
		if (!between.test(middle)) continue;
		if (middle.startsWith(`${owner()}-`)) continue;
		const path = join(folder, name);
		try {
			const ageMs = nowMs - (await stat(path)).mtimeMs;
			if (!(hasEnded(middle) || ageMs > mostAgeMs) || await isInUse(path)) continue;
			for (const part of partsAt(ageMs)) await rm(join(path, part), {
				recursive: true,
				force: true
			});
		} catch {}
	}
}
/** What `temporaryName` writes: machine, process, and what tells its names apart. */
const made = /^[0-9a-f]{6}p\d{1,10}-[0-9a-f]{8}$/;
/** Whether the process that made the temporary name at `path` ran on this machine and has ended. */
function isOwnerGone(path) {
	const found = /[0-9a-f]{6}p\d+-[0-9a-f]{8}/.exec(basename(path));
	return found !== null && hasEnded(found[0]);
}
function hasEnded(named) {
	const [, machine, id] = /^([0-9a-f]{6})p(\d{1,10})-/.exec(named) ?? [];
	return machine !== void 0 && machine === machineId() && !isRunning(Number(id));
}
/** Whether a process of this machine has this id. */
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
	const namespace = read$1(() => readlinkSync("/proc/self/ns/pid"));
	const boot = read$1(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
	const parts = [
		hostname(),
		namespace,
		boot
	].join("\n");
	return createHash("sha256").update(parts).digest("hex").slice(0, 6);
}
/** Empty on systems that have no such file. */
function read$1(from) {
	try {
		return from();
	} catch {
		return "";
	}
}
export { temporaryName as i, isOwnerGone as n, sweep as r, inTemporary as t };
