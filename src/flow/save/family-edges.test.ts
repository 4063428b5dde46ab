import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packTree } from "../../../test/bundle/bundles.ts";
import { nameFor, readTree, zipOf, zstd } from "../../../test/bundle/made-up-entries.ts";
import { type Done, type Family, inFamily } from "../../../test/flow/family.ts";
import { asFormat1 } from "../../../test/flow/format-1.ts";
import type { Lister } from "../../../test/flow/interruptions.ts";
import { largeBytes } from "../../../test/flow/made-up-build.ts";
import { testFolder } from "../../../test/test-folder.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { unpack } from "../../bundle/unpack.ts";
import { localStore } from "../../store/local/local.ts";
import type { Catalog, Store } from "../../store/store.ts";

// What may come in between the jobs of one family: no room, bundles that vanish, two merges at once, clocks, rights.

const day = 86_400_000;
const all = ["a", "b", "c", "d"];

/** The hits of a job that asks for all that others have compiled. */
async function hitsOf(family: Family, asks: readonly string[]): Promise<number> {
  family.pass(600_000);
  return (await family.job({ asks, run: "last" })).hits;
}

test("a merge that does not fit keeps what is worth most, within the budget", async () => {
  await inFamily(async (family) => {
    const inputs = { "max-size": `${largeBytes * 3.5}` };
    await family.job({ asks: ["a"], run: "1", inputs });
    family.pass(600_000);
    const asks = ["a", "large-1", "large-2"];
    const meanwhile = async () => {
      await family.job({ asks: ["a", "large-3", "large-4"], run: "2", inputs });
    };
    const merged = await family.job({ asks, run: "2", inputs, meanwhile });
    expect(merged).toMatchObject({ outcome: "saved", kept: { length: 4 } });
    expect(merged.kept).toContain(nameFor("a"));
    expect(await hitsOf(family, ["a", "large-1", "large-2", "large-3", "large-4"])).toBe(4);
  });
});

test("little of what is new fits: nothing is uploaded for its sake", async () => {
  await inFamily(async ({ job, pass, keys }) => {
    const inputs = { "max-size": `${largeBytes * 2.5}`, save: "auto" };
    await job({ asks: ["large-1", "large-2"], run: "1", inputs });
    pass(600_000);
    const before = await keys();
    const next = await job({ asks: ["large-1", "large-2", "large-3", "large-4", "e"], run: "2", inputs });
    expect(next).toMatchObject({ hits: 2, outcome: "nothing-new" });
    expect(next.why).toContain("too little of what is new fits");
    expect(await keys()).toEqual(before);
  });
});

test.each([
  ["gone", undefined],
  ["replaced by a newer one, which is united instead", ["b", "c", "e"]],
])("a bundle that is found is %s when it is fetched", async (_title, replacement) => {
  await inFamily(async (family) => {
    const { job, store } = family;
    await job({ asks: ["a"], run: "1" });
    family.pass(600_000);
    const done = await job({
      asks: ["a", "d"],
      run: "2",
      meanwhile: async () => {
        await job({ asks: ["a", "b"], run: "2" });
      },
      beforeFetch: async () => {
        const newest = (await store.list("")).bundles.at(-1);
        if (replacement) await job({ asks: replacement, run: "3" });
        if (newest) await store.remove(newest);
      },
    });
    expect(done.outcome).toBe("saved");
    const asks = replacement ? ["a", "b", "c", "d", "e"] : ["a", "d"];
    expect(await hitsOf(family, asks)).toBe(asks.length);
  });
});

