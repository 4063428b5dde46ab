import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
// src/store/write-whole.ts
/**
* Makes the file `into` of what `write` writes: it appears whole, by one rename, or not at all. Errors are
* those of `write` and of the file system.
*/
async function writeWhole(into, write) {
	const part = `${into}.part-${randomUUID()}`;
	try {
		const file = await open(part, "wx");
		let written;
		try {
			written = await write(file);
		} finally {
			await file.close();
		}
		await rename(part, into);
		return written;
	} catch (error) {
		await rm(part, { force: true });
		throw error;
	}
}
export { writeWhole as t };
