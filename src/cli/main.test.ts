import { expect, test } from "vitest";
import { sccacheBundle } from "../../test/cli/command-line.ts";

/** How the command line starts on a Node that calls itself `version`. */
function startOn(version: string) {
  const claim = `Object.defineProperty(process.versions, "node", { value: "${version}" })`;
  const options = `--import=data:text/javascript,${encodeURIComponent(claim)}`;
  return sccacheBundle(["--version"], { env: { NODE_OPTIONS: options } });
}

test.each(["22.15.0", "22.22.1", "23.8.0", "24.21.0"])("Node %s is supported", async (version) => {
  expect(await startOn(version)).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^sccache-bundle \d/),
  });
});

test.each(["22.14.9", "20.19.0", "18.0.0"])("Node %s is too old", async (version) => {
  const stderr = `sccache-bundle needs Node 22.15 or later; this is Node ${version}\n`;
  expect(await startOn(version)).toEqual({ exitCode: 2, stdout: "", stderr });
});
