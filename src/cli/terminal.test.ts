import { expect, test } from "vitest";
import { StoreError } from "../store/store.ts";
import { describeError } from "./terminal.ts";

const env = { AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI" };

test("what is said of a bug holds no secret", () => {
  const error = new TypeError("Invalid URL http://ci:pa#ss@proxy:3128, signed with wJalrXUtnFEMI");
  expect(describeError(error, env)).toContain(
    "bug: TypeError: Invalid URL http://…@proxy:3128, signed with …\n",
  );
  expect(describeError("wJalrXUtnFEMI", env)).toBe("…");
});

test("a message for users is said as it is", () => {
  const error = new StoreError("s3://bucket: access denied", { reason: "denied" });
  expect(describeError(error, env)).toBe("s3://bucket: access denied");
});
