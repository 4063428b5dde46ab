import { rm } from "node:fs/promises";
import { onTestFinished } from "vitest";
import { makeFolder } from "./folder.ts";

/** A folder of its own, which is gone when the test that runs has ended. */
export async function testFolder(): Promise<string> {
  const folder = await makeFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
