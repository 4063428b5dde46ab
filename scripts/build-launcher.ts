/**
 * Builds scripts/launcher/launcher.c for every platform that gets a launcher, on any of them.
 *
 *     npm run build:launcher               writes src/sccache/launcher/programs.ts
 *     npm run build:launcher -- --check    builds it again from scratch and compares
 */
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { deflateRawSync } from "node:zlib";
import { programOf } from "../src/sccache/launcher/launcher.ts";
import { programs } from "../src/sccache/launcher/programs.ts";
import { installZig, type Zig } from "./zstd/zig.ts";

const root = join(import.meta.dirname, "..");
const tools = join(root, ".tools");
const source = "scripts/launcher/launcher.c";

/** `<process.platform>-<process.arch>`, and zig's name for it. Linux alone: elsewhere, jobs rarely build as two users. */
const targets = { "linux-x64": "x86_64-linux-musl", "linux-arm64": "aarch64-linux-musl" };

// Equal sources give equal bytes: no symbols, no paths, nothing of the C library but what is called.
const options = [
  "-static",
  ...["-Os", "-s", "-g0", "-std=c11", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror"],
  ...["-fno-stack-protector", "-fno-unwind-tables", "-fno-asynchronous-unwind-tables"],
  ...["-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections", "-Wl,--build-id=none"],
];

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
const folder = await mkdtemp(join(tmpdir(), "sccache-bundle-launcher-"));
try {
  const zig = await installZig(tools, join(values.check ? folder : tools, "zig-cache"));
  const built: Record<string, Buffer> = {};
  for (const [name, triple] of Object.entries(targets)) built[name] = await compile(zig, triple);
  if (values.check) await check(built);
  else await write(built);
} finally {
  await rm(folder, { recursive: true });
}

async function compile(zig: Zig, triple: string): Promise<Buffer> {
  const file = join(folder, triple);
  await zig(["cc", "-target", triple, ...options, "-o", file, source], root);
  return readFile(file);
}

async function check(built: Record<string, Buffer>): Promise<void> {
  for (const [name, program] of Object.entries(built)) {
    const isSame = programOf(name)?.equals(program) ?? false;
    console.log(`launcher for ${name}: ${isSame ? "the same bytes" : "DIFFERS"}`);
    if (!isSame) process.exitCode = 1;
  }
  if (Object.keys(built).length !== Object.keys(programs).length) process.exitCode = 1;
}

async function write(built: Record<string, Buffer>): Promise<void> {
  const digest = createHash("sha256")
    .update(await readFile(join(root, source)))
    .digest("hex");
  const rows = Object.entries(built).map(
    ([name, program]) => `  "${name}":\n    "${deflateRawSync(program, { level: 9 }).toString("base64")}",\n`,
  );
  const text = `// Written by \`npm run build:launcher\` from ${source}; with \`-- --check\` it builds that again and compares.

/** SHA-256 of the source that these were made from. */
export const sourceDigest = "${digest}";

/** The launcher by \`<process.platform>-<process.arch>\`, deflated, in base64. */
export const programs: Readonly<Record<string, string>> = {
${rows.join("")}};
`;
  await writeFile(join(root, "src/sccache/launcher/programs.ts"), text);
}