test("a bundle that is listed and never found is looked for once, and neither counts nor is deleted", async () => {
  const root = await testFolder();
  const store = localStore({ path: join(root, "store") });
  const asked: string[] = [];
  let hidden = "";
  // As at GitHub, whose client finds no bundle that another compression has wrapped.
  const other: Store & Catalog = {
    ...store,
    fetch: async (keys, ...more) => {
      asked.push(keys.key);
      return keys.key === hidden ? { kind: "miss" } : store.fetch(keys, ...more);
    },
    list: async (...args) => {
      asked.push("list");
      return store.list(...args);
    },
  };
  await inFamily(
    async ({ job, keys, pass }) => {
      await job({ asks: ["a"], run: "1" });
      pass(600_000);
      const asks = ["a", "d"];
      const meanwhile = async () => {
        await job({ asks: ["a", "b"], run: "2", inputs: { restore: "false" } });
        hidden = (await keys()).at(-1) ?? "";
        asked.length = 0;
      };
      expect(await job({ asks, run: "2", meanwhile })).toMatchObject({ outcome: "saved" });
      expect(asked.filter((key) => key === hidden)).toHaveLength(1);
      expect(asked.filter((key) => key === "list").length).toBeLessThan(5);
      expect(await keys()).toContain(hidden);
    },
    { other },
  );
});

test("what a dozen jobs save at the same moment is united by the next save, and cleared away", async () => {
  await inFamily(async (family) => {
    const { job, keys, pass } = family;
    await job({ asks: ["a"], run: "1" });
    pass(600_000);
    // Each uploads when all have looked for others: none can see another's bundle.
    const crates = Array.from({ length: 12 }, (_, i) => `crate-${i}`);
    const { promise: allLooked, resolve } = Promise.withResolvers<void>();
    let looked = 0;
    const beforePut = () => {
      looked += 1;
      if (looked === crates.length) resolve();
      return allLooked;
    };
    const saved = await Promise.all(
      crates.map((crate) => job({ asks: ["a", crate], run: crate, beforePut })),
    );
    expect(saved.map(({ outcome }) => outcome)).toEqual(crates.map(() => "saved"));
    pass(600_000);
    const next = await job({ asks: ["a", "b"], run: "2" });
    expect(next).toMatchObject({ outcome: "saved", kept: { length: crates.length + 2 } });
    expect(await keys()).toHaveLength(1);
    expect(await hitsOf(family, ["a", "b", ...crates])).toBe(crates.length + 2);
  });
});

test("two merges at the same moment leave two bundles, and the next save unites them", async () => {
  await inFamily(async (family) => {
    const { job, keys, pass } = family;
    await job({ asks: ["a"], run: "1" });
    pass(600_000);
    await job({
      asks: ["a", "left"],
      run: "2",
      meanwhile: async () => {
        await job({ asks: ["a", "third"], run: "2" });
      },
      beforePut: async () => {
        // It has not restored, so its save is a merge with the third job's bundle too.
        await job({ asks: ["a", "right"], run: "2", inputs: { restore: "false" } });
      },
    });
    expect(await keys()).toHaveLength(2);
    pass(600_000);
    await job({ asks: ["a", "new"], run: "3" });
    expect(await hitsOf(family, ["a", "left", "right", "third", "new"])).toBe(5);
    pass(600_000);
    await job({ asks: ["a", "last"], run: "4" });
    expect(await keys()).toHaveLength(1);
  });
});

test("of two bundles of one moment one hides the other, until a job has made what that one has", async () => {
  await inFamily(async (family) => {
    const { job, keys, pass } = family;
    await job({ asks: ["a"], run: "1" });
    pass(600_000);
    const beforePut = async () => {
      await job({ asks: ["a", "hidden"], run: "2" });
    };
    await job({ asks: ["a", "newest"], run: "2", beforePut });
    pass(600_000);
    const next = await job({ asks: ["a", "hidden", "newest"], run: "3" });
    expect(next).toMatchObject({ hits: 2, outcome: "saved" });
    expect(await keys()).toHaveLength(1);
    pass(600_000);
    expect(await hitsOf(family, ["a", "hidden", "newest"])).toBe(3);
  });
});

