import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { kindOf } from "../../src/sccache/directory.ts";
import { inFolder } from "../folder.ts";
import { attacks } from "./attacks.ts";

const child = join(import.meta.dirname, "attack-child.ts");
/** Node alone takes 90 MB, and its garbage depends on when it is collected; what an attack is after takes a gigabyte or more. */
const mostBytes = 600 * 2 ** 20;

test.each(Object.entries(attacks))(
  "%s is refused, in little memory, and nothing is written",
  async (_, bundle) => {
    await inFolder(async (folder) => {
      const file = join(folder, "bundle.tar.zst");
      await writeFile(file, await bundle());
      const { stdout } = await promisify(execFile)(process.execPath, [child, file]);
      const met = JSON.parse(stdout);
      expect(met).toMatchObject({ error: { name: "BundleError" }, left: false });
      expect(met.error.message.length).toBeLessThan(300);
      expect(met.error.message).toMatch(/^[\x20-\x7e…]*$/);
      expect(met.findings).toBeGreaterThan(0);
      expect(met.recovered.filter((name: string) => kindOf(name) === undefined)).toEqual([]);
      expect(met.peakBytes).toBeLessThan(mostBytes);
    });
  },
);
