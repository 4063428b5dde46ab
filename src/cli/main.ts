/** The first with zstd of its own, and with all else that the sources use. */
const least = [22, 15] as const;

const { node } = process.versions;
const [major = 0, minor = 0] = node.split(".").map(Number);

if (major > least[0] || (major === least[0] && minor >= least[1])) {
  // Not loaded before: what an old Node lacks would end it with a riddle before any code runs.
  const { runCommandLine } = await import("./run.ts");
  await runCommandLine(process.argv.slice(2));
} else {
  process.stderr.write(`sccache-bundle needs Node ${least.join(".")} or later; this is Node ${node}\n`);
  process.exitCode = 2;
}
