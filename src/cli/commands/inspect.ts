import { stat } from "node:fs/promises";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { openZstd } from "../../zstd/open.ts";
import { givenBundle } from "../bundle-file.ts";
import type { Command } from "../command.ts";
import { contentsLines, summarize } from "../contents.ts";

/** What a bundle says of itself. */
export const inspect: Command = {
  positionals: ["FILE"],
  flags: [{ name: "json", about: "print the whole manifest as JSON" }],

  async run(args, terminal) {
    const file = await givenBundle(args, terminal);
    const manifest = await readManifest(file, openZstd().zstd);
    if (args.flag("json") === "true") terminal.print(JSON.stringify(manifest));
    else {
      const { size } = await stat(file);
      for (const line of contentsLines(summarize(manifest, size), Date.now())) terminal.print(line);
    }
    return 0;
  },
};
