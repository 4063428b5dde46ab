import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../../test/test-folder.ts";
import { hashLockfiles } from "./ingredients.ts";

const all = ["**/Cargo.lock"];

test("finds lockfiles wherever they are, but not in products and copies", async () => {
  const workspace = await folderOf({
    "Cargo.lock": "root",
    "tools/x/Cargo.lock": "tool",
    ".hidden/Cargo.lock": "hidden",
    "Cargo.toml": "no lockfile",
    "target/package/Cargo.lock": "product",
    "vendor/serde/Cargo.lock": "copy",
    "web/node_modules/y/Cargo.lock": "copy",
    ".cargo/registry/z/Cargo.lock": "copy",
    ".git/Cargo.lock": "git's",
  });
  const { files } = hashLockfiles(workspace, all);
  expect(files).toEqual([".hidden/Cargo.lock", "Cargo.lock", "tools/x/Cargo.lock"]);
});

test("a glob with ! leaves out, and a leading ./ means nothing", async () => {
  const workspace = await folderOf({ "Cargo.lock": "", "old/Cargo.lock": "", "new/Cargo.lock": "" });
  expect(hashLockfiles(workspace, ["**/Cargo.lock", "!old/**"]).files).toEqual([
    "Cargo.lock",
    "new/Cargo.lock",
  ]);
  expect(hashLockfiles(workspace, ["./new/Cargo.lock"]).files).toEqual(["new/Cargo.lock"]);
});

test("an absolute glob is for files of the workspace", async () => {
  const workspace = await folderOf({ "Cargo.lock": "", "new/Cargo.lock": "" });
  const found = (...globs: string[]) => hashLockfiles(workspace, globs).files;
  expect(found(`${workspace}/Cargo.lock`)).toEqual(["Cargo.lock"]);
  expect(found(`${workspace}/**/Cargo.lock`, `!${workspace}/new/*`)).toEqual(["Cargo.lock"]);
  expect(found(`${dirname(workspace)}/Cargo.lock`)).toEqual([]);
});

test("the hash is the same wherever the workspace is and whatever else is in it", async () => {
  const one = await folderOf({ "Cargo.lock": "a", "x/Cargo.lock": "b" });
  const other = await folderOf({ "x/Cargo.lock": "b", "src/lib.rs": "", "Cargo.lock": "a" });
  expect(hashLockfiles(one, all)).toEqual(hashLockfiles(other, all));
});

test("line ends do not count, since git changes them from system to system", async () => {
  const unix = await folderOf({ "Cargo.lock": "a\nb\n" });
  const windows = await folderOf({ "Cargo.lock": "a\r\nb\r\n" });
  expect(hashLockfiles(unix, all)).toEqual(hashLockfiles(windows, all));
});

test.each([
  ["another content", { "Cargo.lock": "a", "x/Cargo.lock": "c" }],
  ["another name", { "Cargo.lock": "a", "y/Cargo.lock": "b" }],
  ["a file less", { "Cargo.lock": "a" }],
  ["contents swapped", { "Cargo.lock": "b", "x/Cargo.lock": "a" }],
  ["text moved from one file to the other", { "Cargo.lock": "ab", "x/Cargo.lock": "" }],
])("%s gives another hash", async (_title, files) => {
  const before = hashLockfiles(await folderOf({ "Cargo.lock": "a", "x/Cargo.lock": "b" }), all);
  const after = hashLockfiles(await folderOf(files), all);
  expect(after.sha256).not.toBe(before.sha256);
});

test("without a lockfile, or without a workspace, it is the hash of nothing", async () => {
  const nothing = { files: [], sha256: createHash("sha256").digest("hex") };
  expect(hashLockfiles(await folderOf({}), all)).toEqual(nothing);
  expect(hashLockfiles(join(tmpdir(), "there-is-no-such-folder"), all)).toEqual(nothing);
});
