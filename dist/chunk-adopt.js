import { i as temporaryName, r as sweep } from "./chunk-left-over.js";
import { a as makeFolder } from "./chunk-directory.js";
import { dirname, join } from "node:path";
import { access, constants, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
// src/flow/restore/adopt.ts
/** Begins the name of a folder in which a restore unpacks; sccache gives no file such a name. */
const prefix = ".restoring-";
/**
* Makes sccache's directory where it is missing, parents and the target of a link included, and checks that entries can
* be added. @throws Error that says who owns what, where that is the reason
*/
async function makeDirectory(directory) {
	await explained(directory, async () => {
		await makeFolder(directory);
		await access(directory, constants.W_OK | constants.X_OK);
	});
}
/**
* What `fill` returns. It unpacks into the folder that it is given; what `directory` lacks of that is then moved there. After
* an error the directory is as it was.
*/
async function filling(directory, fill) {
	const unpacked = await placeToUnpack(directory);
	try {
		const done = await fill(unpacked);
		await adopt(unpacked, directory);
		return done;
	} finally {
		await rm(unpacked, {
			recursive: true,
			force: true
		});
		await removeIfEmpty(directory);
	}
}
/**
* A new name for a folder in which to unpack what `adopt` is to move into `directory`. It is within the directory, so that
* links, mounts and parents that cannot be written make no difference: everything is a rename on one file system.
*/
async function placeToUnpack(directory) {
	await makeDirectory(directory);
	await sweep(directory, { start: prefix });
	return join(directory, temporaryName(prefix));
}
/**
* Moves unpacked entries into sccache's directory: each folder and file that is missing there. What the directory already
* holds stays as it is, and after an error it holds nothing else. Renames need no room, so a full disk stops none.
* @throws Error that says who owns what, where that is the reason
*/
async function adopt(unpacked, directory) {
	const moved = [];
	try {
		await explained(directory, () => moveMissing(unpacked, directory, moved));
	} catch (error) {
		for (const path of moved.reverse()) await rm(path, {
			recursive: true,
			force: true
		});
		throw error;
	}
	await rm(unpacked, {
		recursive: true,
		force: true
	});
}
/** Removes a directory that a restore made and could not fill; one with anything in it stays. */
async function removeIfEmpty(directory) {
	await rmdir(directory).catch(() => void 0);
}
async function moveMissing(from, to, moved) {
	const there = new Set(await readdir(to));
	for (const item of await readdir(from, { withFileTypes: true })) if (!there.has(item.name) && await isMoved(item, from, to)) moved.push(join(to, item.name));
	else if (item.isDirectory()) await moveMissing(join(from, item.name), join(to, item.name), moved);
}
/** False when somebody made a folder of this name meanwhile. */
async function isMoved({ name }, from, to) {
	try {
		await rename(join(from, name), join(to, name));
		return true;
	} catch (error) {
		const { code } = error;
		if (code === "ENOTEMPTY" || code === "EEXIST") return false;
		throw error;
	}
}
/** Says in the error who owns the path, when the system only says that it is not permitted. */
async function explained(directory, work) {
	try {
		return await work();
	} catch (error) {
		const { code, path, dest, syscall, message } = error;
		if (code !== "EACCES" && code !== "EPERM" || process.getuid === void 0) throw error;
		const denied = await folderAt(dest ?? path ?? directory);
		const why = denied.uid === process.getuid() ? `its mode is ${(denied.mode & 511).toString(8)}` : `it is owned by user ${denied.uid} and this job runs as user ${process.getuid()}; give it to the job's user with chown, or set sccache-dir to another directory`;
		const text = `${denied.path} cannot be written: ${why} (${message})`;
		throw Object.assign(new Error(text, { cause: error }), {
			code,
			syscall
		});
	}
}
/** The folder at or above `path` that is there. */
async function folderAt(path) {
	const found = await stat(path).catch(() => void 0);
	if (!found?.isDirectory() && dirname(path) !== path) return folderAt(dirname(path));
	return {
		path,
		uid: found?.uid ?? 0,
		mode: found?.mode ?? 0
	};
}
export { removeIfEmpty as a, placeToUnpack as i, filling as n, makeDirectory as r, adopt as t };
