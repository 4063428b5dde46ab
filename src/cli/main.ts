import { parseArgs } from "node:util";
import { readManifest } from "../bundle/read-manifest.ts";
import { formatSize } from "../config/size.ts";
import { creator } from "../version.ts";
import { openZstd } from "../zstd/open.ts";

const usage = `Usage: sccache-bundle inspect FILE

  inspect FILE   what a bundle holds

  --version      print the version
  --help         print this`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: "boolean" }, version: { type: "boolean" } },
});
const [command, file] = positionals;
if (values.version) console.log(creator);
else if (values.help) console.log(usage);
else if (command === "inspect" && file && positionals.length === 2) await inspect(file);
else {
  console.error(usage);
  process.exitCode = 2;
}

async function inspect(path: string): Promise<void> {
  const { zstd } = openZstd();
  const { entries, segments, ...about } = await readManifest(path, zstd);
  const sum = (sizes: readonly { bytes: number }[]) =>
    formatSize(sizes.reduce((total, { bytes }) => total + bytes, 0));
  console.log(
    `${entries.length} entries (${sum(entries)}) in ${segments.length} segments (${sum(segments)})`,
  );
  for (const [name, value] of Object.entries(about)) console.log(`${name}: ${JSON.stringify(value)}`);
}
