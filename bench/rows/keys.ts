import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inChild } from "../measure/child.ts";
import { medianTimes } from "../measure/median.ts";
import type { KeysAsk } from "../tasks/keys.ts";
import { atMost, type Benchmark, seconds } from "./row.ts";

/** How long a job waits for its key, in a workspace of 5,000 files with a lockfile in every fiftieth folder. */
export const keys: Benchmark = {
  name: "keys",
  quick: true,
  async run({ workshop, times }) {
    const workspace = workshop.place("workspace");
    await makeWorkspace(workspace);
    const measure = (what: KeysAsk["what"]) =>
      medianTimes(Math.max(3, times), () => inChild("keys", { workspace, what }));
    const [whole, walk, rustc] = [await measure("key"), await measure("walk"), await measure("rustc")];
    return [
      atMost(
        "the key of a workspace of 5,000 files, without listing them",
        (whole.wallSeconds - walk.wallSeconds) * 1000,
        {
          most: 100,
          unit: " ms",
          from: `whole ${seconds(whole)}, walk ${seconds(walk)}; rustc -vV, within it, ${seconds(rustc)}`,
        },
      ),
    ];
  },
};

async function makeWorkspace(folder: string): Promise<void> {
  const source = "pub fn nothing() {}\n".repeat(50);
  for (let i = 0; i < 250; i += 1) {
    const crate = join(folder, `group-${i % 10}`, `crate-${i}`, "src");
    await mkdir(crate, { recursive: true });
    for (let j = 0; j < 20; j += 1) await writeFile(join(crate, `file-${j}.rs`), source);
    if (i % 50 === 0) await writeFile(join(crate, "..", "Cargo.lock"), "[[package]]\n".repeat(3000));
  }
}
