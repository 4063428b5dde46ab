import { expect, test } from "vitest";
import { diskError, kindOfNetwork, networkCodeOf } from "./error-kinds.ts";
import { StoreError } from "./store.ts";

const withCode = (code: string) => Object.assign(new Error(`${code}: it went wrong`), { code });

test.each([
  ["ENOSPC", "full", false],
  ["EDQUOT", "full", false],
  ["EACCES", "denied", false],
  ["EPERM", "denied", false],
  ["EROFS", "denied", false],
  ["EIO", "unavailable", false],
  ["ENOTDIR", "unavailable", false],
  ["ESTALE", "unavailable", true],
  ["EBUSY", "unavailable", true],
])("%s is %s", (code, reason, retryable) => {
  const cause = withCode(code);
  const error = diskError("local:x", cause);
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({ reason, retryable, cause, message: `local:x: ${code}: it went wrong` });
});

test("a StoreError and a bug stay what they are", () => {
  for (const error of [new StoreError("broken", { reason: "broken" }), new TypeError("a bug"), "text"]) {
    expect(diskError("local:x", error)).toBe(error);
  }
});

test.each([
  ["ERR_TLS_CERT_ALTNAME_INVALID", "its certificate is of another host"],
  ["CERT_HAS_EXPIRED", "its certificate has expired or is not valid yet"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "its certificate is not trusted: set NODE_EXTRA_CA_CERTS"],
])("%s is told, and not asked for again", (code, text) => {
  expect(networkCodeOf(new Error("no answer", { cause: withCode(code) }))).toBe(code);
  const kind = kindOfNetwork(code);
  expect(kind).toMatchObject({ reason: "unavailable", retryable: false });
  expect(kind.text).toContain(text);
  expect(kind.text).toContain(code);
});
