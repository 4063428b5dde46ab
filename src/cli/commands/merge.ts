import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, resolve } from "node:path";
import { planPrune, sumBytes } from "../../budget/room.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { parseSigningKey } from "../../config/signing-keys.ts";
import { shown } from "../../flow/deps.ts";
import { openCatalogOf } from "../../flow/job/job.ts";
import { threadsFor, writingTo } from "../../flow/machine.ts";
import { describeMerged, merge as mergeFiles, mergeLegs } from "../../flow/merge.ts";
import { trustFrom, unsignedBytes } from "../../flow/trust.ts";
import { keyBeginnings } from "../../key/key.ts";
import { makeTemporary } from "../../left-over.ts";
import { formatSize } from "../../report/words.ts";
import { openZstd } from "../../zstd/open.ts";
import { type Args, type Command, type ExitCode, UsageError } from "../command.ts";
import { configFlags, contextFlags, openJobOf, readConfig, readSettings, surroundingsOf } from "../job.ts";
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
    return files.length > 0 ? mergeGiven(files, args, terminal) : mergeStored(args, terminal);
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
    const { zstd } = openZstd();
    const read = async (file: string) => ({ key: "", file, manifest: await readManifest(file, zstd, trust) });
    const request = {
      bundles: await Promise.all(files.map(read)),
      out,
      tempDirectory,
      budgetBytes: unsignedBytes(config.maxSizeBytes, signingKey),
      level: config.compressionLevel,
      segmentRawBytes: config.segmentBytes,
      threads: threadsFor(config),
      signingKey,
    };
    const merged = await writingTo(out, () =>
      shown(progressOn(terminal), "Merge", (onProgress) => mergeFiles({ ...request, onProgress }, zstd)),
    );
    if (merged.kind !== "packed") {
      terminal.say(`error: ${merged.why}`);
      return 1;
    }
    const { manifest, bytes } = merged.packed;
    terminal.say(`${manifest.entries.length} entries of ${files.length} bundles, ${formatSize(bytes)}`);
    if (args.isOn("json")) printJson(terminal, { entries: manifest.entries.length, bytes });
    return 0;
  } finally {
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

async function mergeStored(args: Args, terminal: Terminal): Promise<ExitCode> {
  const job = await openJobOf(readConfig(args, terminal), args, terminal);
  const tempDirectory = await makeTemporary(tmpdir(), "sccache-bundle-merge-");
  try {
    const merged = await mergeLegs(job, tempDirectory);
    if (merged.kind === "cannot-list")
      throw new UsageError("this store cannot be listed, so its matrix jobs are not known");
    terminal.say(describeMerged(merged));
    if (args.isOn("json")) printJson(terminal, merged);
    return 0;
  } finally {
    await rm(tempDirectory, { recursive: true, force: true });
  }
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
