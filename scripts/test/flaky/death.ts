import { test } from "vitest";
import { isFirstAttempt } from "./first-attempt.ts";

test("survives", () => {
  if (isFirstAttempt("death")) process.kill(process.pid, "SIGKILL");
});
