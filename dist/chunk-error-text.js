import { t as BundleError } from "./chunk-bundle-error.js";
import { t as StoreError } from "./chunk-store-error.js";
import { t as DiskError } from "./chunk-disk-error.js";
// src/cli/errors/error-text.ts
/** What the codes of the file system mean, in words. */
const meanings = {
	ENOENT: "no such file or directory",
	EACCES: "permission denied",
	EPERM: "operation not permitted",
	EISDIR: "is a directory",
	ENOTDIR: "not a directory",
	ENOSPC: "no space left on the disk",
	EDQUOT: "disk quota exceeded",
	EROFS: "the file system is read-only",
	EMFILE: "too many open files",
	EEXIST: "exists already",
	ENOTEMPTY: "directory not empty",
	EXDEV: "on another file system",
	ELOOP: "too many symbolic links",
	ENAMETOOLONG: "name too long"
};
/** An error in a line for the user; one that is a bug of ours with its stack. */
function describeError(error) {
	if (!(error instanceof Error)) return String(error);
	if (error instanceof BundleError || error instanceof DiskError || error instanceof StoreError) return error.message;
	const { code, path, syscall } = error;
	if (syscall === void 0) return `sccache-bundle has a bug: ${error.stack ?? error.message}`;
	const meaning = meanings[code ?? ""] ?? error.message;
	return path === void 0 ? meaning : `${path}: ${meaning}`;
}
export { describeError as t };