describe.each<[string, Record<string, string>, Lister | undefined]>([
  ["they are kept", { "keep-last": "5" }, undefined],
  ["the token may not list them", {}, "denied"],
])("where older bundles stay, since %s", (_title, inputs, lister) => {
  test("going back to earlier lockfiles saves what only newer bundles have", async () => {
    await inFamily(
      async ({ job, pass }) => {
        const [first, second] = ["1", "2"].map((digit) => digit.repeat(64));
        const runs = [
          ["dependency-1", "own-1", first],
          ["dependency-2", "own-1", second],
          ["dependency-2", "own-2", second],
          ["dependency-1", "own-2", first],
        ] as const;
        for (const [i, [dependency, own, lockfiles = ""]] of runs.entries()) {
          await job({ asks: ["a", dependency, own], run: `${i}`, lockfiles, inputs });
          pass(600_000);
        }
        const asks = ["a", "dependency-1", "own-2"];
        const again = await job({ asks, run: "5", lockfiles: first ?? "", inputs });
        expect(again).toMatchObject({ hits: 3, outcome: "nothing-new" });
      },
      lister ? { lister } : {},
    );
  });
});

test.each([30 * day, -30 * day])("a clock that is %i ms ahead loses nothing", async (aheadMs) => {
  await inFamily(async (family) => {
    const { job, pass, keys } = family;
    const inputs = { "max-age": "90" };
    await job({ asks: all, run: "1", inputs });
    pass(600_000);
    await job({ asks: [...all, "e"], run: "2", aheadMs, inputs });
    pass(600_000);
    await job({ asks: [...all, "e", "f"], run: "3", inputs });
    expect(await hitsOf(family, [...all, "e", "f"])).toBe(6);
    expect(await keys()).toHaveLength(1);
  });
});

test.each<Lister>(["cut", "denied", "absent"])(
  "a listing that is %s: one lookup names the newest",
  async (lister) => {
    await inFamily(
      async (family) => {
        const { job, pass } = family;
        const inputs = { "keep-last": "2" };
        await job({ asks: ["a"], run: "1", inputs });
        pass(600_000);
        const meanwhile = async () => {
          await job({ asks: ["a", "c"], run: "2", inputs });
        };
        await job({ asks: ["a", "b"], run: "2", inputs, meanwhile });
        expect(await hitsOf(family, ["a", "b", "c"])).toBe(3);
      },
      { lister },
    );
  },
);

test.each([{ restore: "false" }, { "lookup-only": "true" }])(
  "a job with %o adds to what is there",
  async (inputs) => {
    await inFamily(async (family) => {
      const { job, pass } = family;
      await job({ asks: all, run: "1" });
      pass(600_000);
      expect(await job({ asks: ["a", "e"], run: "2", inputs })).toMatchObject({ hits: 0, outcome: "saved" });
      expect(await hitsOf(family, [...all, "e"])).toBe(5);
    });
  },
);

/** Saves the newest bundle anew under its own key, with another content of its first entry. */
async function spoilNewest({ store, folder }: Family): Promise<string> {
  const newest = (await store.list("")).bundles.at(-1);
  if (!newest) throw new Error("nothing is saved");
  const file = join(folder, "good");
  await store.fetch({ key: newest.key, fallbacks: [] }, file);
  const { level: _, segments: __, entries, ...about } = await readManifest(file, zstd, undefined);
  const bad = zipOf([{ name: "obj", content: Buffer.from("bad") }], 3);
  const contents = await contentsOf(file, join(folder, "good-entries"));
  const made = entries.map(({ name, lastUse }) => {
    const content = name === nameFor("a") ? bad : contents.get(name)?.content;
    return { name, lastUse, content: content ?? bad };
  });
  const packed = await packTree(join(folder, "spoilt"), made, { about, entries });
  await store.remove(newest);
  await store.put(newest.key, packed.file);
  return newest.key;
}

async function contentsOf(file: string, directory: string) {
  const manifest = await readManifest(file, zstd, undefined);
  await unpack({ file, manifest, directory, wanted: () => true, threads: 1 }, zstd);
  return readTree(directory);
}

