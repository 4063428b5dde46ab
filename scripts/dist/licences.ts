import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What may be in dist: licences that ask for their text and nothing more. */
const ALLOWED = new Set([
  "MIT",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "0BSD",
  "BlueOak-1.0.0",
]);

/** Licences of what the bindings in dist/zstd hold, which no import leads to. */
const NATIVE = {
  "zstd-napi": ["NOTICE", "LICENSE", "deps/zstd/LICENSE"],
  "node-addon-api": ["LICENSE.md"],
  "node-api-headers": ["LICENSE"],
};

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
  readonly homepage?: string;
}

/**
 * Returns the licences, sorted by package, of everything in dist: of the packages that hold `modules`, absolute
 * paths of what was bundled, and of what the native bindings and the launcher were built from.
 * @throws {Error} for a package without a licence or with one that is not allowed.
 */
export function licences(root: string, modules: readonly string[]): string {
  const folders = new Set(modules.filter((path) => path.includes("node_modules")).map(packageFolder));
  const notices = [...folders].map((folder) => notice(folder, licenceFiles(folder)));
  for (const [name, files] of Object.entries(NATIVE)) {
    notices.push(notice(join(root, "node_modules", name), files, ", in dist/zstd"));
  }
  const musl = tidy(readFileSync(join(root, "scripts/launcher/musl-COPYRIGHT"), "utf8"));
  notices.push(headed("musl 1.2.5 (MIT), in the launcher", musl));
  return `The files in this folder hold code of these packages.\n\n${[...new Set(notices)].sort().join("\n")}`;
}

/** The innermost folder around `path` whose package.json names a package: those that only say `type` do not. */
function packageFolder(path: string): string {
  let folder = dirname(path);
  while (basename(folder) !== "node_modules") {
    if (existsSync(join(folder, "package.json")) && readManifest(folder).version) return folder;
    folder = dirname(folder);
  }
  throw new Error(`${path} is in no package`);
}

function licenceFiles(folder: string): string[] {
  const names = readdirSync(folder).sort();
  return names.filter((name) => /^(licen[cs]e|copying|notice)(-\w+)?(\.(md|txt))?$/i.test(name));
}

function notice(folder: string, files: readonly string[], where = ""): string {
  const { name, version, license, homepage } = readManifest(folder);
  const named = license?.replaceAll(/[()]/g, "").split(/ AND | OR /) ?? ["none"];
  if (!named.every((one) => ALLOWED.has(one))) {
    throw new Error(`${name}: its licence, ${license}, is not allowed in dist`);
  }
  const texts = files.map((file) => tidy(readFileSync(join(folder, file), "utf8")));
  if (texts.length === 0) texts.push(`Its package holds no text of this licence. See ${homepage ?? name}.`);
  return headed(`${name} ${version} (${license})${where}`, texts.join("\n\n"));
}

function headed(title: string, text: string): string {
  const rule = "-".repeat(80);
  return `${rule}\n${title}\n${rule}\n\n${text}\n`;
}

/** Line ends and the spaces before them differ between packages; the text is what counts. */
function tidy(text: string): string {
  return text.replaceAll(/[ \t]*\r?\n/g, "\n").trim();
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}
