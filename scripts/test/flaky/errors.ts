import { beforeAll, describe, expect, test } from "vitest";
import { isFirstAttempt } from "./first-attempt.ts";

const isFirst = isFirstAttempt("errors");

test("adds up", () => {
  expect(isFirst).toBe(false);
});

test("waits for everything", async () => {
  if (isFirst) void Promise.reject(new Error("nobody waits for me"));
  await new Promise(setImmediate);
});

describe("with a server", () => {
  beforeAll(() => {
    if (isFirst) throw new Error("no server");
  });

  test("is served", () => {});
});
