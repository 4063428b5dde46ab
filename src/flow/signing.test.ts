import { expect, test } from "vitest";
import { keysOf, makeKeys } from "../../test/signing/keys.ts";
import { mostSignatureBytes } from "../bundle/format/frames.ts";
import { openSigning, trustFrom, unsignedBytes } from "./signing.ts";

const { privateLine } = makeKeys();
const keys = keysOf(privateLine);
const scopes = { own: "refs/pull/7/merge", base: "refs/heads/next", defaultBranch: "refs/heads/main" };
const key = "sccache-linux-1";
const name = { repository: "octo/repo", ref: "refs/heads/main", key };

test.each([
  ["its own name", { key, ref: "refs/heads/main" }, {}, undefined],
  ["a store that does not tell whose it found", { key }, {}, undefined],
  ["the branch that it is to be merged into", { key }, { ref: "refs/heads/next" }, undefined],
  ["a server that gives keys back in other case", { key: key.toUpperCase() }, {}, undefined],
  ["another key", { key: "other" }, {}, /another key/],
  ["a longer key", { key: `${key}2` }, {}, /another key/],
  ["another branch's scope", { key, ref: "refs/heads/next" }, {}, /under another/],
  ["the branch of a stranger", { key }, { ref: "refs/pull/8/merge" }, /does not read that ref/],
  ["no scope", { key }, { ref: null }, /does not read that ref/],
  ["another repository", { key }, { repository: "evil/repo" }, /octo\/repo/],
  ["no repository", { key }, { repository: null }, /octo\/repo/],
  ["no store", { key }, { key: null }, /another key/],
])("a bundle that is signed for, or found under, %s", (_what, found, other, why) => {
  const trust = openSigning(keys, { repository: "octo/repo", scopes })?.trust(found);
  const said = trust?.refuses?.({ ...name, ...other });
  if (why === undefined) expect(said).toBeUndefined();
  else expect(said).toMatch(why);
});

test("where no repository is known, a bundle must be of none", () => {
  const trust = openSigning(keys, { repository: undefined, scopes })?.trust({ key });
  expect(trust?.refuses?.({ ...name, repository: null })).toBeUndefined();
  expect(trust?.refuses?.(name)).toMatch(/no repository that is known/);
});

test("a file may have any name, and without keys nothing is asked of it", () => {
  expect(trustFrom({ SCCACHE_BUNDLE_SIGNING_KEY: privateLine })).toEqual({ keys: keys.verifyKeys });
  expect(trustFrom({})).toBeUndefined();
  expect(openSigning(undefined, { repository: "octo/repo", scopes })).toBeUndefined();
});

test("a bundle that is going to be signed leaves room for its signature", () => {
  expect(unsignedBytes(1e6, openSigning(keys, { repository: null, scopes }))).toBe(1e6 - mostSignatureBytes);
  expect(unsignedBytes(5, {})).toBe(0);
  expect(unsignedBytes(5, undefined)).toBe(5);
});
