import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { kindOf } from "../../src/sccache/directory.ts";
import { readZip } from "../bundle/read-zip.ts";
import { filesIn } from "../e2e/world.ts";

/** Digests of what the entries in a directory of sccache's hold, by name. @throws when there is anything but whole entries */
export async function digestsIn(directory: string): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  for (const name of await filesIn(directory)) {
    if (kindOf(name) === undefined) throw new Error(`${name} is no name of sccache's`);
    const content = await readFile(join(directory, name));
    digests.set(name, kindOf(name) === "object" ? await digestOfZip(name, content) : digestOf(content));
  }
  return digests;
}

async function digestOfZip(name: string, content: Buffer): Promise<string> {
  try {
    const members = await readZip(content);
    return digestOf(...members.flatMap((member) => [Buffer.from(member.name), member.content]));
  } catch (error) {
    throw new Error(`${name} (${content.length} bytes) is not whole: ${(error as Error).message}`);
  }
}

function digestOf(...parts: readonly Uint8Array[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
