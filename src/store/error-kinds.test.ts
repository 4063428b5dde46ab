import { expect, test } from "vitest";
import { diskError } from "./error-kinds.ts";
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
