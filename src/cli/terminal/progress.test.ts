import { expect, test } from "vitest";
import { bar, progressOn } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

function listen(isWatched: boolean) {
  const said: string[] = [];
  const shown: string[] = [];
  const terminal: Terminal = {
    print() {},
    say: (line) => void said.push(line),
    show: isWatched ? (line) => void shown.push(line) : undefined,
    env: {},
    columns: 80,
    verbose: false,
    workingDirectory: "/",
  };
  return { said, shown, onProgress: progressOn(terminal, "Packing") };
}

test("where nobody is looking there is a line for each quarter, once", () => {
  const { said, onProgress } = listen(false);
  for (const done of [1, 20, 26, 30, 80, 81, 100]) onProgress({ done, total: 100 });
  expect(said).toEqual(["Packing: 25 %", "Packing: 75 %", "Packing: 100 %"]);
});

test("on a terminal there is a bar, which is gone at the end", () => {
  const { said, shown, onProgress } = listen(true);
  for (const done of [50, 100]) onProgress({ done, total: 100 });
  expect(shown).toEqual(["Packing [###############---------------]  50 %", ""]);
  expect(said).toEqual([]);
});

test("nothing to do is done", () => {
  const { said, onProgress } = listen(false);
  onProgress({ done: 0, total: 0 });
  expect(said).toEqual(["Packing: 100 %"]);
  expect(bar(1)).toBe(`[${"#".repeat(30)}] 100 %`);
});
