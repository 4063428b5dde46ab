import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { salvage } from "../../bundle/salvage.ts";
import { unpack as unpackBundle } from "../../bundle/unpack.ts";
import { shown } from "../../flow/phases.ts";
import { adopt, placeToUnpack, removeIfEmpty } from "../../flow/restore/adopt.ts";
import { threadsFor } from "../../threads.ts";
import { openZstd } from "../../zstd/open.ts";
import { givenBundle } from "../bundle-file.ts";
import type { Command } from "../command.ts";
import { writingTo } from "../errors/disk-error.ts";
import { configFlags, readSettings } from "../job/config-flags.ts";
import { printJson } from "../terminal/print-json.ts";
import { progressOn } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** A bundle back into a directory. */
export const unpack: Command = {
  positionals: ["FILE", "DIR"],
  flags: [
    ...configFlags("unpack"),
    { name: "salvage", about: "Recover what is intact of a damaged bundle." },
    { name: "json", about: "Print what was unpacked as JSON." },
  ],

  async run(args, terminal) {
    const file = await givenBundle(args, terminal);
    const directory = resolve(terminal.workingDirectory, args.positional("DIR"));
    const fresh = await placeToUnpack(directory);
    const threads = threadsFor(readSettings(args, terminal));
    const work = { file, directory: fresh, threads };
    try {
      const unpackWork = args.flag("salvage") === "true" ? salvageAll : unpackAll;
      const { names, lost } = await writingTo(directory, async () => {
        const done = await unpackWork(work, terminal);
        await adopt(fresh, directory);
        return done;
      });
      terminal.say(`Unpacked ${names.length} entries into ${directory}`);
      for (const name of lost) terminal.say(`Lost ${name}`);
      if (args.flag("json") === "true") printJson(terminal, { directory, entries: names.length, lost });
      return lost.length > 0 ? 1 : 0;
    } finally {
      await rm(fresh, { recursive: true, force: true });
      await removeIfEmpty(directory);
    }
  },
};

interface Work {
  readonly file: string;
  readonly directory: string;
  readonly threads: number;
}

interface Done {
  readonly names: readonly string[];
  readonly lost: readonly string[];
}

async function unpackAll(work: Work, terminal: Terminal): Promise<Done> {
  const { zstd } = openZstd();
  const manifest = await readManifest(work.file, zstd);
  const entries = await shown(progressOn(terminal), "Unpack", (onProgress) =>
    unpackBundle({ ...work, manifest, wanted: () => true, onProgress }, zstd),
  );
  return { names: entries.map(({ name }) => name), lost: [] };
}

async function salvageAll(work: Work, terminal: Terminal): Promise<Done> {
  const { recovered, lost } = await shown(progressOn(terminal), "Salvage", (onProgress) =>
    salvage({ ...work, onProgress }, openZstd().zstd),
  );
  if (!lost) terminal.say("The manifest is gone, so nobody knows what else there was");
  return { names: recovered, lost: lost ?? [] };
}
