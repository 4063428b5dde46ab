import { stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { renderPage } from "../../report/html/page.ts";
import { openZstd } from "../../zstd/open.ts";
import { givenBundle } from "../bundle-file.ts";
import type { Command } from "../command.ts";
import { contentsLines, summarize } from "../contents.ts";
import { printJson } from "../terminal/print-json.ts";
import { readReport } from "./explain.ts";

/** What a bundle says of itself. */
export const inspect: Command = {
  positionals: ["FILE"],
  flags: [
    { name: "json", about: "Print the whole manifest as JSON." },
    { name: "html", value: "FILE", about: "Write a page with charts and a table of all entries to FILE." },
    { name: "report", value: "FILE", about: "For the page: a report that `save --json` has printed" },
  ],

  async run(args, terminal) {
    const file = await givenBundle(args, terminal);
    const manifest = await readManifest(file, openZstd().zstd);
    const { size } = await stat(file);
    const page = args.flag("html");
    if (page !== "") {
      const report = args.flag("report") === "" ? undefined : await readReport(args.flag("report"));
      const bundle = { manifest, fileBytes: size };
      await writeFile(page, renderPage({ title: basename(file), bundle, report }));
      terminal.say(`Wrote ${page}`);
    }
    if (args.flag("json") === "true") printJson(terminal, { fileBytes: size, ...manifest });
    else if (page === "") {
      for (const line of contentsLines(summarize(manifest, size), Date.now())) terminal.print(line);
    }
    return 0;
  },
};
