import { test } from "vitest";
import { isFirstAttempt } from "./first-attempt.ts";

if (isFirstAttempt("load")) throw new Error("it does not load");

test("is there", () => {});
