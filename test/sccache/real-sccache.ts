import path from "node:path";
import { findSccacheByAnyMeans } from "../../scripts/sccache/any-means.ts";
import { DEFAULT_VERSION } from "../../src/sccache/install/install.ts";
import { silent } from "../logs.ts";

/** Where tests keep the tools they install; not in the repository. */
const TOOLS = path.resolve(import.meta.dirname, "../../.tools");

/**
 * The absolute path of a real sccache: the one that TEST_SCCACHE names, else one of the default version, installed on
 * first use.
 */
export const realSccache = (): Promise<string> => Promise.resolve(found);

// Installed as this module loads, since the time limit of a test does not count that. Where it cannot be had, the tests
// that need it fail; they are not skipped.
const found = await locate();

async function locate(): Promise<string> {
  const { platform, arch, env } = process;
  if (env["TEST_SCCACHE"]) return path.resolve(env["TEST_SCCACHE"]);
  const machine = { platform, arch, env, toolsFolder: TOOLS };
  return (await findSccacheByAnyMeans(DEFAULT_VERSION, { machine, log: silent })).path;
}
