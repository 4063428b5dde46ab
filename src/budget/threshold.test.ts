import { expect, test } from "vitest";
import { changedEnough } from "./threshold.ts";

test.each([
  { title: "nothing new", change: { newEntries: 0, newBytes: 0, bundleBytes: 1e8 }, enough: false },
  {
    title: "nothing restored",
    change: { newEntries: 1, newBytes: 10, bundleBytes: undefined },
    enough: true,
  },
  {
    title: "2 % of a small bundle",
    change: { newEntries: 1, newBytes: 2e6, bundleBytes: 1e8 },
    enough: true,
  },
  { title: "less than 2 %", change: { newEntries: 1, newBytes: 1.9e6, bundleBytes: 1e8 }, enough: false },
  {
    title: "little, but long to compile",
    change: { newEntries: 1, newBytes: 1e5, newMs: 60_000, bundleBytes: 1e8 },
    enough: true,
  },
  { title: "5 MB of a large one", change: { newEntries: 9, newBytes: 5e6, bundleBytes: 1e9 }, enough: true },
  {
    title: "less than 5 MB of a large one",
    change: { newEntries: 9, newBytes: 4.9e6, bundleBytes: 1e9 },
    enough: false,
  },
])("$title: $enough", ({ change, enough }) => {
  expect(changedEnough(change).enough).toBe(enough);
});

test("a change that is too small says by how much", () => {
  expect(changedEnough({ newEntries: 12, newBytes: 3.1e6, bundleBytes: 4e8 }).why).toBe(
    "12 new entries, about 3.10 MB: the threshold is 5.00 MB, 2 % of the restored bundle and at most 5 MB",
  );
});
