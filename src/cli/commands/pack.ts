import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { pack as packBundle } from "../../bundle/pack.ts";
import { packedByHand } from "../../bundle/pack-request.ts";
import { formatSize } from "../../config/size.ts";
import { shown } from "../../flow/phases.ts";
import { scan } from "../../sccache/scan.ts";
import { threadsFor } from "../../threads.ts";
import { openZstd } from "../../zstd/open.ts";
import { UsageError } from "../args.ts";
import type { Command } from "../command.ts";
import { writingTo } from "../errors/disk-error.ts";
import { configFlags, readSettings } from "../job/config-flags.ts";
import { printJson } from "../terminal/print-json.ts";
import { progressOn } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** A bundle by hand, of a directory as it is. */
export const pack: Command = {
  positionals: ["DIR"],
  flags: [
    { name: "output", short: "o", value: "FILE", about: "The bundle to write." },
    ...configFlags("pack"),
    { name: "json", about: "Print what was packed as JSON." },
  ],

  async run(args, terminal) {
    const out = args.flag("output");
    if (out === "") throw new UsageError("-o FILE is missing");
    const directory = resolve(terminal.workingDirectory, args.positional("DIR"));
    if (!(await stat(directory)).isDirectory()) throw new UsageError(`${directory} is not a directory`);
    const config = readSettings(args, terminal);
    const { entries, foreign } = await scan(directory);
    const request = {
      ...packedByHand(entries, createdAt(terminal)),
      directory,
      out: resolve(terminal.workingDirectory, out),
      level: config.compressionLevel,
      segmentRawBytes: config.segmentBytes,
      threads: threadsFor(config),
    };
    const { bytes, dropped, manifest } = await writingTo(request.out, () =>
      shown(progressOn(terminal), "Pack", (onProgress) =>
        packBundle({ ...request, onProgress }, openZstd().zstd),
      ),
    );
    for (const { name, why } of dropped) terminal.say(`Left out ${name}: ${why}`);
    if (foreign > 0) terminal.say(`Left out ${foreign} files that are not sccache's`);
    const stored = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    const raw = manifest.segments.reduce((sum, { rawBytes }) => sum + rawBytes, 0);
    terminal.say(
      `Packed ${manifest.entries.length} entries (${formatSize(stored)} on disk, ${formatSize(raw)} decoded) into ${formatSize(bytes)}`,
    );
    if (args.flag("json") === "true") {
      printJson(terminal, { entries: manifest.entries.length, bytes, rawBytes: raw, dropped, foreign });
    }
    return 0;
  },
};

/** With SOURCE_DATE_EPOCH set, equal directories give equal files: https://reproducible-builds.org/specs/source-date-epoch */
function createdAt({ env }: Terminal): number {
  const epoch = env["SOURCE_DATE_EPOCH"] ?? "";
  return /^\d{1,11}$/.test(epoch) ? Number(epoch) : Math.floor(Date.now() / 1000);
}
