import { resolve } from "node:path";
import { BundleError } from "../../bundle/format/checks.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { salvage } from "../../bundle/salvage.ts";
import { unpack as unpackBundle } from "../../bundle/unpack.ts";
import { writingTo } from "../../flow/disk.ts";
import { shown } from "../../flow/phases.ts";
import { filling } from "../../flow/restore/adopt.ts";
import { trustFrom } from "../../flow/signing.ts";
import { threadsFor } from "../../flow/threads.ts";
import { type Advance, showProgressOn } from "../../report/progress.ts";
import { entryCount } from "../../report/words.ts";
import { openZstd } from "../../zstd/open.ts";
import { type Command, configFlags, UsageError } from "../command.ts";
import { givenBundle, namingFile } from "../given-bundle.ts";
import { readSettings } from "../job.ts";
import { printJson } from "../terminal.ts";

/** A bundle back into a directory. */
export const unpack: Command = {
  positionals: ["FILE", "DIR"],
  flags: [
    ...configFlags("unpack"),
    { name: "salvage", about: "Recover what is intact in a damaged bundle." },
    { name: "json", about: "Print what was unpacked as JSON." },
  ],

  async run(args, terminal) {
    const file = await givenBundle(args, terminal);
    const trust = trustFrom(terminal.env);
    const isSalvage = args.isOn("salvage");
    if (trust && isSalvage) throw new UsageError(noSalvage);
    const directory = resolve(terminal.workingDirectory, args.positional("DIR"));
    const threads = threadsFor(readSettings(args, terminal));
    const { zstd } = openZstd();
    const recover = async (folder: string, onProgress: Advance) => {
      const work = { file, directory: folder, threads, onProgress };
      if (isSalvage) return salvage(work, zstd);
      const manifest = await readManifest(file, zstd, trust);
      const entries = await unpackBundle({ ...work, manifest, wanted: () => true }, zstd);
      return { recovered: entries.map(({ name }) => name), lost: [] };
    };
    const what = isSalvage ? "Salvage" : "Unpack";
    const { recovered, lost } = await writingTo(directory, () =>
      filling(directory, (folder) =>
        shown(showProgressOn(terminal), what, (onProgress) => namingFile(file, recover(folder, onProgress))),
      ),
    );
    if (!lost && recovered.length === 0)
      throw new BundleError("not-a-bundle", `${file} is not a bundle, or nothing of it is intact`);
    if (!lost) terminal.say("The manifest is lost, so what else the bundle held is not known");
    terminal.say(`Unpacked ${entryCount(recovered.length)} into ${directory}`);
    for (const name of lost ?? []) terminal.say(`Lost ${name}`);
    if (args.isOn("json")) printJson(terminal, { directory, entries: recovered.length, lost: lost ?? [] });
    return lost?.length ? 1 : 0;
  },
};

const noSalvage =
  "--salvage cannot check a signature; to use it, unset SCCACHE_BUNDLE_SIGNING_KEY and SCCACHE_BUNDLE_VERIFY_KEYS";
