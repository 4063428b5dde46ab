import { expect, test } from "vitest";
import { diskTrouble } from "./disk-trouble.ts";
import { StoreError } from "./store-error.ts";

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
  const trouble = diskTrouble("local:x", cause);
  expect(trouble).toBeInstanceOf(StoreError);
  expect(trouble).toMatchObject({ reason, retryable, cause, message: `local:x: ${code}: it went wrong` });
});

test("a StoreError and a bug stay what they are", () => {
  for (const error of [new StoreError("broken", { reason: "broken" }), new TypeError("a bug"), "text"]) {
    expect(diskTrouble("local:x", error)).toBe(error);
  }
});