test("restore: false replaces a bad object, though nothing has another name; an outage replaces nothing", async () => {
  await inFamily(async (family) => {
    const { job, pass, keys, store, folder } = family;
    await job({ asks: all, run: "1" });
    const spoilt = await spoilNewest(family);
    pass(600_000);
    expect(await job({ asks: all, run: "2", outage: "lookup" })).toMatchObject({ outcome: "nothing-new" });
    expect(await keys()).toEqual([spoilt]);
    pass(600_000);
    const cold = await job({ asks: all, run: "3", inputs: { restore: "false", save: "auto" } });
    expect(cold).toMatchObject({ hits: 0, outcome: "saved", kept: { length: all.length } });
    const [key = "", ...others] = await keys();
    expect(others).toEqual([]);
    expect(key).not.toBe(spoilt);
    await store.fetch({ key, fallbacks: [] }, join(folder, "new"));
    const contents = await contentsOf(join(folder, "new"), join(folder, "new-entries"));
    expect(contents.get(nameFor("a"))?.content.includes("a".repeat(500))).toBe(true);
    pass(600_000);
    expect(await job({ asks: all, run: "4" })).toMatchObject({ hits: 4, outcome: "nothing-new" });
  });
});

test("what is compiled anew although it was restored is saved", async () => {
  await inFamily(async ({ job, pass }) => {
    await job({ asks: all, run: "1" });
    pass(600_000);
    const again = await job({ asks: all, run: "2", recompiles: ["a"] });
    expect(again).toMatchObject({ outcome: "saved", kept: { length: all.length } });
    pass(600_000);
    expect(await job({ asks: all, run: "3" })).toMatchObject({ hits: 4, outcome: "nothing-new" });
  });
});

test.each([30 * day, 3_600_000, -3_600_000, -30 * day])(
  "the clock of one machine is %i ms ahead: what is saved after it is what is restored",
  async (aheadMs) => {
    await inFamily(async (family) => {
      const { job, pass, keys } = family;
      await job({ asks: all, run: "1" });
      pass(600_000 + aheadMs);
      await job({ asks: [...all, "e"], run: "2" });
      pass(-aheadMs);
      for (const run of ["3", "4", "5"]) {
        pass(600_000);
        const asks = [...all, `own-${run}`];
        expect(await job({ asks, run })).toMatchObject({ hits: all.length, outcome: "saved" });
        pass(600_000);
        expect(await job({ asks, run: `${run}b` })).toMatchObject({ hits: asks.length });
      }
      expect(await keys()).toHaveLength(1);
    });
  },
);

test.each(["lockfile-once", "daily"])(
  "strategy: %s: a failed job's bundle does not stop the complete one",
  async (strategy) => {
    await inFamily(async ({ job, pass }) => {
      const inputs = { strategy };
      const ends: Done[] = [];
      for (const [i, status] of (["failure", "success", "success"] as const).entries()) {
        ends.push(
          await job({ asks: i === 0 ? ["a"] : [...all, `own-${i}`], run: String(i), status, inputs }),
        );
        pass(600_000);
      }
      expect(ends.map(({ outcome, hits }) => [outcome, hits])).toEqual([
        ["saved", 0],
        ["saved", 1],
        ["nothing-new", 4],
      ]);
      expect(ends[2]?.why).toContain("is already saved");
    });
  },
);

test.each(["lockfile-once", "daily", "weekly"])(
  "strategy: %s: a bundle that gives a job less than half does not stop it from saving",
  async (strategy) => {
    await inFamily(async ({ job, pass }) => {
      const inputs = { strategy };
      const ends: Done[] = [];
      const quick = ["fmt"];
      const asked = [quick, [...all, ...quick], quick, [...all, "own"], ["x", "y"], ["x", "y", ...all]];
      for (const [i, asks] of asked.entries()) {
        if (i === 4) {
          const failed = await job({ asks: ["new"], run: "failed", status: "failure", inputs });
          expect(failed.outcome).toBe("nothing-new");
        }
        ends.push(await job({ asks, run: String(i), inputs }));
        pass(600_000);
      }
      expect(ends.map(({ outcome, hits }) => [outcome, hits])).toEqual([
        ["saved", 0],
        ["saved", 1],
        ["nothing-new", 1],
        ["nothing-new", 4],
        ["saved", 0],
        ["nothing-new", 6],
      ]);
    });
  },
);

