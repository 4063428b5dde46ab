import { mkdir, readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nameFor, zstd } from "../../../test/bundle/made-up-entries.ts";
import { compile, largeBytes } from "../../../test/flow/made-up-build.ts";
import { configOf, contextOf, ingredientsOf } from "../../../test/flow/made-up-job.ts";
import { inFolder } from "../../../test/folder.ts";
import { recordingLog } from "../../../test/logs.ts";
import { manifestFromJson } from "../../bundle/format/manifest-json.ts";
import { planKeys } from "../../key/key.ts";
import type { SaveOutcome } from "../../report/report.ts";
import { localStore } from "../../store/local/local.ts";
import { StoreError } from "../../store/store.ts";
import { publishOnce } from "./publish.ts";
import type { WatchState } from "./watch-state.ts";

interface Machine {
  /** Builds with a compiler: each crate that was not compiled yet is, and all are used. */
  build(crates: readonly string[], compiler?: string): Promise<void>;
  /** Publishes, and returns how that ended and which of these crates the last bundle has. */
  publish(
    crates: readonly string[],
    isBusy?: boolean,
  ): Promise<{ kind: string; has: string[]; clock: number }>;
  /** Has the next upload wait for this. */
  during(upload: () => Promise<void>): void;
  /** Has the store answer no lookup from now on. */
  refuseLookups(): void;
  /** What the watch has said. */
  readonly said: readonly string[];
  /** Removes all that the store holds, as services do with what is a week old. */
  empty(): Promise<void>;
}

/** A machine that is always warm, and the watch that publishes its directory in a bundle of about ten large entries. */
async function onMachine(work: (machine: Machine) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const [directory, temp, stateFolder] = ["sccache", "temp", "state"].map((name) => join(folder, name));
    if (!directory || !temp || !stateFolder) throw new Error("no folders");
    for (const path of [directory, temp, stateFolder]) await mkdir(path);
    let nowMs = 2_000_000_000_000;
    const now = () => nowMs;
    const store = localStore({ path: join(folder, "store"), now });
    let duringUpload = async () => {};
    let refuses = false;
    const slow: typeof store = {
      ...store,
      async lookup(...asked) {
        if (refuses) throw new StoreError("it is down", { reason: "unavailable" });
        return store.lookup(...asked);
      },
      async put(...asked) {
        await duringUpload();
        duringUpload = async () => {};
        return store.put(...asked);
      },
    };
    const log = recordingLog();
    const deps = {
      ...{
        log,
        store: slow,
        zstd,
        catalog: store,
        repository: undefined,
        threads: 1,
        cpu: "00000000",
        now,
      },
      ...{ tempDirectory: temp, signing: undefined },
    };
    const config = configOf({ "max-size": `${Math.floor(largeBytes * 10.5)}` });
    const context = contextOf({ workspace: folder });
    const keysFor = (compiler: string) => {
      const toolchain = { title: compiler, release: compiler, commit: "0123456789" };
      return planKeys(ingredientsOf(context, { sharedKey: "all", toolchain, nowMs }), config);
    };
    let left: WatchState | undefined;
    let compilerNow = "1.1";
    const built = new Set<string>();
    await work({
      said: log.lines,
      refuseLookups() {
        refuses = true;
      },
      during(upload) {
        duringUpload = upload;
      },
      async empty() {
        for (const bundle of (await store.list("")).bundles) await store.remove(bundle);
      },
      async build(crates, compiler = compilerNow) {
        compilerNow = compiler;
        nowMs += 3_600_000;
        for (const crate of crates.map((crate) => `${crate}-${compiler}`)) {
          if (!built.has(crate)) await compile(directory, crate);
          built.add(crate);
          await utimes(join(directory, nameFor(crate)), nowMs / 1000, nowMs / 1000);
        }
      },
      async publish(crates, isBusy = false) {
        let outcome: SaveOutcome | undefined;
        left = await publishOnce(
          {
            ...{ config, context, directory, sccacheVersion: "0.16.0", left, stateFolder, isBusy },
            prepareKeys: async () => ({ keys: keysFor(compilerNow), toolchain: compilerNow }),
            onEnd: (end) => {
              outcome = end;
            },
          },
          deps,
        );
        const manifest = left && manifestFromJson(await readFile(left.bundle.manifestFile, "utf8"));
        const names = new Set(manifest?.entries.map(({ name }) => name));
        const has = crates.filter((crate) => names.has(nameFor(crate)));
        return { kind: outcome?.kind ?? "", has, clock: manifest?.run.clock ?? 0 };
      },
    });
  });
}

const crates = Array.from({ length: 9 }, (_, i) => `large-${i}`);
const of = (compiler: string, names = crates) => names.map((crate) => `${crate}-${compiler}`);

