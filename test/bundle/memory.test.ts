import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { zlibZstd } from "../../src/zstd/zstd.ts";
import { inFolder } from "../folder.ts";
import { packTree } from "./bundles.ts";
import { nameFor, zstd } from "./made-up-entries.ts";

const child = join(import.meta.dirname, "memory-child.ts");

test.skipIf(process.platform !== "linux").each([zstd.name, zlibZstd.name])(
  "a bundle for which there is too little memory is not called damaged, with %s",
  async (make) => {
    await inFolder(async (folder) => {
      const content = Buffer.alloc(140e6);
      const { file } = await packTree(folder, [{ name: nameFor(1), content, lastUse: 1_700_000_000 }]);
      const frame = join(folder, "frame");
      await writeFile(frame, zstd.compress(content, { level: 1 }));
      const answer = JSON.parse(
        execFileSync(process.execPath, [child, file, frame, make], { encoding: "utf8" }),
      );
      expect(answer.unpacked).toMatchObject({ kind: "failed", failure: "no-memory" });
      expect(answer.decoded).not.toBe("ZstdError");
      expect(answer.decoded).not.toBe(content.length);
    });
  },
);