test("strategy: daily: jobs that share a bundle and save in turn do not lose what each uses every day", async () => {
  await inFamily(async ({ job, pass }) => {
    const inputs = { strategy: "daily" };
    const hits: number[] = [];
    for (let today = 0; today < 6; today += 1) {
      await job({ asks: ["first", `first-${today}`], run: `${today}-first`, inputs });
      pass(600_000);
      hits.push((await job({ asks: all, run: `${today}-second`, inputs })).hits);
      pass(day - 600_000);
    }
    expect(hits).toEqual([0, 4, 4, 4, 4, 4]);
  });
});

test.each([
  { asks: ["a", "new"], status: "success", kept: 2 },
  { asks: ["new"], status: "success", kept: 1 },
  { asks: ["new"], status: "failure", kept: 5 },
  { asks: ["a", "new"], status: "success", inputs: { evict: "budget-only" }, kept: 5 },
  { asks: ["a", "new"], status: "success", inputs: { evict: "unused" }, kept: 2 },
] as const)("of another matrix job's bundle: %o", async ({ kept, ...options }) => {
  await inFamily(async ({ job, pass, keys }) => {
    await job({ asks: all, run: "1", matrix: "one" });
    pass(600_000);
    const own = await job({ ...options, run: "2", matrix: "two" });
    expect(own).toMatchObject({ outcome: "saved", restored: all.length, kept: { length: kept } });
    expect(await keys()).toHaveLength(2);
    pass(600_000);
    expect(await job({ ...options, run: "3", matrix: "two" })).toMatchObject({ hits: options.asks.length });
  });
});

test("jobs whose custom keys find each other's bundles lose nothing", async () => {
  await inFamily(async ({ job, pass }) => {
    const hits: number[] = [];
    for (let n = 0; n < 3; n += 1) {
      for (const [matrix, asks] of [["one", all] as const, ["two", ["x", "y"]] as const]) {
        const inputs = { strategy: "custom", key: "v1-{run}", "restore-keys": "v1-" };
        hits.push((await job({ asks, run: `${n}-${matrix}`, matrix, inputs })).hits);
        pass(600_000);
      }
    }
    expect(hits).toEqual([0, 0, 4, 2, 4, 2]);
  });
});

test("a custom key that never changes: a change is not packed for a key that is taken, and the reason says what to do", async () => {
  await inFamily(async ({ job, pass }) => {
    const inputs = { strategy: "custom", key: "v1" };
    await job({ asks: all, run: "1", inputs });
    pass(600_000);
    const again = await job({ asks: all, run: "2", inputs });
    expect(again).toMatchObject({ outcome: "nothing-new", why: expect.stringContaining("nothing is new") });
    const changed = await job({ asks: [...all, "e"], run: "3", inputs });
    expect(changed).toMatchObject({ hits: 4, outcome: "nothing-new", isPlanned: false });
    expect(changed.why).toContain(
      "v1 is already saved, and no store saves a key twice: end the key with {run}",
    );
  });
});

test("a bundle of format 1 is a parent like any other", async () => {
  await inFamily(async (family) => {
    const { job, pass, store, folder } = family;
    await job({ asks: all, run: "1" });
    const [old] = (await store.list("")).bundles;
    if (!old) throw new Error("nothing is saved");
    const file = join(folder, "old");
    await store.fetch({ key: old.key, fallbacks: [] }, file);
    await writeFile(file, asFormat1(await readFile(file), zstd));
    await store.remove(old);
    await store.put(old.key, file);
    for (const run of ["2", "3"]) {
      pass(600_000);
      const meanwhile = async () => {
        await job({ asks: ["a", `other-${run}`], run });
      };
      expect(await job({ asks: [...all, `own-${run}`], run, meanwhile })).toMatchObject({
        hits: 4,
        outcome: "saved",
      });
    }
    expect(await hitsOf(family, [...all, "own-3", "other-3"])).toBe(6);
    expect(await family.keys()).not.toContain(old.key);
  });
});

