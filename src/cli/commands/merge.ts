import { tmpdir } from "node:os";
import { dirname, resolve } from "node:path";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { parseSigningKey } from "../../config/signing-keys.ts";
import { writingTo } from "../../flow/disk.ts";
import { describeMerged, mergeMatrixJobs } from "../../flow/merge/matrix-jobs.ts";
import { merge as mergeFiles } from "../../flow/merge/merge.ts";
import { levelsOf } from "../../flow/new-bundle/levels.ts";
import { shown } from "../../flow/phases.ts";
import { trustFrom, unsignedBytes } from "../../flow/signing.ts";
import { threadsFor } from "../../flow/threads.ts";
import { inTemporary } from "../../left-over.ts";
import { showProgressOn } from "../../report/progress.ts";
import { count, entryCount } from "../../report/words.ts";
import { formatSize } from "../../size.ts";
import { openZstd } from "../../zstd/open.ts";
import { type Args, type Command, configFlags, type ExitCode, UsageError } from "../command.ts";
import { namingFile } from "../given-bundle.ts";
import { contextFlags, openJobOf, readConfig, readSettings } from "../job.ts";
import { printJson, type Terminal } from "../terminal.ts";

/** Several bundles into one: files, or the matrix jobs of a job in the store. */
export const merge: Command = {
  positionals: ["[FILE...]"],
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
  const read = async (file: string) => {
    const manifest = await namingFile(file, readManifest(file, zstd, trust));
    return { key: "", file, manifest };
  };
  const request = {
    bundles: await Promise.all(files.map(read)),
    out,
    budgetBytes: unsignedBytes(config.maxSizeBytes, signingKey),
    levels: levelsOf(config),
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
  terminal.say(
    `${entryCount(manifest.entries.length)} of ${count(files.length, "bundle")}, ${formatSize(bytes)}`,
  );
  if (args.isOn("json")) printJson(terminal, { entries: manifest.entries.length, bytes });
  return 0;
}

async function mergeStored(args: Args, terminal: Terminal): Promise<ExitCode> {
  const job = await openJobOf(readConfig(args, terminal), args, terminal);
  const merged = await inTemporary(tmpdir(), "sccache-bundle-merge-", (folder) =>
    mergeMatrixJobs(job, folder),
  );
  if (merged.kind === "cannot-list")
    throw new UsageError("this store cannot be listed, so its matrix jobs are not known");
  terminal.say(describeMerged(merged));
  if (args.isOn("json")) printJson(terminal, merged);
  return 0;
}
