import { resolve } from "node:path";
import { sumRawBytes } from "../../bundle/segment-plan.ts";
import { parseSigningKey } from "../../config/signing-keys.ts";
import { packByHand } from "../../flow/by-hand.ts";
import { shown } from "../../flow/phases.ts";
import { showProgressOn } from "../../report/progress.ts";
import { count, entryCount } from "../../report/words.ts";
import { formatSize } from "../../size.ts";
import { openZstd } from "../../zstd/open.ts";
import { type Command, configFlags, UsageError } from "../command.ts";
import { readSettings } from "../job.ts";
import { printJson, type Terminal } from "../terminal.ts";

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
    const config = readSettings(args, terminal);
    const request = {
      directory: resolve(terminal.workingDirectory, args.positional("DIR")),
      out: resolve(terminal.workingDirectory, out),
      created: createdAt(terminal),
      config,
      signingKey: parseSigningKey(terminal.env),
    };
    const packed = await shown(showProgressOn(terminal), "Pack", (onProgress) =>
      packByHand({ ...request, onProgress }, openZstd().zstd),
    );
    const { bytes, dropped, manifest, foreign, storedBytes } = packed;
    for (const { name, why } of dropped) terminal.say(`Left out ${name}: ${why}`);
    if (foreign > 0) terminal.say(`Left out ${count(foreign, "file")} that sccache did not write`);
    const raw = sumRawBytes(manifest.segments);
    terminal.say(
      `Packed ${entryCount(manifest.entries.length)} (${formatSize(storedBytes)} on disk, ${formatSize(raw)} decoded) into ${formatSize(bytes)}`,
    );
    if (args.isOn("json")) {
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
