/**
 * Makes a checkout ready to work in, then runs a script of it with Node 24:
 *
 *     node scripts/setup.mjs [--then FILE ARGS…]
 *
 * Plain JavaScript without dependencies, since it is what runs before there are any, on any Node from 20 on.
 * Packages are installed when node_modules is missing or does not match package-lock.json.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const binaries = join(modules, ".bin");
const isWindows = process.platform === "win32";

const [flag, file, ...args] = process.argv.slice(2);
if (flag !== undefined && (flag !== "--then" || file === undefined)) {
  fail("usage: node scripts/setup.mjs [--then FILE ARGS…]");
}
if (!isInstalled()) install();
const node = findNode();
if (file !== undefined) {
  const path = `${binaries}${delimiter}${process.env.PATH ?? ""}`;
  const { status, error, signal } = spawnSync(node, [join(root, file), ...args], {
    stdio: "inherit",
    env: { ...withoutPath(process.env), PATH: path },
  });
  if (error) fail(`${node} does not start: ${error.message}`);
  if (signal) fail(`${file} was ended by ${signal}`);
  process.exitCode = status ?? 1;
}

/** Whether npm, which ends an installation with a lock file of its own, installed what package-lock.json says. */
function isInstalled() {
  const installed = join(modules, ".package-lock.json");
  if (!existsSync(installed)) return false;
  const { "": _project, ...wanted } = readPackages(join(root, "package-lock.json"));
  const found = readPackages(installed);
  const isStale = Object.keys(found).some((path) => !(path in wanted));
  // Optional packages are those of other platforms.
  const isThere = ([path, { version, optional }]) =>
    found[path]?.version === version || (optional && !found[path]);
  return !isStale && Object.entries(wanted).every(isThere);
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}

/** Installs exactly what the lock file says, at the second attempt if need be; what npm has to say is shown only when it fails. */
function install(isLast = false) {
  process.stderr.write("installing the packages of package-lock.json …\n");
  // Through a shell, since npm is a .cmd file on Windows, which nothing else starts.
  const { status, stdout, stderr, error } = spawnSync("npm ci --no-audit --no-fund --loglevel=warn", {
    cwd: root,
    encoding: "utf8",
    shell: true,
    maxBuffer: 2 ** 26,
  });
  if (error) fail(`npm does not start: ${error.message}`);
  if (status === 0) return;
  if (isLast) fail(`npm ci failed:\n${stdout}${stderr}`);
  process.stderr.write("npm ci failed; once more:\n");
  install(true);
}

/** Returns Node 24 from node_modules, where it comes as an optional package; else this Node if it is new enough. */
function findNode() {
  const names = { linux: "linux", win32: "win" };
  const name = `node-${names[process.platform]}-${process.arch}`;
  const own = join(modules, name, "bin", isWindows ? "node.exe" : "node");
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(
    `This is Node ${process.versions.node}; the scripts are TypeScript, which Node runs from 22.18 on. ` +
      "Install Node 24 (https://nodejs.org/en/download) and run this again.",
  );
}

/** Windows writes it Path: two spellings of one variable would leave the choice to chance. */
function withoutPath(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name.toUpperCase() !== "PATH"));
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
