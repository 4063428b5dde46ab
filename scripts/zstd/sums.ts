import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const SUMS = "SHA256SUMS";

/** Returns the sha256 of a file, in lower-case hexadecimal. */
export async function sha256(file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
}

/** Writes the digest of every file in `folder` to its SHA256SUMS, which `sha256sum -c` reads as well. */
export async function writeSums(folder: string): Promise<void> {
  const lines: string[] = [];
  for (const name of await bindings(folder)) lines.push(`${await sha256(join(folder, name))}  ${name}\n`);
  await writeFile(join(folder, SUMS), lines.join(""));
}

/**
 * Returns what is wrong with `folder`, a sentence each; nothing when its files are exactly the `expected`
 * ones and each has the digest that SHA256SUMS gives.
 */
export async function checkSums(folder: string, expected: readonly string[]): Promise<string[]> {
  const sums = new Map<string, string>();
  for (const line of (await readFile(join(folder, SUMS), "utf8")).trimEnd().split("\n")) {
    const [digest = "", name = ""] = line.split("  ");
    sums.set(name, digest);
  }
  const present = await bindings(folder);
  const wrong: string[] = [];
  for (const name of new Set([...expected, ...present, ...sums.keys()])) {
    if (!expected.includes(name)) wrong.push(`${name} does not belong here`);
    else if (!present.includes(name)) wrong.push(`${name} is missing`);
    else if (sums.get(name) !== (await sha256(join(folder, name)))) wrong.push(`${name} has another digest`);
  }
  return wrong;
}

async function bindings(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name !== SUMS).sort();
}
