import { resolve } from "node:path";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { describeName } from "../../bundle/format/signature.ts";
import { salvage } from "../../bundle/salvage.ts";
import { sumRawBytes } from "../../bundle/segment-plan.ts";
import { unpack as unpackBundle } from "../../bundle/unpack.ts";
import { type Finding, verify as verifyBundle } from "../../bundle/verify.ts";
import { parseSigningKey } from "../../config/signing-keys.ts";
import { packByHand } from "../../flow/by-hand.ts";
import { shown } from "../../flow/deps.ts";
import { threadsFor, writingTo } from "../../flow/machine.ts";
import { filling } from "../../flow/restore/adopt.ts";
import { trustFrom } from "../../flow/trust.ts";
import { type OnProgress, showProgressOn } from "../../report/progress.ts";
import { formatSize } from "../../report/words.ts";
import { openZstd } from "../../zstd/open.ts";
import { type Command, configFlags, givenBundle, UsageError } from "../command.ts";
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
    if (foreign > 0) terminal.say(`Left out ${foreign} files that are not sccache's`);
    const raw = sumRawBytes(manifest.segments);
    terminal.say(
      `Packed ${manifest.entries.length} entries (${formatSize(storedBytes)} on disk, ${formatSize(raw)} decoded) into ${formatSize(bytes)}`,
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
    const trust = trustFrom(terminal.env);
    const isSalvage = args.isOn("salvage");
    if (trust && isSalvage) throw new UsageError(noSalvage);
    const directory = resolve(terminal.workingDirectory, args.positional("DIR"));
    const threads = threadsFor(readSettings(args, terminal));
    const { zstd } = openZstd();
    const recover = async (folder: string, onProgress: OnProgress) => {
      const work = { file, directory: folder, threads, onProgress };
      if (isSalvage) return salvage(work, zstd);
      const manifest = await readManifest(file, zstd, trust);
      const entries = await unpackBundle({ ...work, manifest, wanted: () => true }, zstd);
      return { recovered: entries.map(({ name }) => name), lost: [] };
    };
    const what = isSalvage ? "Salvage" : "Unpack";
    const { recovered, lost } = await writingTo(directory, () =>
      filling(directory, (folder) =>
        shown(showProgressOn(terminal), what, (onProgress) => recover(folder, onProgress)),
      ),
    );
    if (!lost) terminal.say("The manifest is gone, so nobody knows what else there was");
    terminal.say(`Unpacked ${recovered.length} entries into ${directory}`);
    for (const name of lost ?? []) terminal.say(`Lost ${name}`);
    if (args.isOn("json")) printJson(terminal, { directory, entries: recovered.length, lost: lost ?? [] });
    return lost?.length ? 1 : 0;
  },
};

const noSalvage =
  "--salvage cannot check a signature; to use it, unset SCCACHE_BUNDLE_SIGNING_KEY and SCCACHE_BUNDLE_VERIFY_KEYS";

/** Whether a bundle is what was packed. */
export const verify: Command = {
  positionals: ["FILE"],
  flags: [...configFlags("verify"), { name: "json", about: "Print the findings as JSON." }],

  async run(args, terminal) {
    const file = await givenBundle(args, terminal);
    const threads = threadsFor(readSettings(args, terminal));
    const trust = trustFrom(terminal.env);
    const { findings, manifest, signedFor } = await shown(showProgressOn(terminal), "Verify", (onProgress) =>
      verifyBundle({ file, threads, trust, onProgress }, openZstd().zstd),
    );
    if (args.isOn("json")) printJson(terminal, { entries: manifest?.entries.length ?? 0, findings });
    else for (const line of findings.flatMap(describe)) terminal.print(line);
    if (findings.length === 0)
      terminal.say(`${manifest?.entries.length ?? 0} entries, all as they were packed`);
    if (signedFor)
      terminal.say(`Signed for ${describeName(signedFor)}${trust ? "" : "; no key to check it with"}`);
    if (findings.length > 0 && !trust)
      terminal.say("Recover what is intact with: sccache-bundle unpack --salvage FILE DIR");
    return findings.length === 0 ? 0 : 1;
  },
};

function describe(finding: Finding): string[] {
  const head = `${finding.fault}: ${finding.why}`;
  return finding.where === "segment" ? [head, ...finding.entries.map((name) => `  ${name}`)] : [head];
}