test("keep-last: 2 keeps the newest and the one before", async () => {
  await inFamily(async ({ job, pass, keys }) => {
    const counts: number[] = [];
    for (const run of ["1", "2", "3", "4"]) {
      await job({ asks: ["a", run], run, inputs: { "keep-last": "2" } });
      pass(600_000);
      counts.push((await keys()).length);
    }
    expect(counts).toEqual([1, 2, 2, 2]);
  });
});

test("levels: what jobs save at the same time is united, also when the near level is new", async () => {
  await inFamily(
    async (family) => {
      const { job, pass } = family;
      await job({ asks: ["a"], run: "1" });
      pass(600_000);
      const meanwhile = async () => {
        await job({ asks: ["a", "b"], run: "2" });
      };
      await job({ asks: ["a", "c"], run: "2", meanwhile });
      pass(600_000);
      await family.dropNear();
      await job({ asks: ["a", "d"], run: "3" });
      expect(await hitsOf(family, all)).toBe(4);
      pass(600_000);
      await job({ asks: ["a", "e"], run: "5" });
      expect(await family.keys()).toHaveLength(1);
    },
    { levels: 2 },
  );
});

test("max-age removes what nobody used for so long, though nobody says how jobs went; a failed one removes nothing", async () => {
  await inFamily(async ({ job, pass }) => {
    const inputs = { "max-age": "7" };
    const kept: boolean[] = [];
    const build = async (run: number, status: "unknown" | "failure") => {
      const { kept: names } = await job({ asks: ["a", "b", `own-${run}`], run: String(run), status, inputs });
      kept.push(names.includes(nameFor("old")));
      pass(4 * day);
    };
    await job({ asks: ["a", "b", "old"], run: "0", status: "unknown", inputs });
    pass(30 * day); // runs that saved nothing used all of it
    for (const run of [1, 2]) await build(run, "unknown");
    await build(3, "failure");
    await build(4, "unknown");
    expect(kept).toEqual([true, true, true, false]);
  });
});

test("max-age does not remove what another job of the family uses, though that job has nothing new to save", async () => {
  await inFamily(async ({ job, pass }) => {
    const common = { inputs: { "max-age": "8", evict: "budget-only" }, status: "unknown" } as const;
    await job({ asks: ["a", "test"], run: "0", ...common });
    for (let push = 1; push <= 16; push += 1) {
      pass(day);
      await job({ asks: ["a", `lint-${push}`], run: String(push), ...common });
      pass(600_000);
      const test = await job({ asks: ["a", "test"], run: String(push), ...common });
      expect([push, test.hits]).toEqual([push, 2]);
    }
  });
});

test("a job with nothing new keeps what only it uses, while another one saves at the same time", async () => {
  await inFamily(async ({ job, pass }) => {
    await job({ asks: ["a", "test"], run: "0" });
    for (let push = 1; push <= 6; push += 1) {
      pass(600_000);
      const run = String(push);
      const meanwhile = async () => {
        await job({ asks: ["a", `lint-${push}`], run });
      };
      const test = await job({ asks: ["a", "test"], run, meanwhile });
      expect([push, test.hits]).toEqual([push, 2]);
    }
  });
});

test("evict: unused uploads nothing as long as all is used", async () => {
  await inFamily(async ({ job, pass }) => {
    const inputs = { evict: "unused" };
    await job({ asks: all, run: "1", inputs });
    pass(600_000);
    expect(await job({ asks: all, run: "2", inputs })).toMatchObject({ hits: 4, outcome: "nothing-new" });
  });
});
