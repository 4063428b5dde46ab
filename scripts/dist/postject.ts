import { execFile } from "node:child_process";
import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";

/** What Node's documentation names for the purpose. Not among the packages, since nothing else needs it. */
const version = "1.0.0-alpha.6";
const integrity =
  "sha512-b9Eb8h2eVqNE8edvKdwqkrY6O7kAwmI8kcnBv1NScolYJbo59XUF0noFq+lxbC1yN20bmC0WBEbDC5H/7ASb0A==";

/** Puts a blob into a copy of Node, which then runs it. */
export type Inject = (file: string, blob: Buffer) => Promise<void>;

interface Postject {
  inject(
    file: string,
    resource: string,
    blob: Buffer,
    options: { readonly sentinelFuse: string; readonly machoSegmentName: string },
  ): Promise<void>;
}

/** Returns what injects, installed from npm into the folder `tools` unless it is there already. */
export async function installPostject(tools: string): Promise<Inject> {
  const home = join(tools, `postject-${version}`);
  const installed = await access(home).then(
    () => true,
    () => false,
  );
  if (!installed) await install(home);
  const { inject } = createRequire(join(home, "package.json"))("postject") as Postject;
  return (file, blob) =>
    inject(file, "NODE_SEA_BLOB", blob, {
      sentinelFuse: "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2",
      machoSegmentName: "NODE_SEA",
    });
}

/** @throws {Error} when npm has another package under the name and version */
async function install(home: string): Promise<void> {
  const fresh = `${home}.new`;
  await rm(home, { recursive: true, force: true });
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  await writeFile(join(fresh, "package.json"), JSON.stringify({ private: true }));
  const command = `npm install --no-audit --no-fund --ignore-scripts --loglevel=error postject@${version}`;
  const [shell, flag] = process.platform === "win32" ? ["cmd", "/c"] : ["sh", "-c"];
  await promisify(execFile)(shell, [flag, command], { cwd: fresh });
  const lock = JSON.parse(await readFile(join(fresh, "package-lock.json"), "utf8"));
  if (lock.packages["node_modules/postject"]?.integrity !== integrity) {
    throw new Error(`postject ${version} is not what it was: its integrity differs`);
  }
  await rename(fresh, home);
}
