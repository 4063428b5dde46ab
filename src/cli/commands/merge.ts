import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, resolve } from "node:path";
import { BundleError } from "../../bundle/format/bundle-error.ts";
import { parseSigningKey } from "../../config/signing-keys.ts";
import { formatSize } from "../../config/size.ts";
import { shown } from "../../flow/deps.ts";
import { openDeps, openJob, openKeys } from "../../flow/job/job.ts";
import { merge as mergeFiles } from "../../flow/merge.ts";
import { mergeLegs } from "../../flow/merge-legs.ts";
import { trustFrom } from "../../flow/signing.ts";
import { makeTemporary } from "../../left-over.ts";
import { scopesOf } from "../../store/scopes.ts";
import { StoreError } from "../../store/store.ts";
import { threadsFor } from "../../threads.ts";
import { openZstd } from "../../zstd/open.ts";
import { type Args, type Command, type ExitCode, UsageError } from "../command.ts";
import { writingTo } from "../errors.ts";
import { configFlags, contextFlags, overridesOf, readConfig, readSettings, surroundingsOf } from "../job.ts";
import { printJson, progressOn, type Terminal } from "../terminal.ts";

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
    try {
      return await (files.length > 0 ? mergeGiven(files, args, terminal) : mergeStored(args, terminal));
    } catch (error) {
      const isTrouble = error instanceof BundleError || error instanceof StoreError;
      if (!isTrouble) throw error;
      terminal.say(`error: ${error.message}`);
      return 1;
    }
  },
};

async function mergeGiven(files: readonly string[], args: Args, terminal: Terminal): Promise<ExitCode> {
  if (args.flag("output") === "") throw new UsageError("--output FILE is missing: the bundle to write");
  const out = resolve(terminal.workingDirectory, args.flag("output"));
  const config = readSettings(args, terminal);
  const trust = trustFrom(terminal.env);
  const signingKey = parseSigningKey(terminal.env);
  const tempDirectory = await makeTemporary(dirname(out), ".sccache-bundle-merge-");
  try {
    const request = {
      bundles: files.map((file) => ({ file, key: null, trust })),
      out,
      tempDirectory,
      budgetBytes: config.maxSizeBytes,
      level: config.compressionLevel,
      segmentRawBytes: config.segmentBytes,
      threads: threadsFor(config),
      signingKey,
    };
    const merged = await writingTo(out, () =>
      shown(progressOn(terminal), "Merge", (onProgress) =>
        mergeFiles({ ...request, onProgress }, openZstd().zstd),
      ),
    );
    if (merged.kind !== "packed") {
      terminal.say(`error: ${merged.why}`);
      return 1;
    }
    const { manifest, bytes } = merged.packed;
    terminal.say(`${manifest.entries.length} entries of ${files.length} bundles, ${formatSize(bytes)}`);
    if (args.flag("json") === "true") printJson(terminal, { entries: manifest.entries.length, bytes });
    return 0;
  } finally {
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

async function mergeStored(args: Args, terminal: Terminal): Promise<ExitCode> {
  const config = readConfig(args, terminal);
  const surroundings = surroundingsOf(terminal);
  const job = await openJob(config, surroundings, overridesOf(args, terminal));
  const context = { ...job.context, matrix: undefined };
  const tempDirectory = await makeTemporary(tmpdir(), "sccache-bundle-merge-");
  try {
    const deps = openDeps({ config, context, tempDirectory }, surroundings);
    if (!deps.catalog) throw new UsageError("this store cannot be listed, so its matrix jobs are not known");
    const { keys } = await openKeys(config, { context }, surroundings);
    const merged = await mergeLegs({ config, keys, ref: scopesOf(context).own }, deps.catalog, deps);
    if (merged.kind === "not-saved") terminal.say(`Nothing merged: ${merged.why}`);
    else {
      terminal.say(
        `Merged the bundles of ${merged.legs} matrix jobs as ${merged.key} (${formatSize(merged.bytes)})`,
      );
    }
    if (args.flag("json") === "true") printJson(terminal, merged);
    return 0;
  } finally {
    await rm(tempDirectory, { recursive: true, force: true });
  }
}
