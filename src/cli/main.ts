import { unsupportedNode } from "./node-version.ts";

// Everything else is loaded afterwards: what an old Node lacks would end it with a riddle before any code runs.
const why = unsupportedNode(process.versions.node);
if (why === undefined) {
  const { runCommandLine } = await import("./run.ts");
  await runCommandLine(process.argv.slice(2));
} else {
  process.stderr.write(`${why}\n`);
  process.exitCode = 2;
}