test("after a change of the compiler only what it made is published, from the first time on", async () => {
  await onMachine(async ({ build, publish }) => {
    for (const i of [1, 2, 3]) {
      await build([...crates, `large-own-${i}`]);
      expect(await publish([])).toMatchObject({ kind: "saved" });
    }
    for (const i of [1, 2, 3]) {
      await build([...crates, `large-own-${i}`], "1.2");
      const published = await publish([...of("1.1"), ...of("1.2")]);
      expect(published).toMatchObject({ kind: "saved", has: of("1.2") });
    }
    await build([...crates, "own-5"], "1.1");
    expect(await publish(of("1.1"))).toMatchObject({ kind: "saved", has: of("1.1") });
  });
});

test("… also where builds with the old one had left nothing to publish", async () => {
  await onMachine(async ({ build, publish }) => {
    await build(crates);
    expect(await publish([])).toMatchObject({ kind: "saved" });
    for (let i = 0; i < 3; i += 1) {
      await build(crates);
      expect(await publish([])).toMatchObject({ kind: "nothing-new" });
    }
    await build(crates, "1.2");
    expect(await publish([...of("1.1"), ...of("1.2")])).toMatchObject({ kind: "saved", has: of("1.2") });
  });
});

test("what is made or used while a bundle is published is of the next one", async () => {
  await onMachine(async ({ build, publish, during }) => {
    await build(crates.slice(2));
    during(() => build(["large-0"]));
    expect(await publish(of("1.1"))).toMatchObject({ kind: "saved", has: of("1.1", crates.slice(2)) });
    expect(await publish(of("1.1"))).toMatchObject({
      kind: "saved",
      has: of(
        "1.1",
        crates.filter((crate) => crate !== "large-1"),
      ),
    });
    for (const i of [1, 2, 3]) {
      await build(["large-1", "large-2", `large-own-${i}`]);
      during(() => build(["large-3"]));
      expect(await publish(of("1.1"))).toMatchObject({ kind: "saved" });
    }
    await build(["large-1", "large-2", "large-own-4"]);
    expect(await publish(of("1.1"))).toMatchObject({ has: of("1.1", ["large-1", "large-2", "large-3"]) });
  });
});

test("what the store has lost is published again, though nothing is new", async () => {
  await onMachine(async ({ build, publish, empty }) => {
    await build(crates);
    expect(await publish([])).toMatchObject({ kind: "saved" });
    expect(await publish([])).toMatchObject({ kind: "nothing-new" });
    await empty();
    expect(await publish(of("1.1"))).toMatchObject({ kind: "saved", has: of("1.1") });
    expect(await publish([])).toMatchObject({ kind: "nothing-new" });
  });
});

test("a directory with nothing in it publishes nothing, and nothing is said to be lost", async () => {
  await onMachine(async ({ publish, said }) => {
    expect(await publish([])).toMatchObject({ kind: "nothing-new" });
    expect(said.join("\n")).not.toContain("published again");
  });
});

test("where it is not known what the store has, nothing is published again", async () => {
  await onMachine(async ({ build, publish, refuseLookups, said }) => {
    await build(crates);
    expect(await publish([])).toMatchObject({ kind: "saved" });
    refuseLookups();
    expect(await publish([])).toMatchObject({ kind: "nothing-new" });
    expect(said.join("\n")).not.toContain("published again");
  });
});

test("what the last builds did not use is removed, whatever the room", async () => {
  await onMachine(async ({ build, publish }) => {
    const has: string[][] = [];
    const few = crates.slice(0, 6);
    for (const i of [1, 2, 3, 4]) {
      await build([...few, `large-own-${i}`]);
      has.push((await publish(of("1.1", ["large-own-1"]))).has);
    }
    const old = of("1.1", ["large-own-1"]);
    expect(has).toEqual([old, old, [], []]);
  });
});

test("a part of the usual work, and what a build under way has used so far, age nothing", async () => {
  await onMachine(async ({ build, publish }) => {
    const few = crates.slice(0, 6);
    await build(few);
    expect(await publish([])).toMatchObject({ clock: 1 });
    for (const i of [1, 2, 3]) {
      await build(["large-0", `large-own-${i}`]);
      expect(await publish(of("1.1", few))).toMatchObject({ kind: "saved", has: of("1.1", few), clock: 1 });
    }
    await build([...few, "large-own-4"]);
    expect(await publish([], true)).toMatchObject({ kind: "saved", clock: 1 });
    await build([...few, "large-own-5"]);
    expect(await publish([])).toMatchObject({ kind: "saved", clock: 2 });
  });
});
