import { type Finding, verify as verifyBundle } from "../../bundle/verify.ts";
import { shown } from "../../flow/phases.ts";
import { threadsFor } from "../../threads.ts";
import { openZstd } from "../../zstd/open.ts";
import { givenBundle } from "../bundle-file.ts";
import type { Command } from "../command.ts";
import { configFlags, readSettings } from "../job/config-flags.ts";
import { printJson } from "../terminal/print-json.ts";
import { progressOn } from "../terminal/progress.ts";

/** Whether a bundle is what was packed. */
export const verify: Command = {
  positionals: ["FILE"],
  flags: [...configFlags("verify"), { name: "json", about: "Print the findings as JSON." }],

  async run(args, terminal) {
    const file = await givenBundle(args, terminal);
    const threads = threadsFor(readSettings(args, terminal));
    const { findings, manifest } = await shown(progressOn(terminal), "Verify", (onProgress) =>
      verifyBundle({ file, threads, onProgress }, openZstd().zstd),
    );
    if (args.flag("json") === "true")
      printJson(terminal, { entries: manifest?.entries.length ?? 0, findings });
    else for (const line of findings.flatMap(describe)) terminal.print(line);
    if (findings.length === 0)
      terminal.say(`${manifest?.entries.length ?? 0} entries, all as they were packed`);
    else terminal.say("Recover what is intact with: sccache-bundle unpack --salvage FILE DIR");
    return findings.length === 0 ? 0 : 1;
  },
};

function describe(finding: Finding): string[] {
  const head = `${finding.fault}: ${finding.why}`;
  return finding.where === "segment" ? [head, ...finding.entries.map((name) => `  ${name}`)] : [head];
}
