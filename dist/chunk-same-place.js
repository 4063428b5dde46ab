import path from "node:path";
import { realpathSync } from "node:fs";
// src/sccache/same-place.ts
/**
* Whether two absolute paths lead to one place, however they are written: with a slash at the end, as `D:/` or `d:\`, or by way
* of links. sccache says where its directory is as it was told, not as we write it.
*/
function samePlace(one, other, platform = process.platform) {
	const plain = (given) => platform === "win32" ? path.win32.resolve(given).toLowerCase() : path.posix.resolve(given);
	return plain(one) === plain(other) || plain(followed(one)) === plain(followed(other));
}
function followed(given) {
	try {
		return realpathSync.native(given);
	} catch {
		return given;
	}
}
export { samePlace as t };
