import { mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { planPrune } from "../../budget/prune.ts";
import { sumBytes } from "../../budget/room.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { parseSigningKey } from "../../config/signing-keys.ts";
import { shown } from "../../flow/deps.ts";
import { openSccacheOf } from "../../flow/job/job.ts";
import { openCatalogOf, openDeps, openKeys } from "../../flow/job/steps.ts";
import { threadsFor, writingTo } from "../../flow/machine.ts";
import { merge as mergeFiles } from "../../flow/merge.ts";
import { describeMerged, mergeLegs } from "../../flow/merge-legs.ts";
import { publishOnce } from "../../flow/publish.ts";
import { trustFrom, unsignedBytes } from "../../flow/trust.ts";
import { watch as watchAndPublish } from "../../flow/watch.ts";
import { stateFileName, type WatchState } from "../../flow/watch-state.ts";
import { keyBeginnings } from "../../key/key.ts";
import { inTemporary } from "../../left-over.ts";
import { showProgressOn } from "../../report/progress.ts";
import { formatSize } from "../../report/words.ts";
import { openZstd } from "../../zstd/open.ts";
import { type Args, type Command, configFlags, type ExitCode, UsageError } from "../command.ts";
import { contextFlags, keptFolder, openJobOf, readConfig, readSettings, surroundingsOf } from "../job.ts";
import { printJson, type Terminal } from "../terminal.ts";

/** Several bundles into one: files, or the matrix jobs of a job in the store. */
export const merge: Command = {
  positionals: ["FILE..."],
  flags: [
    { name: "output", short: "o", value: "FILE", about: "The bundle to write, when FILEs are given." },
    { name: "json", about: "Print what was merged as JSON." },
    ...configFlags("merge"),
    ...contextFlags,
  ],

  async run(args, terminal) {
    const files = args.rest().map((file) => resolve(terminal.workingDirectory, file));
    return files.length > 0 ? mergeGiven(files, args, terminal) : mergeStored(args, terminal);
  },
};

async function mergeGiven(files: readonly string[], args: Args, terminal: Terminal): Promise<ExitCode> {
  if (args.flag("output") === "") throw new UsageError("--output FILE is missing: the bundle to write");
  const out = resolve(terminal.workingDirectory, args.flag("output"));
  const config = readSettings(args, terminal);
  const trust = trustFrom(terminal.env);
  const signingKey = parseSigningKey(terminal.env);
  const { zstd } = openZstd();
  const read = async (file: string) => ({ key: "", file, manifest: await readManifest(file, zstd, trust) });
  const request = {
    bundles: await Promise.all(files.map(read)),
    out,
    budgetBytes: unsignedBytes(config.maxSizeBytes, signingKey),
    level: config.compressionLevel,
    segmentRawBytes: config.segmentBytes,
    threads: threadsFor(config),
    signingKey,
  };
  const merged = await inTemporary(dirname(out), ".sccache-bundle-merge-", (tempDirectory) =>
    writingTo(out, () =>
      shown(showProgressOn(terminal), "Merge", (onProgress) =>
        mergeFiles({ ...request, tempDirectory, onProgress }, zstd),
      ),
    ),
  );
  if (merged.kind !== "packed") {
    terminal.say(`error: ${merged.why}`);
    return 1;
  }
  const { manifest, bytes } = merged.packed;
  terminal.say(`${manifest.entries.length} entries of ${files.length} bundles, ${formatSize(bytes)}`);
  if (args.isOn("json")) printJson(terminal, { entries: manifest.entries.length, bytes });
  return 0;
}

async function mergeStored(args: Args, terminal: Terminal): Promise<ExitCode> {
  const job = await openJobOf(readConfig(args, terminal), args, terminal);
  const merged = await inTemporary(tmpdir(), "sccache-bundle-merge-", (folder) => mergeLegs(job, folder));
  if (merged.kind === "cannot-list")
    throw new UsageError("this store cannot be listed, so its matrix jobs are not known");
  terminal.say(describeMerged(merged));
  if (args.isOn("json")) printJson(terminal, merged);
  return 0;
}

/** Deletes what newer bundles of the same family and ref supersede. */
export const prune: Command = {
  positionals: [],
  flags: [
    ...configFlags("prune"),
    { name: "ref", value: "REF", about: "Only bundles of this ref, such as refs/pull/7/merge." },
    { name: "all", about: "Keep none, for a ref that is gone; needs --ref." },
    { name: "apply", about: "Delete, instead of only saying what would go." },
    { name: "json", about: "Print what goes, or would go, as JSON." },
  ],

  async run(args, terminal) {
    const config = readConfig(args, terminal);
    const ref = args.flag("ref") || undefined;
    const all = args.isOn("all");
    if (all && ref === undefined)
      throw new UsageError("--all needs --ref: it would delete every bundle there is");
    const catalog = openCatalogOf(config, surroundingsOf(terminal));
    if (!catalog) {
      throw new UsageError(
        "this store cannot be listed; for GitHub's cache set GITHUB_REPOSITORY and GITHUB_TOKEN",
      );
    }
    const { keyPrefix, keepLast } = config;
    const listings = await Promise.all(keyBeginnings(keyPrefix).map((one) => catalog.list(one, { ref })));
    const bundles = listings.flatMap((listing) => listing.bundles);
    const keep = all ? 0 : keepLast;
    const doomed = planPrune(bundles, { keyPrefix, ref, keep, nowMs: Date.now() });
    const apply = args.isOn("apply");
    const isJson = args.isOn("json");
    for (const bundle of doomed) {
      const gone = apply && (await catalog.remove(bundle)) === "gone";
      const verb = apply ? (gone ? "Was gone already:" : "Deleted") : "Would delete";
      const where = bundle.ref ? `, ${bundle.ref}` : "";
      if (!isJson) terminal.print(`${verb} ${bundle.key} (${formatSize(bundle.bytes)}${where})`);
    }
    const total = formatSize(sumBytes(doomed));
    const more = apply ? "" : "; --apply deletes them";
    terminal.say(`${doomed.length} of ${bundles.length} bundles, ${total}${more}`);
    if (isJson) printJson(terminal, { applied: apply, bundles: doomed });
    return 0;
  },
};

/** For a machine whose sccache stays: a fresh bundle of it in the store, for those that start cold. */
export const watch: Command = {
  positionals: [],
  flags: [
    ...configFlags("watch"),
    ...contextFlags,
    { name: "idle", value: "MINUTES", about: "Publish when nothing happened for so long.", fallback: "5" },
    {
      name: "every",
      value: "MINUTES",
      about: "Publish after so long although it never gets quiet.",
    },
    { name: "once", about: "Publish now if enough is new, and end." },
    { name: "json", about: "Print how each attempt to publish ended as a line of JSON." },
  ],

  async run(args, terminal) {
    const quietMs = minutesAsMs(args, "idle") ?? 5 * minuteMs;
    const everyMs = minutesAsMs(args, "every");
    const job = await openJobOf(readConfig(args, terminal), args, terminal);
    const { version } = await openSccacheOf(job);
    const stateFolder = keptFolder(terminal.env, "watch", job.directory);
    mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
    const request = {
      ...job,
      prepareKeys: () => openKeys(job),
      sccacheVersion: version ?? null,
      left: readWatched(stateFolder),
      stateFolder,
      times: { quietMs, everyMs },
      ...(args.isOn("json") && { onEnd: (outcome: object) => printJson(terminal, outcome) }),
    };
    await inTemporary(stateFolder, "temp-", async (tempDirectory) => {
      const deps = openDeps(job, { tempDirectory });
      if (args.isOn("once")) await publishOnce(request, deps);
      else await watchAndPublish(request, deps, untilSignalled());
    });
    return 0;
  },
};

/** Aborts at the first signal to end; a second one ends the process as ever. */
function untilSignalled(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}

const minuteMs = 60_000;

function minutesAsMs(args: Args, flag: string): number | undefined {
  const text = args.flag(flag);
  if (text === "") return undefined;
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(text) || Number(text) === 0)
    throw new UsageError(`--${flag} is not a number of minutes`);
  return Number(text) * minuteMs;
}

function readWatched(folder: string): WatchState | undefined {
  try {
    const state: Partial<WatchState> = JSON.parse(readFileSync(join(folder, stateFileName), "utf8"));
    const { publishedMs, bundle, touched } = state;
    const sound = typeof publishedMs === "number" && typeof bundle?.manifestFile === "string" && touched;
    return sound ? (state as WatchState) : undefined;
  } catch {
    return undefined; // the first watch of this directory, or one whose state is lost: it starts anew
  }
}
