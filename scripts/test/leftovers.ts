import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { afterAll } from "vitest";

/**
 * Ends, after each test file, what its tests started and did not stop: a restored job's sccache server waits for hours
 * on purpose. Whatever such a process was started by, it inherited the id of this file, so no other one is meant. Where
 * there is no /proc, servers end by their idle timeout.
 */
const id = `TEST_FILE_ID=${randomUUID()}`;
const [name = "", value] = id.split("=");
process.env[name] = value;

afterAll(async () => {
  if (process.platform !== "linux") return;
  for (const pid of (await readdir("/proc")).filter((entry) => /^\d+$/.test(entry))) {
    // Others' processes are not readable, and some end meanwhile.
    const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
    if (!environment.split("\0").includes(id)) continue;
    try {
      process.kill(Number(pid), "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
});
