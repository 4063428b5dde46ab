/**
 * Builds the command line as a single executable for this platform, for machines without Node:
 *
 *     npm run build:executable [-- FILE]    writes FILE, or build/sccache-bundle, and FILE.licenses.txt
 *
 * It is a copy of the Node that runs this script, which holds the program, the threads' program and the native zstd:
 * https://nodejs.org/api/single-executable-applications.html
 */
import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { builtWorker } from "../src/bundle/threads/pool.ts";
import { bindingFile, embeddedBinding } from "../src/zstd/open.ts";
import { bundleScript, bundleWorker } from "./dist/bundle.ts";
import { licences } from "./dist/licences.ts";
import { installPostject } from "./dist/postject.ts";

const run = promisify(execFile);
const root = join(import.meta.dirname, "..");
const suffix = process.platform === "win32" ? ".exe" : "";
const out = resolve(process.argv[2] ?? join(root, "build", `sccache-bundle${suffix}`));

const folder = await mkdtemp(join(tmpdir(), "sccache-bundle-executable-"));
try {
  const main = join(folder, "main.js");
  const blob = join(folder, "blob");
  const modules = await bundleScript(root, "scripts/dist/executable.ts", main);
  const worker = await bundleWorker(root, folder);
  const config = {
    main,
    output: blob,
    disableExperimentalSEAWarning: true,
    assets: { [builtWorker]: worker, [embeddedBinding]: bindingFile() },
  };
  const configFile = join(folder, "sea.json");
  await writeFile(configFile, JSON.stringify(config));
  await run(process.execPath, ["--experimental-sea-config", configFile]);
  await mkdir(dirname(out), { recursive: true });
  await rm(out, { force: true });
  await copyFile(process.execPath, out);
  await chmod(out, 0o755);
  if (process.platform === "linux") await run("strip", [out]).catch(() => undefined); // smaller where there is a strip
  if (process.platform === "darwin") await run("codesign", ["--remove-signature", out]);
  await (await installPostject(join(root, ".tools")))(out, await readFile(blob));
  if (process.platform === "darwin") await run("codesign", ["--sign", "-", out]);
  const node = await nodeLicence();
  await writeFile(`${out}.licenses.txt`, `${licences(root, modules)}\n${"-".repeat(80)}\n${node}`);
  console.log(`${out}: ${((await stat(out)).size / 1e6).toFixed(0)} MB`);
} finally {
  await rm(folder, { recursive: true });
}

/** The text of Node's licence, which comes with each way to install it. */
async function nodeLicence(): Promise<string> {
  const home = dirname(dirname(process.execPath));
  for (const file of [join(home, "LICENSE"), join(dirname(process.execPath), "LICENSE")]) {
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text !== undefined) return text;
  }
  return `Node.js ${process.version}: https://github.com/nodejs/node/blob/${process.version}/LICENSE\n`;
}
