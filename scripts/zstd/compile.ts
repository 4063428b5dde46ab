import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Target } from "./targets.ts";
import type { Zig } from "./zig.ts";

const BINDING = "node_modules/zstd-napi";
const ZSTD = `${BINDING}/deps/zstd/lib`;
const HEADERS = "node_modules/node-api-headers";

const COMMON = [
  "-O3",
  "-g0",
  "-fPIC",
  "-fexceptions",
  "-fvisibility=hidden",
  // As in zstd-napi's own binding.gyp and deps/zstd.gyp.
  "-DNODE_ADDON_API_DISABLE_DEPRECATED",
  "-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS",
  "-DNODE_API_NO_EXTERNAL_BUFFERS_ALLOWED",
  "-DXXH_NAMESPACE=ZSTD_",
  "-DZSTDERRORLIB_VISIBLE=",
  "-DZSTDLIB_VISIBLE=",
  "-DZSTD_MULTITHREAD",
  "-DZSTD_NO_TRACE",
  "-DNAPI_VERSION=8",
  `-I${HEADERS}/include`,
  "-Inode_modules/node-addon-api",
  `-I${ZSTD}`,
];

const LINK: Record<Target["format"], readonly string[]> = {
  elf: [
    "-Wl,-z,relro",
    "-Wl,-z,now",
    "-Wl,-z,noexecstack",
    "-Wl,--build-id=none",
    // Without it the C++ library inside takes part in the process's own, node's.
    "-Wl,--version-script=scripts/zstd/exports.map",
  ],
  "mach-o": ["-Wl,-undefined,dynamic_lookup", "-Wl,-install_name,binding.node"],
  pe: [],
};

/**
 * Builds the binding of zstd-napi for `target` as the file `into`. Equal sources give equal bytes wherever
 * `root`, the folder that holds node_modules, may be: every path given to the compiler is relative to it,
 * and nothing is kept of symbols, debugging or time.
 */
export async function compileBinding(zig: Zig, target: Target, root: string, into: string): Promise<void> {
  await mkdir(dirname(into), { recursive: true });
  const work = await mkdtemp(join(dirname(into), ".build-"));
  try {
    const linked = join(work, "binding.node");
    const args = ["-shared", "-s", "-target", target.triple, ...COMMON, ...LINK[target.format], "-o", linked];
    if (!target.assembly) args.push("-DZSTD_DISABLE_ASM");
    if (target.format === "pe") args.push(...(await importLibraries(zig, root, work)));
    await zig(["c++", ...args, ...(await sources(root, target))], root);
    await rename(linked, into);
  } finally {
    await rm(work, { recursive: true });
  }
}

/** The binding's sources, ours and zstd's, sorted, since the order of a folder differs between file systems. */
async function sources(root: string, target: Target): Promise<string[]> {
  const folders = [`${BINDING}/src`, `${ZSTD}/common`, `${ZSTD}/compress`, `${ZSTD}/decompress`];
  const wanted = target.assembly ? /\.(c|cc|S)$/ : /\.(c|cc)$/;
  const found: string[] = [];
  for (const folder of folders) {
    const names = await readdir(join(root, folder));
    found.push(...names.filter((name) => wanted.test(name)).map((name) => `${folder}/${name}`));
  }
  // Ours includes it.
  return [...found.filter((name) => !name.endsWith("/binding.cc")), "scripts/zstd/binding.cc"].sort();
}

/** Makes the import libraries through which a Windows binding finds Node's functions in node.exe. */
async function importLibraries(zig: Zig, root: string, work: string): Promise<string[]> {
  const libraries: string[] = [];
  for (const name of ["js_native_api", "node_api"]) {
    const library = join(work, `${name}.lib`);
    const definitions = `${HEADERS}/def/${name}.def`;
    await zig(["dlltool", "-m", "i386:x86-64", "-D", "node.exe", "-d", definitions, "-l", library], root);
    libraries.push(library);
  }
  return libraries;
}
