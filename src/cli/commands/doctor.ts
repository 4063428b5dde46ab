import { access, constants, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import type { Config, Env } from "../../config/config.ts";
import type { Deps } from "../../flow/deps.ts";
import { isFailure, orFailure } from "../../flow/deps.ts";
import { openDeps, openKeys, openSccacheOf } from "../../flow/job/job.ts";
import { freeBytes, threadsFor } from "../../flow/machine.ts";
import type { KeyPlan } from "../../key/key.ts";
import { checkLines, type DoctorFacts, diagnose } from "../../report/doctor.ts";
import { otherPlaces, parseCacheSize } from "../../sccache/environment/sccache-config.ts";
import { isListening, serverAddress, serverFolderName, socketName } from "../../sccache/server/address.ts";
import type { Catalog, Store } from "../../store/store.ts";
import { openZstd } from "../../zstd/open.ts";
import type { Command } from "../command.ts";
import { configFlags, contextFlags, openJobOf, readConfig } from "../job.ts";
import { unsupportedNode } from "../node-version.ts";
import type { Terminal } from "../terminal.ts";

/** Whether the set-up is right, before a build: exit code 1 when a line is an error. */
export const doctor: Command = {
  positionals: [],
  flags: [...configFlags("restore"), ...contextFlags, { name: "json", about: "Print the checks as JSON." }],

  async run(args, terminal) {
    const config = readConfig(args, terminal);
    const { env } = terminal;
    const job = await openJobOf(config, args, terminal);
    const { directory, build } = job;
    const { path, why = "" } = await openSccacheOf(job);
    const { keys, toolchain } = await openKeys(job);
    const deps = openDeps(job, { sccachePath: path, tempDirectory: tmpdir() });
    const version = await deps.sccache?.version();
    const facts: DoctorFacts = {
      node: { version: process.version, unsupported: unsupportedNode(process.versions.node) },
      zstdFallback: openZstd().fallbackReason,
      sccache: path === undefined ? { why } : { path, version: version ?? null },
      toolchain,
      env,
      cargoWrapper: build.cargo.rustcWrapper,
      otherPlaces: otherPlaces(env, build.sccacheConfig),
      cacheSizeBytes: parseCacheSize(env["SCCACHE_CACHE_SIZE"] ?? ""),
      directory: await lookAt(directory),
      freeBytes: finite(await freeBytes(directory)),
      ...machineFacts(config),
      otherServer: await otherServer(terminal),
      socketBytes: socketBytes(terminal),
      store: await askStore(deps.store, keys),
      listing: await askForListing(deps.catalog, config),
      maxSizeBytes: config.maxSizeBytes,
      signing: await askForSignature(deps, keys, env),
    };
    const checks = diagnose(facts);
    if (args.isOn("json")) terminal.print(JSON.stringify({ version: 1, checks }));
    else for (const line of checkLines(checks)) terminal.print(line);
    return checks.some(({ status }) => status === "error") ? 1 : 0;
  },
};

function finite(bytes: number): number | undefined {
  return Number.isFinite(bytes) ? bytes : undefined;
}

/** A container's limit counts, not the machine's memory. */
function machineFacts({ threads }: Config): Pick<DoctorFacts, "memoryBytes" | "threads"> {
  const limit = process.constrainedMemory();
  const total = totalmem();
  return {
    memoryBytes: limit > 0 && limit < total ? limit : total,
    threads: threadsFor({ threads }),
  };
}

/** Enough files to know who owns a directory; it may hold a hundred thousand. */
const mostFiles = 200;

async function lookAt(path: string): Promise<DoctorFacts["directory"]> {
  const there = await existing(path);
  const exists = there === path;
  const names = exists ? await readdir(path, { recursive: true }).catch(() => []) : [];
  const own = process.getuid?.();
  const ownerOf = (name: string) =>
    stat(join(path, name)).then(
      ({ uid }) => uid,
      () => own,
    );
  const owners = await Promise.all(names.slice(0, mostFiles).map(ownerOf));
  const foreignOwned = own === undefined || own === 0 ? 0 : owners.filter((uid) => uid !== own).length;
  return { path, exists, isWritable: await isWritable(there), foreignOwned };
}

/** The path, or the nearest folder above that is there. */
async function existing(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere || dirname(path) === path ? path : existing(dirname(path));
}

function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}

async function otherServer({ env }: Terminal): Promise<string | undefined> {
  const address = serverAddress(env, process.platform);
  if (!(await isListening(address, 500))) return undefined;
  return address.kind === "port" ? `127.0.0.1:${address.port}` : address.path;
}

function socketBytes({ env }: Terminal): number | undefined {
  if (process.platform === "win32") return undefined;
  return Buffer.byteLength(join(env["RUNNER_TEMP"] || tmpdir(), serverFolderName, socketName));
}

async function askStore(store: Store, { primary, fallbacks }: KeyPlan): Promise<DoctorFacts["store"]> {
  const began = performance.now();
  const found = await orFailure(() => store.lookup({ key: primary, fallbacks }));
  const { label } = store;
  if (isFailure(found)) return { kind: "failed", label, why: found.why };
  const seconds = (performance.now() - began) / 1000;
  return { kind: "reachable", label, seconds, found: found.kind === "hit" ? found.key : null };
}

async function askForListing(
  catalog: Catalog | undefined,
  { keyPrefix }: Config,
): Promise<DoctorFacts["listing"]> {
  if (!catalog) return { kind: "not-asked", why: "the store has no listing, or no token is set" };
  const listed = await orFailure(() => catalog.list(keyPrefix));
  if (isFailure(listed)) return { kind: "cannot", why: `the store cannot be listed: ${listed.why}` };
  return { kind: "can", why: `the store can be listed: ${listed.bundles.length} bundles` };
}

/** What the keys are good for. Only with keys is the bundle fetched that a job would restore. */
async function askForSignature(
  { signing, store, zstd }: Deps,
  { primary, fallbacks }: KeyPlan,
  env: Env,
): Promise<DoctorFacts["signing"]> {
  if (!signing) return { keys: "none" };
  const isChecked = Boolean(env["SCCACHE_BUNDLE_VERIFY_KEYS"]);
  const keys = !signing.canSign ? "public" : isChecked ? "both" : "private";
  const folder = await mkdtemp(join(tmpdir(), "sccache-bundle-"));
  try {
    const file = join(folder, "bundle.tar.zst");
    const read = await orFailure(async () => {
      const fetched = await store.fetch({ key: primary, fallbacks }, file);
      if (fetched.kind === "hit") await readManifest(file, zstd, signing.trust(fetched));
    });
    const isRefused = isFailure(read) && read.failure === "not-signed";
    return { keys, refused: isRefused ? read.why : undefined };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
