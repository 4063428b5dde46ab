import { describeName } from "../../bundle/format/signature.ts";
import { type Finding, verify as verifyBundle } from "../../bundle/verify.ts";
import { shown } from "../../flow/phases.ts";
import { trustFrom } from "../../flow/signing.ts";
import { threadsFor } from "../../flow/threads.ts";
import { showProgressOn } from "../../report/progress.ts";
import { entryCount } from "../../report/words.ts";
import { openZstd } from "../../zstd/open.ts";
import { type Command, configFlags } from "../command.ts";
import { givenBundle } from "../given-bundle.ts";
import { readSettings } from "../job.ts";
import { printJson } from "../terminal.ts";

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
    else for (const line of findings.flatMap(describe)) terminal.list(line);
    if (findings.length === 0)
      terminal.say(`${entryCount(manifest?.entries.length ?? 0)}, all as they were packed`);
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
